using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using Knowledge.Notices;
using Knowledge.Questions;
using TestKit;
using TestKit.Processes;

namespace Benchmarks.Accuracy;

/// <summary>What a peer found: for each question the one clause it names (null: none), and how long one takes.</summary>
internal sealed record PeerResult(string Name, ImmutableArray<string?> Found, double Microseconds);

/// <summary>The two simple peers, each a script under tests/Benchmarks/Peers.</summary>
internal static class Peers
{
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static async Task<ImmutableArray<PeerResult>> RunAsync(Notice notice, ImmutableArray<string> questions)
    {
        await InstallAsync();
        var clauses = notice.Clauses.Select(c => new { label = c.Label.Label, text = $"{c.Heading} {c.Text}" });
        var topics = notice.Topics.All.Where(t => t.Examples.Length > 0).Select(t => new { id = t.Id, clause = FirstClause(t), examples = Some(t.Examples) });
        return
        [
            await RunAsync("BM25 on character bigrams (minisearch)", "passages.mjs", new { clauses, questions }),
            await RunAsync($"nlp.js, trained on {BestForPeer} of each topic's examples, with which it does best", "intents.mjs", new { topics, questions }),
        ];
    }

    /// <summary>With 20 it found 100 of 150 topics, with 40 108, with 80 95, with all hardly any: its network then learns no more.</summary>
    private const int BestForPeer = 40;

    /// <summary>So many, evenly spread: those of one author stand together.</summary>
    private static IEnumerable<string> Some(ImmutableArray<string> examples) =>
        examples.Length <= BestForPeer ? examples : Enumerable.Range(0, BestForPeer).Select(i => examples[i * examples.Length / BestForPeer]);

    // The last case holds always: it is what the topic says of anybody.
    private static string? FirstClause(Topic topic) => topic.Answers.LastOrDefault()?.Citations.FirstOrDefault()?.Clause.Label;

    private static async Task<PeerResult> RunAsync(string name, string script, object input)
    {
        var (code, output) = await ChildProcess.RunAsync(Tools.Node, [script], TimeSpan.FromMinutes(5), JsonSerializer.Serialize(input, Web), folder: Folder);
        if (code != 0) throw new InvalidOperationException($"{script} ended with {code}:\n{output}");
        var result = JsonElement.Parse(output.Split('\n', StringSplitOptions.RemoveEmptyEntries)[^1]);
        return new(name, [.. result.GetProperty("found").EnumerateArray().Select(f => f.GetString())], result.GetProperty("microseconds").GetDouble());
    }

    private static async Task InstallAsync()
    {
        if (Directory.Exists(Path.Combine(Folder, "node_modules"))) return;
        var (code, output) = await ChildProcess.RunAsync("npm", ["ci", "--no-audit", "--no-fund"], TimeSpan.FromMinutes(3), folder: Folder);
        if (code != 0) throw new InvalidOperationException("npm ci for the peers failed:\n" + output);
    }

    private static string Folder => Repository.At("tests", "Benchmarks", "Peers");
}
