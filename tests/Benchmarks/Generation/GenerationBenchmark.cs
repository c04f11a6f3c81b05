using System.Diagnostics;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Benchmarks.Turns;
using Bot.Generation.Verifying;
using TestKit;
using TestKit.Models;
using TestKit.Processes;

namespace Benchmarks.Generation;

/// <summary>What a language model adds to an answer, beside a bare call to the same service; and what it costs when it is not asked.</summary>
internal static class GenerationBenchmark
{
    private const int Rounds = 400;
    private const int WarmUp = 60;
    private const int Checks = 300;
    private const string Question = "纸质材料什么时候交";
    private const string AsOf = "2024-10-10T10:00:00+08:00";

    public static async Task RunAsync()
    {
        await using var model = await ModelServer.StartAsync();
        model.Answer = ModelMinds.Faithful;
        await using var off = await BotProcess.StartAsync();
        await using var on = await BotProcess.StartAsync(Settings(model.Endpoint));
        await using var away = await BotProcess.StartAsync(Settings("http://127.0.0.1:1/v1"));
        using var client = new HttpClient();
        await AskAsync(on);
        var body = model.Calls.Last().Body;
        Task BareAsync() => PostAsync(client, model.Endpoint + "/chat/completions", body);
        var rows = await MeasureAsync([BareAsync, () => AskAsync(off), () => AskAsync(on), () => AskAsync(away)]);
        var (microseconds, bytes, count) = Verify();

        var (bare, without, with, open) = (rows[0], rows[1], rows[2], rows[3]);
        await ResultFile.WriteAsync("tests/Benchmarks/results/generation.md", "A language model behind the answers", "dotnet run -c Release --project tests/Benchmarks -- generation", $"""
            One answer of `/api/ask` after the other, {Rounds} of each kind in turn, with the embedded store; the model is a service on this machine that answers at once, so that only our own part is seen.
            Medians. Times of the machine's day: read the ratios.

            | what | ms | beside a bare call |
            |---|---:|---:|
            | a bare `HttpClient` call to the model with the same body | {bare:0.00} | 1 |
            | an answer, no model configured | {without:0.00} | {without / bare:0.00} |
            | an answer said by the model: asked, verified, sent | {with:0.00} | {with / bare:0.00} |
            | **added by the model** | {with - without:0.00} | **{(with - without) / bare:0.00}** |
            | an answer, the model away and the breaker open | {open:0.00} | {open / bare:0.00} |
            | **added by the open breaker** | {open - without:0.00} | **{(open - without) / bare:0.00}** |

            The verifier alone, over {count} answers as models say them: {microseconds:0} µs ({microseconds / 1000 / bare:0.000} of a bare call) and {bytes / 1024.0:0} KiB each, median.
            """);
    }

    private static BotSettings Settings(string endpoint) =>
        new BotSettings().With("Generation__Endpoint", endpoint).With("Generation__Model", "scripted").With("Generation__TimeoutSeconds", "20").With("Generation__CallsPerDay", "1000000");

    private static async Task<double[]> MeasureAsync(Func<Task>[] kinds)
    {
        var times = kinds.Select(_ => new List<double>()).ToArray();
        for (var round = -WarmUp; round < Rounds; round++)
            for (var kind = 0; kind < kinds.Length; kind++)
            {
                var begun = Stopwatch.GetTimestamp();
                await kinds[kind]();
                if (round >= 0) times[kind].Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
            }
        return [.. times.Select(t => TurnMeasure.At(t, 0.5))];
    }

    private static async Task AskAsync(BotProcess bot)
    {
        using var response = await bot.Client.PostAsJsonAsync("/api/ask", new { question = Question, asOf = AsOf });
        _ = await response.EnsureSuccessStatusCode().Content.ReadAsByteArrayAsync();
    }

    private static async Task PostAsync(HttpClient client, string address, string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await client.PostAsync(address, content);
        _ = await response.EnsureSuccessStatusCode().Content.ReadAsByteArrayAsync();
    }

    private static (double Microseconds, double Bytes, int Count) Verify()
    {
        var written = File.ReadLines(Repository.At("tests", "Bot.Tests", "Generation", "paraphrases.jsonl")).Select(l => JsonElement.Parse(l).GetProperty("written").GetString()!).ToList();
        var (times, sizes) = (new List<double>(), new List<double>());
        for (var i = 0; i < Checks; i++)
            foreach (var text in written)
            {
                var bytes = GC.GetAllocatedBytesForCurrentThread();
                var begun = Stopwatch.GetTimestamp();
                _ = Verifier.Check(text, "您好，" + text, Subject.None);
                if (i < Checks / 10) continue;
                times.Add(Stopwatch.GetElapsedTime(begun).TotalMicroseconds);
                sizes.Add(GC.GetAllocatedBytesForCurrentThread() - bytes);
            }
        return (TurnMeasure.At(times, 0.5), TurnMeasure.At(sizes, 0.5), written.Count);
    }
}
