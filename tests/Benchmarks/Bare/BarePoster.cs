using System.Diagnostics;
using System.Globalization;

namespace Benchmarks.Bare;

/// <summary>What no broadcast on this machine can beat: an HttpClient loop in a process of its own, as the bot is one, that posts to a receiver and does nothing else.</summary>
internal static class BarePoster
{
    private const int WarmUp = 5_000;

    /// <summary>Prints the posts per second and the processor time of each in microseconds.</summary>
    public static async Task RunAsync(Uri receiver, int width, int count)
    {
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = receiver };
        var body = new byte[60];

        async Task PostAsync(int i)
        {
            using var response = await http.PostAsync(new Uri($"p{i:00000}", UriKind.Relative), new ReadOnlyMemoryContent(body));
            response.EnsureSuccessStatusCode();
        }
        await LoopAsync(width, WarmUp, PostAsync);
        var (started, spent) = (Stopwatch.GetTimestamp(), Process.GetCurrentProcess().TotalProcessorTime);
        await LoopAsync(width, count, PostAsync);
        var (elapsed, cost) = (Stopwatch.GetElapsedTime(started), Process.GetCurrentProcess().TotalProcessorTime - spent);
        await Console.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{count / elapsed.TotalSeconds} {cost.TotalMicroseconds / count}"));
    }

    private static async Task LoopAsync(int width, int count, Func<int, Task> post)
    {
        var next = -1;
        await Task.WhenAll(Enumerable.Range(0, width).Select(_ => Task.Run(async () =>
        {
            while (Interlocked.Increment(ref next) is var i && i < count) await post(i);
        })));
    }
}
