using System.Collections.Immutable;
using System.Diagnostics;
using System.Text;
using Knowledge.Loading;
using TestKit;
using TestKit.Evaluation;
using TestKit.Processes;

namespace Benchmarks.Accuracy;

/// <summary>Scores the bot on every set of tests/Evaluation and two simple peers on the questions that the notice answers, into one report.</summary>
internal static class AccuracyBenchmark
{
    private static readonly string[] QuestionFiles = ["given/ask-inscope.jsonl", "given/ask-decline.jsonl", "own/ask-inscope.jsonl", "own/ask-decline.jsonl"];
    private static readonly string[] PhraseFiles = ["given/recognizers.jsonl", "own/recognizers.jsonl"];
    private static readonly string[] TalkFiles = ["given/talks.jsonl", "own/talks.jsonl"];

    /// <param name="raise">Also writes what was reached into floor.json.</param>
    public static async Task RunAsync(bool raise)
    {
        var sets = await ScoreSetsAsync();
        await ResultFile.WriteAsync("tests/Evaluation/report.md", "Evaluation", "dotnet run -c Release --project tests/Benchmarks -- accuracy", $"""
            The sets are described in `given/README.md`. Score: (right − 2 × wrong) / items; a declined or asked-back question is not wrong, only not right.

            | set | items | right | wrong | score |
            |---|---:|---:|---:|---:|
            {string.Join('\n', sets.Select(s => Row(s.Key, Score.Of(s.Value))))}

            ## Beside two simple peers
            How often just the right clause is named first, on the questions that the notice answers. A peer names one clause for whatever is asked; it cannot decline.

            {await ComparePeersAsync()}

            ## Not right
            {NotRight(sets)}
            """);
        if (raise) Floors.Write(sets.ToDictionary(s => s.Key, s => Score.Of(s.Value) is var x ? new Floor(x.Items, x.Right, x.Wrong) : null!));
    }

    private static async Task<ImmutableSortedDictionary<string, ImmutableArray<ScoredItem>>> ScoreSetsAsync()
    {
        var sets = new SortedDictionary<string, ImmutableArray<ScoredItem>>(StringComparer.Ordinal);
        await using var bot = await BotProcess.StartAsync();
        foreach (var file in QuestionFiles) sets[file] = await Questions.AskAsync(bot.Client, Items.Read<QuestionItem>(file));
        foreach (var file in PhraseFiles) sets[file] = await Phrases.RecogniseAsync(Items.Read<PhraseItem>(file));
        foreach (var file in TalkFiles) sets[file] = Talks.Hold(Items.Read<TalkItem>(file));
        return sets.Where(s => s.Value.Length > 0).ToImmutableSortedDictionary(StringComparer.Ordinal);
    }

    private static async Task<string> ComparePeersAsync()
    {
        var notice = PackLibrary.Load(Repository.At("Knowledge", "Packs")).Library.All[0];
        ImmutableArray<string> files = ["given/ask-inscope.jsonl", "own/ask-inscope.jsonl"];
        var items = files.SelectMany(f => Items.Read<QuestionItem>(f)).Where(i => i.Clauses is { Length: > 0 }).ToImmutableArray();
        var given = Items.Read<QuestionItem>(files[0]).Count(i => i.Clauses is { Length: > 0 });
        ImmutableArray<PeerResult> results = [await AssistantAsync(items), .. await Peers.RunAsync(notice, [.. items.Select(i => i.Q)])];

        var table = new StringBuilder("| | given | own | µs a question |\n|---|---:|---:|---:|\n");
        foreach (var result in results)
        {
            var hits = items.Select((item, i) => result.Found[i] is { } clause && item.Clauses!.Value.Contains(clause)).ToArray();
            table.Append($"| {result.Name} | {Percent(hits[..given])} | {Percent(hits[given..])} | {result.Microseconds:0} |\n");
        }
        return table.ToString();
    }

    private static async Task<PeerResult> AssistantAsync(ImmutableArray<QuestionItem> items)
    {
        await using var bot = await BotProcess.StartAsync();
        foreach (var item in items) await Questions.AskAsync(bot.Client, item);
        var watch = Stopwatch.StartNew();
        var found = ImmutableArray.CreateBuilder<string?>();
        foreach (var item in items) found.Add((await Questions.AskAsync(bot.Client, item)) is { Status: "answered" } reply ? reply.Clauses.FirstOrDefault() : null);
        return new("this assistant, over HTTP", found.ToImmutable(), watch.Elapsed.TotalMicroseconds / items.Length);
    }

    private static string NotRight(IEnumerable<KeyValuePair<string, ImmutableArray<ScoredItem>>> sets)
    {
        var text = new StringBuilder();
        foreach (var (file, items) in sets)
            foreach (var item in items.Where(i => !i.Right))
                text.Append($"- `{item.Id}` {item.Asked} — {string.Join("; ", item.Faults)}\n");
        return text.Length == 0 ? "Nothing." : text.ToString();
    }

    private static string Row(string set, Score score) => $"| {set} | {score.Items} | {score.RightPercent:0.0} % | {score.Wrong} | {score.Percent:0.0} |";

    private static string Percent(bool[] hits) => hits.Length == 0 ? "–" : $"{100.0 * hits.Count(h => h) / hits.Length:0.0} %";
}
