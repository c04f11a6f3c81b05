using System.Diagnostics;

namespace TestKit.Processes;

/// <summary>A folder of scripts with the npm packages that they need, restored from its lock file when the first of them runs.</summary>
public sealed class NodeFolder
{
    private readonly string folder;
    private readonly Lazy<Task> restored;

    public NodeFolder(params string[] path) => (folder, restored) = (Repository.At(path), new(RestoreAsync));

    /// <returns>What the script wrote.</returns>
    public async Task<string> RunAsync(string script, string? input, CancellationToken ct, params string[] arguments)
    {
        await restored.Value;
        var (code, output) = await StartAsync(Tools.Node, [script, .. arguments], input, ct);
        return code == 0 ? output : throw new InvalidOperationException($"{script} ended with {code}: {output}");
    }

    private async Task RestoreAsync()
    {
        var (mark, wanted) = (Path.Combine(folder, "node_modules", ".package-lock.json"), Path.Combine(folder, "package-lock.json"));
        if (File.Exists(mark) && File.GetLastWriteTimeUtc(mark) >= File.GetLastWriteTimeUtc(wanted)) return;
        var (code, output) = await StartAsync("npm", ["ci", "--loglevel=error"], null, CancellationToken.None);
        if (code != 0) throw new InvalidOperationException($"npm ci ended with {code}: {output}");
        File.SetLastWriteTimeUtc(mark, File.GetLastWriteTimeUtc(wanted).AddSeconds(1));
    }

    private async Task<(int Code, string Output)> StartAsync(string program, string[] arguments, string? input, CancellationToken ct)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        using var process = Process.Start(start)!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(ct), process.StandardError.ReadToEndAsync(ct));
        if (input is not null) await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        await process.WaitForExitAsync(ct);
        return (process.ExitCode, await output + (process.ExitCode == 0 ? "" : await errors));
    }
}
