using System.Diagnostics;

namespace Benchmarks.Load;

/// <summary>What a run of load came to.</summary>
internal sealed record LoadResult(int Requests, int Failed, double PerSecond, double MedianMs, double P99Ms);

/// <summary>Sends a bounded number of requests to a server on loopback, each client one after the other.</summary>
internal static class LoadGenerator
{
    /// <param name="send">Client and number of its request; true: it was answered as it should be.</param>
    public static async Task<LoadResult> RunAsync(int clients, int requestsEach, Func<int, int, Task<bool>> send)
    {
        var times = new double[clients * requestsEach];
        var failed = 0;
        var start = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, clients).Select(client => Task.Run(async () =>
        {
            for (var i = 0; i < requestsEach; i++)
            {
                var begun = Stopwatch.GetTimestamp();
                if (!await send(client, i)) Interlocked.Increment(ref failed);
                times[client * requestsEach + i] = Stopwatch.GetElapsedTime(begun).TotalMilliseconds;
            }
        })));
        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        Array.Sort(times);
        return new(times.Length, failed, times.Length / seconds, times[times.Length / 2], times[(int)(times.Length * 0.99)]);
    }
}
