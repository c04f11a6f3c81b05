using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Dialogs.Recognizers;

namespace Dialogs.Tests.Recognizers;

/// <summary>
/// Our recognisers beside npm @microsoft/recognizers-text-suite, on the phrases that are measured anyway and on generated ones. The suite is judged
/// kindly: it is right if anything that it finds is what must be found. Needs Node.js with npm.
/// </summary>
public sealed class SuiteComparisonTests(ITestOutputHelper output)
{
    private static readonly string[] InScope = ["date", "duration", "number", "amount", "yesno"];

    [Fact]
    public async Task Find_EverythingInScope_NeverWorseThanTheSuite()
    {
        var phrases = PhraseFile.ReadAll().Concat(PhraseFile.Given()).Concat(GeneratedPhrases.All())
            .Where(p => InScope.Contains((string)p.Expect["kind"]!)).ToList();
        var suite = await RecognizersSuiteProcess.RunAsync(phrases, TestContext.Current.CancellationToken);
        var scores = phrases.Zip(suite, (p, s) => (Phrase: p, Ours: IsOursRight(p), Suites: IsSuiteRight(p, s))).ToList();

        foreach (var kind in scores.GroupBy(s => (string)s.Phrase.Expect["kind"]!))
            output.WriteLine($"{kind.Key}: {kind.Count()} phrases, ours right {kind.Count(s => s.Ours)}, the suite's {kind.Count(s => s.Suites)}");
        var worse = scores.Where(s => s.Suites && !s.Ours).Select(s => $"{s.Phrase.Text} {s.Phrase.Expect}").ToList();
        foreach (var line in worse.Take(40)) output.WriteLine(line);
        Assert.Empty(worse);
        Assert.All(scores.Where(s => !s.Ours), s => Assert.Fail($"{s.Phrase.Text} should be {s.Phrase.Expect.ToJsonString()}"));
    }

    private static bool IsOursRight(TestPhrase phrase) =>
        Gold(phrase.Expect) is var gold && Finding.Of((string)phrase.Expect["kind"]!, PackFields.Suite.Recognize(phrase.Text, DateOnly.Parse(phrase.Reference)), PackFields.All) is { } found
        && (gold is null ? found.Value is null : Gold(new JsonObject { ["kind"] = found.Kind, [found.Name] = JsonSerializer.SerializeToNode(found.Value) }) == gold);

    private static bool IsSuiteRight(TestPhrase phrase, string[] found) =>
        Gold(phrase.Expect) is { } gold ? found.Any(f => Plain(f) == gold) : found.Length == 0;

    private static string? Gold(JsonObject expect) => expect.Single(e => e.Key != "kind") is var (name, value) && value is not null
        ? name switch { "minMonths" => "≥", "underMonths" => "<", "days" => "d", _ => "" } + Plain(value.ToString())
        : null;

    private static string Plain(string value) =>
        decimal.TryParse(value, CultureInfo.InvariantCulture, out var number) ? number.ToString("0.####", CultureInfo.InvariantCulture) : value;
}
