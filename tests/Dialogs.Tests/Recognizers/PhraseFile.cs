using System.Globalization;
using System.Text.Json.Nodes;

namespace Dialogs.Tests.Recognizers;

/// <param name="Expect">As in the evaluation items: a kind and one value.</param>
internal sealed record TestPhrase(string Text, string Reference, JsonObject Expect);

/// <summary>
/// <c>Phrases/*.txt</c>: a line is a phrase, a tab, and what must be found; <c>-</c> nothing. A line <c>[kind name]</c> says of what kind the
/// following lines are; <c>@2025-02-18</c> changes the day of reference from there on. Of a length, <c>≥36</c> is a lower bound and <c>&lt;12</c> an upper one.
/// </summary>
internal static class PhraseFile
{
    private const string UsualReference = "2024-10-15";

    public static IEnumerable<TestPhrase> ReadAll() =>
        Directory.GetFiles(TestFiles.Path("Recognizers", "Phrases"), "*.txt").Order(StringComparer.Ordinal).SelectMany(Read);

    /// <summary>The phrases that were given with the task.</summary>
    public static IEnumerable<TestPhrase> Given() =>
        File.ReadLines(Path.Combine(TestFiles.Root, "tests", "Evaluation", "given", "recognizers.jsonl")).Select(l => JsonNode.Parse(l)!)
            .Select(i => new TestPhrase((string)i["text"]!, (string)i["ref"]!, (JsonObject)i["expect"]!.DeepClone()));

    private static IEnumerable<TestPhrase> Read(string path)
    {
        string kind = "", reference = UsualReference;
        foreach (var line in File.ReadLines(path).Where(l => l.Length > 0 && l[0] != '#'))
        {
            if (line[0] == '[') (kind, reference) = (line.Trim('[', ']'), UsualReference);
            else if (line[0] == '@') reference = line[1..];
            else if (line.Split('\t', StringSplitOptions.RemoveEmptyEntries) is [var text, var gold]) yield return new TestPhrase(text, reference, Expect(kind, gold.Trim()));
            else throw new InvalidDataException($"{path}: '{line}' is not a phrase, a tab and what must be found.");
        }
    }

    private static JsonObject Expect(string kind, string gold)
    {
        var (name, value) = kind switch
        {
            "date" => ("timex", gold),
            "duration" => gold[0] switch { '≥' => ("minMonths", gold[1..]), '<' => ("underMonths", gold[1..]), 'd' => ("days", gold[1..]), _ => ("months", gold) },
            _ => ("value", gold),
        };
        JsonNode? node = value switch
        {
            "-" => null,
            "true" or "false" => JsonValue.Create(value == "true"),
            _ when kind is "duration" => JsonValue.Create(int.Parse(value, CultureInfo.InvariantCulture)),
            _ when kind is "number" or "amount" => JsonValue.Create(decimal.Parse(value, CultureInfo.InvariantCulture)),
            _ => JsonValue.Create(value),
        };
        return new JsonObject { ["kind"] = kind, [name] = node };
    }
}
