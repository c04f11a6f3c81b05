using System.Diagnostics;
using System.Globalization;
using TestKit;

namespace Benchmarks.Turns;

/// <summary>Time and allocation of a turn without Redis, over a realistic mix of messages.</summary>
internal static class TurnBenchmark
{
    private const int Rounds = 200;

    /// <summary>The committed number that a test holds the allocation of a turn against.</summary>
    public static string AllocationFile => Repository.At("tests", "Benchmarks", "results", "turn-allocation.txt");

    public static async Task RunAsync()
    {
        var begun = Stopwatch.GetTimestamp();
        var assistant = TurnMeasure.NewAssistant();
        var loading = Stopwatch.GetElapsedTime(begun).TotalMilliseconds;
        TurnMeasure.Run(assistant, Rounds / 2);
        await Task.Delay(500); // tiered compilation works in the background
        TurnMeasure.Run(assistant, Rounds / 4);
        var costs = TurnMeasure.Run(assistant, Rounds);

        var times = costs.Select(c => c.Microseconds / 1000).ToList();
        await ResultFile.WriteAsync("tests/Benchmarks/results/turn.md", "A turn, without Redis", "dotnet run -c Release --project tests/Benchmarks -- turn", $"""
            {Rounds} conversations of {Messages.Mix.Length} messages: questions short and long, typos, what the notice does not say, small talk, a whole self-check. Loading the packs took {loading:0} ms.

            | | median | p90 | p99 | aim (median) |
            |---|---:|---:|---:|---:|
            | time, ms | {TurnMeasure.At(times, 0.5):0.000} | {TurnMeasure.At(times, 0.9):0.000} | {TurnMeasure.At(times, 0.99):0.000} | 0.3 |
            | allocated, KB | {Kilobytes(costs, 0.5)} | {Kilobytes(costs, 0.9)} | {Kilobytes(costs, 0.99)} | 60 |

            | said | median ms | median KB |
            |---|---:|---:|
            {string.Join('\n', costs.GroupBy(c => c.Said).Select(g => $"| {g.Key} | {TurnMeasure.At(g.Select(c => c.Microseconds / 1000), 0.5):0.000} | {Kilobytes(g, 0.5)} |"))}
            """);
        await File.WriteAllTextAsync(AllocationFile, TurnMeasure.MedianBytes(costs).ToString("0", CultureInfo.InvariantCulture) + "\n");
    }

    private static string Kilobytes(IEnumerable<TurnCost> costs, double share) => $"{TurnMeasure.At(costs.Select(c => c.Bytes / 1024.0), share):0.0}";
}
