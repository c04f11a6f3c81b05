using TestKit.DirectLine;
using TestKit.Processes;

namespace Benchmarks.Start;

/// <summary>How long a cold start takes until the bot is ready, and what it occupies after 10,000 turns; with the embedded store.</summary>
internal static class StartBenchmark
{
    private const int Starts = 7;
    private const int Turns = 10_000;
    private const int People = 20;

    /// <summary>After a rush the bot gives memory back.</summary>
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(5);

    public static async Task RunAsync()
    {
        var times = new List<double>();
        for (var i = 0; i < Starts; i++)
        {
            await using var one = await BotProcess.StartAsync();
            times.Add(one.StartedIn.TotalSeconds);
        }
        times.Sort();

        await using var bot = await BotProcess.StartAsync();
        var fresh = bot.WorkingSet;
        var people = new List<DirectLineClient>();
        for (var i = 0; i < People; i++) people.Add(await DirectLineClient.StartAsync(bot.Client));
        for (var i = 0; i < Turns / People; i++)
            await Task.WhenAll(people.Select((p, n) => p.PostAsync(Messages.Mix[(n + i) % Messages.Mix.Length])));

        var busy = bot.WorkingSet;
        await Task.Delay(Rest);

        await ResultFile.WriteAsync("tests/Benchmarks/results/start.md", "Start and memory", "dotnet run -c Release --project tests/Benchmarks -- start", $"""
            With the embedded store. A start is from the launch of the process, on fresh data, to the first 200 of `/readyz`; memory is the resident set of the process, store included.

            | what | figure | aim |
            |---|---:|---:|
            | cold start to ready, median of {Starts} | {times[Starts / 2]:0.00} s | 2.5 s |
            | slowest of {Starts} | {times[^1]:0.00} s | |
            | memory when ready | {fresh / 1e6:0} MB | |
            | memory after {Turns:n0} turns of {People} people | {busy / 1e6:0} MB | 220 MB |
            | and {Rest.TotalSeconds:0} s later | {bot.WorkingSet / 1e6:0} MB | |
            """);
    }
}
