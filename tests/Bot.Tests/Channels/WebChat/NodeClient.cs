using System.Diagnostics;
using System.Text.Json;
using TestKit;
using TestKit.Processes;

namespace Bot.Tests.Channels.WebChat;

/// <summary>Runs the scripts of the folder Clients, which bring programs that nobody of this project wrote.</summary>
internal static class NodeClient
{
    private static readonly string Folder = Repository.At("tests", "Bot.Tests", "Channels", "WebChat", "Clients");
    private static readonly Lazy<Task> Restored = new(RestoreAsync);

    public static async Task<JsonElement> RunAsync(string script, string? input, params string[] arguments)
    {
        await Restored.Value;
        var (code, output) = await StartAsync(Tools.Node, [script, .. arguments], input);
        return code == 0 ? JsonSerializer.Deserialize<JsonElement>(output) : throw new InvalidOperationException($"{script} ended with {code}: {output}");
    }

    private static async Task RestoreAsync()
    {
        var mark = Path.Combine(Folder, "node_modules", ".package-lock.json");
        if (File.Exists(mark) && File.GetLastWriteTimeUtc(mark) >= File.GetLastWriteTimeUtc(Path.Combine(Folder, "package-lock.json"))) return;
        var (code, output) = await StartAsync("npm", ["ci", "--loglevel=error"], null);
        if (code != 0) throw new InvalidOperationException($"npm ci ended with {code}: {output}");
        File.SetLastWriteTimeUtc(mark, File.GetLastWriteTimeUtc(Path.Combine(Folder, "package-lock.json")).AddSeconds(1));
    }

    private static async Task<(int Code, string Output)> StartAsync(string program, string[] arguments, string? input)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = Folder, RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        using var process = Process.Start(start)!;
        if (input is not null) await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, await output + (process.ExitCode == 0 ? "" : await errors));
    }
}
