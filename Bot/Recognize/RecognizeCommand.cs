using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Dialogs.Recognizers;
using Knowledge.Notices;
using Knowledge.Rules;

namespace Bot.Recognize;

/// <summary>
/// <c>recognize</c>: reads one JSON object a line (<c>text</c>, <c>ref</c> as YYYY-MM-DD, <c>expect.kind</c> or <c>kind</c>, anything else kept)
/// and writes it with <c>found</c>, in the shape of <c>expect</c>. The words of fields are those of the newest notice on the day of <c>ref</c>.
/// </summary>
internal static class RecognizeCommand
{
    private const int Ok = 0;
    private const int BadInput = 1;

    private static readonly JsonSerializerOptions Written = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <returns>0, or 1 if a line could not be read; the other lines are written all the same.</returns>
    public static async Task<int> RunAsync(TextReader input, TextWriter output, TextWriter error, NoticeLibrary notices)
    {
        var code = Ok;
        for (var number = 1; await input.ReadLineAsync() is { } line; number++)
        {
            if (string.IsNullOrWhiteSpace(line)) continue;
            if (Read(line, notices, out var item, out var problem)) await output.WriteLineAsync(item.ToJsonString(Written));
            else
            {
                await error.WriteLineAsync($"line {number}: {problem}");
                code = BadInput;
            }
        }
        return code;
    }

    private static bool Read(string line, NoticeLibrary notices, out JsonObject item, out string problem)
    {
        item = [];
        try
        {
            item = Parse(line) ?? throw new FormatException("found no JSON object; each line is one, like {\"text\":\"...\",\"ref\":\"YYYY-MM-DD\",\"expect\":{\"kind\":\"date\"}}");
            var text = Text(item, "text") ?? throw new FormatException("\"text\" is missing: the words to recognise");
            var day = DateOnly.TryParseExact(Text(item, "ref"), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var written)
                ? written : throw new FormatException($"\"ref\" is '{Text(item, "ref")}'; it must be a day, YYYY-MM-DD");
            item["found"] = Found(text, day, (item["expect"] as JsonObject is { } expect ? Text(expect, "kind") : null) ?? Text(item, "kind"), notices);
            problem = "";
            return true;
        }
        catch (Exception e) when (e is FormatException or ArgumentException)
        {
            problem = e.Message;
            return false;
        }
    }

    private static JsonObject? Parse(string line)
    {
        try { return JsonNode.Parse(line) as JsonObject; }
        catch (JsonException) { return null; }
    }

    private static JsonObject? Found(string text, DateOnly day, string? kind, NoticeLibrary notices)
    {
        var suite = notices.Default(day) is { } notice ? RecognizerSuite.For(notice) : new RecognizerSuite([]);
        var recognized = suite.Recognize(text, day);
        var finding = kind is null
            ? Kinds(suite).Select(k => Finding.Of(k, recognized, suite.Fields)).FirstOrDefault(f => f?.Value is not null)
            : Finding.Of(kind, recognized, suite.Fields) ?? throw new FormatException($"there is no kind '{kind}'; there are {string.Join(", ", Kinds(suite))}");
        return finding is null ? null : new JsonObject { ["kind"] = finding.Kind, [finding.Name] = JsonValue.Create(JsonSerializer.SerializeToElement(finding.Value)) };
    }

    private static IEnumerable<string> Kinds(RecognizerSuite suite) =>
        suite.Fields.Where(f => f.Kind is FieldKind.Choice or FieldKind.Flag).Select(f => f.Id).Concat(["date", "duration", "amount", "number", "yesno"]);

    private static string? Text(JsonObject item, string name) => item[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;
}
