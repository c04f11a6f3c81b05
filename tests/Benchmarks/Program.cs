using Benchmarks.Floor;
using Benchmarks.Load;
using Benchmarks.Start;

namespace Benchmarks;

/// <summary>What can be measured; each writes its table under tests/Benchmarks/results, or tests/Evaluation/report.md.</summary>
internal static class Program
{
    public static async Task<int> Main(string[] args)
    {
        switch (args)
        {
            case ["load"]: await LoadBenchmark.RunAsync(); return 0;
            case ["start"]: await StartBenchmark.RunAsync(); return 0;
            case ["floor", var url, var store, var size, var folder]: await FloorServer.RunAsync(url, store, int.Parse(size), folder); return 0;
            default:
                Console.Error.WriteLine("""
                    dotnet run -c Release --project tests/Benchmarks -- WHAT
                      load      turns per second and p99 over HTTP, on Garnet and on Redis, beside the floor
                      start     cold start to ready, and memory after 10,000 turns
                    """);
                return 2;
        }
    }
}
