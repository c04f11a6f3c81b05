using Benchmarks.Accuracy;
using Benchmarks.Bare;
using Benchmarks.Broadcasts;
using Benchmarks.Generation;
using Benchmarks.Load;
using Benchmarks.Start;
using Benchmarks.Turns;
using System.Globalization;

namespace Benchmarks;

/// <summary>What can be measured; each writes its table under tests/Benchmarks/results, or tests/Evaluation/report.md.</summary>
internal static class Program
{
    public static async Task<int> Main(string[] args)
    {
        switch (args)
        {
            case ["accuracy"]: await AccuracyBenchmark.RunAsync(raise: false); return 0;
            case ["accuracy", "raise"]: await AccuracyBenchmark.RunAsync(raise: true); return 0;
            case ["accuracy", "of", .. var files]: await NewSets.RunAsync(files); return 0;
            case ["ask", var question]: NewSets.Ask(question, null); return 0;
            case ["ask", var question, var now]: NewSets.Ask(question, DateTimeOffset.Parse(now, CultureInfo.InvariantCulture)); return 0;
            case ["turn"]: await TurnBenchmark.RunAsync(); return 0;
            case ["load"]: await LoadBenchmark.RunAsync(); return 0;
            case ["broadcast"]: await BroadcastBenchmark.RunAsync(); return 0;
            case ["broadcast", ("redis" or "garnet") and var store, var width]: await BroadcastBenchmark.PrintAsync(store, int.Parse(width)); return 0;
            case ["generation"]: await GenerationBenchmark.RunAsync(); return 0;
            case ["start"]: await StartBenchmark.RunAsync(); return 0;
            case ["floor", var url, var store, var sizes, var folder]: await FloorServer.RunAsync(url, store, sizes, folder); return 0;
            case ["bare", var url, var width, var count]: await BarePoster.RunAsync(new Uri(url), int.Parse(width), int.Parse(count)); return 0;
            default:
                Console.Error.WriteLine("""
                    dotnet run -c Release --project tests/Benchmarks -- WHAT
                      accuracy  every set of tests/Evaluation, and two simple peers; with "raise" what is reached becomes the floor; with "of FILE…"
                                files that are no set yet, printed only
                      ask       "QUESTION" [TIME]: what is answered to it, and what was understood
                      turn      time and allocation of a turn, without Redis
                      load      turns per second and p99 over HTTP, on Garnet and on Redis, beside the floor
                      broadcast recipients per second into a receiver, beside a bare HttpClient loop, on Redis and on Garnet; with "redis 16" one row only, printed
                      generation what a language model adds to an answer, beside a bare call to it; the verifier; the open breaker
                      start     cold start to ready, and memory after 10,000 turns
                    """);
                return 2;
        }
    }
}
