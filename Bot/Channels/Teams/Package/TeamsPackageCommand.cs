using System.Collections.Immutable;
using Bot.Pages;

namespace Bot.Channels.Teams.Package;

/// <summary><c>teams package</c>: writes the .zip that is uploaded to Teams, or says what is wrong with it.</summary>
internal static class TeamsPackageCommand
{
    public const string Arguments = "[--app-id ID] [--domain HOST] [--name N] [--developer N] [--version V] [--out FILE]";

    private static readonly string[] Known = ["--app-id", "--domain", "--name", "--developer", "--version", "--out"];

    /// <returns>0: written; 1: something in it is not allowed; 2: the words are not understood.</returns>
    public static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter error, TeamsOptions teams, SiteOptions site)
    {
        if (args.Length % 2 != 0 || args.Where((_, i) => i % 2 == 0).FirstOrDefault(a => !Known.Contains(a)) is not null)
        {
            await error.WriteLineAsync($"teams package {Arguments}\nOptions come in pairs; allowed: {string.Join(", ", Known)}.");
            return 2;
        }
        var given = args.Chunk(2).ToDictionary(pair => pair[0], pair => pair[1]);
        var details = new PackageDetails(
            given.GetValueOrDefault("--app-id", teams.AppId),
            given.GetValueOrDefault("--domain", Host(site)),
            given.GetValueOrDefault("--version"),
            given.GetValueOrDefault("--developer"),
            given.GetValueOrDefault("--name"));
        if (Missing(details) is { } missing)
        {
            await error.WriteLineAsync(missing);
            return 1;
        }
        return await WriteAsync(TeamsPackage.Files(details), Path.GetFullPath(given.GetValueOrDefault("--out", "teams-app.zip")), output, error);
    }

    private static async Task<int> WriteAsync(ImmutableSortedDictionary<string, byte[]> files, string path, TextWriter output, TextWriter error)
    {
        var problems = ManifestRules.Check(files);
        foreach (var problem in problems) await error.WriteLineAsync(problem);
        if (!problems.IsEmpty) return 1;
        try
        {
            await File.WriteAllBytesAsync(path, TeamsPackage.Zip(files));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            await error.WriteLineAsync($"--out is '{path}', which cannot be written: {e.Message}");
            return 1;
        }
        await output.WriteLineAsync($"{path} is written. Upload it in Teams: Apps, Manage your apps, Upload an app. docs/tasks/connect-teams.md says what comes before.");
        return 0;
    }

    private static string? Missing(PackageDetails details) =>
        details.AppId.Length == 0 ? "The application id is missing: --app-id ID, or the setting Teams:AppId."
        : details.Domain.Length == 0 ? "The domain is missing: --domain bot.example.org, or the setting Site:Url as https://bot.example.org."
        : null;

    private static string Host(SiteOptions site) => Uri.TryCreate(site.Url, UriKind.Absolute, out var url) ? url.Authority : "";
}
