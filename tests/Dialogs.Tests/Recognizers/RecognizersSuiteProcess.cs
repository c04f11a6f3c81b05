using System.Diagnostics;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Dialogs.Tests.Recognizers;

/// <summary>Runs <c>RecognizersSuite/run.mjs</c> over phrases; installs its package first if need be.</summary>
internal static class RecognizersSuiteProcess
{
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static string Folder => TestFiles.Path("RecognizersSuite");

    /// <summary>For each phrase all that the suite finds of its kind.</summary>
    public static async Task<IReadOnlyList<string[]>> RunAsync(IReadOnlyList<TestPhrase> phrases, CancellationToken cancel)
    {
        if (IsStale()) await RunAsync("npm", "ci --no-audit --no-fund --loglevel=error", "", cancel);
        var input = string.Join('\n', phrases.Select(p => JsonSerializer.Serialize(new { text = p.Text, @ref = p.Reference, kind = (string)p.Expect["kind"]! }, Readable))) + "\n";
        var output = await RunAsync("node", "run.mjs", input, cancel);
        return [.. output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonSerializer.Deserialize<string[]>(l)!)];
    }

    private static bool IsStale()
    {
        var installed = Path.Combine(Folder, "node_modules", ".package-lock.json");
        return !File.Exists(installed) || File.GetLastWriteTimeUtc(installed) < File.GetLastWriteTimeUtc(Path.Combine(Folder, "package-lock.json"));
    }

    private static async Task<string> RunAsync(string program, string arguments, string input, CancellationToken cancel)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = Folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        }) ?? throw new InvalidOperationException($"{program} did not start: this test needs Node.js 20 or newer with npm.");
        var (output, error) = (process.StandardOutput.ReadToEndAsync(cancel), process.StandardError.ReadToEndAsync(cancel));
        await process.StandardInput.WriteAsync(input.AsMemory(), cancel);
        process.StandardInput.Close();
        await process.WaitForExitAsync(cancel);
        return process.ExitCode == 0 ? await output : throw new InvalidOperationException($"{program} {arguments} ended with {process.ExitCode}: {await error}");
    }
}
