using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Dialogs.Recognizers;

namespace Dialogs.Tests.Recognizers;

/// <summary>Phrases with what must be found in them: those given, and our own in <c>Phrases/*.txt</c>.</summary>
public sealed class PhraseTests(ITestOutputHelper output)
{
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [Theory]
    [InlineData("given/recognizers.jsonl")]
    [InlineData("lexicon-phrases.jsonl")]
    public void Find_EvaluationPhrases_AllRight(string file)
    {
        var lines = File.ReadAllLines(Path.Combine(TestFiles.Root, "tests", "Evaluation", file));
        var wrong = lines.Select(l => JsonNode.Parse(l)!).Select(i => Wrong((string)i["text"]!, (string)i["ref"]!, (JsonObject)i["expect"]!)).OfType<string>().ToList();
        Report(lines.Length, wrong);
        Assert.Empty(wrong);
    }

    [Fact]
    public void Find_OwnPhrases_AllRight()
    {
        var phrases = PhraseFile.ReadAll().ToList();
        var wrong = phrases.Select(p => Wrong(p.Text, p.Reference, p.Expect)).OfType<string>().ToList();
        Report(phrases.Count, wrong);
        Assert.Empty(wrong);
    }

    private static string? Wrong(string text, string reference, JsonObject expect)
    {
        var recognized = PackFields.Suite.Recognize(text, DateOnly.Parse(reference));
        var finding = Finding.Of((string)expect["kind"]!, recognized, PackFields.All)!;
        var found = new JsonObject { ["kind"] = finding.Kind, [finding.Name] = JsonSerializer.SerializeToNode(finding.Value) };
        var silent = finding.Value is null && expect.All(e => e.Key == "kind" || e.Value is null);
        return silent || JsonNode.DeepEquals(found, expect) ? null : $"{text}  found {found.ToJsonString(Readable)}  should be {expect.ToJsonString(Readable)}";
    }

    private void Report(int count, List<string> wrong)
    {
        output.WriteLine($"{count - wrong.Count} of {count} right");
        foreach (var line in wrong) output.WriteLine(line);
    }
}
