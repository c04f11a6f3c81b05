using System.Diagnostics;
using System.Text;

namespace TestKit.Processes;

/// <summary>A program that a test started: its output is kept, and it ends with the test program at the latest.</summary>
public sealed class ChildProcess : IAsyncDisposable
{
    private readonly Process process;
    private readonly StringBuilder output = new();

    private ChildProcess(Process process) => this.process = process;

    public int Id => process.Id;

    public bool HasExited => process.HasExited;

    public int ExitCode => process.ExitCode;

    public long WorkingSet
    {
        get { process.Refresh(); return process.WorkingSet64; }
    }

    /// <summary>What it has taken of the processors so far.</summary>
    public TimeSpan ProcessorTime
    {
        get { process.Refresh(); return process.TotalProcessorTime; }
    }

    /// <summary>Both streams so far, in the order in which lines came.</summary>
    public string Output { get { lock (output) return output.ToString(); } }

    public static ChildProcess Start(string file, IEnumerable<string> arguments, IReadOnlyDictionary<string, string?>? environment = null, string? folder = null)
    {
        var info = new ProcessStartInfo(file, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            WorkingDirectory = folder ?? Repository.Root,
        };
        foreach (var (key, value) in environment ?? new Dictionary<string, string?>()) info.Environment[key] = value;

        var child = new ChildProcess(new Process { StartInfo = info });
        child.process.OutputDataReceived += child.Keep;
        child.process.ErrorDataReceived += child.Keep;
        child.process.Start();
        child.process.BeginOutputReadLine();
        child.process.BeginErrorReadLine();
        AppDomain.CurrentDomain.ProcessExit += child.OnProcessExit;
        return child;
    }

    /// <summary>Runs a program to its end.</summary>
    public static async Task<(int ExitCode, string Output)> RunAsync(
        string file, IEnumerable<string> arguments, TimeSpan limit, string input = "", IReadOnlyDictionary<string, string?>? environment = null, string? folder = null)
    {
        await using var child = Start(file, arguments, environment, folder);
        await child.process.StandardInput.WriteAsync(input);
        child.process.StandardInput.Close();
        return (await child.WaitAsync(limit), child.Output);
    }

    public async Task<int> WaitAsync(TimeSpan limit)
    {
        using var patience = new CancellationTokenSource(limit);
        try { await process.WaitForExitAsync(patience.Token); }
        catch (OperationCanceledException) { throw new TimeoutException($"{process.StartInfo.FileName} did not end within {limit.TotalSeconds:0} s. It said:\n{Output}"); }
        return process.ExitCode;
    }

    /// <summary>SIGTERM, and what it then ends with.</summary>
    public async Task<int> StopAsync(TimeSpan limit)
    {
        if (!process.HasExited) using (Process.Start("kill", ["-TERM", $"{process.Id}"])) { }
        return await WaitAsync(limit);
    }

    /// <summary>SIGKILL: no last words, no flush.</summary>
    public async Task KillAsync()
    {
        if (!process.HasExited) process.Kill();
        await process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        AppDomain.CurrentDomain.ProcessExit -= OnProcessExit;
        await KillAsync();
        process.Dispose();
    }

    private void Keep(object sender, DataReceivedEventArgs line)
    {
        if (line.Data is null) return;
        lock (output) output.AppendLine(line.Data);
    }

    private void OnProcessExit(object? sender, EventArgs e)
    {
        if (!process.HasExited) process.Kill();
    }
}
