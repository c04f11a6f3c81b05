using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;

namespace Bot.Generation.Model;

/// <summary>Data for the model, and what it answers.</summary>
internal static class ModelJson
{
    public static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    /// <summary>The object that an answer is, or that stands in it as a block of code; null: there is none whole.</summary>
    public static JsonElement? Object(string? answer)
    {
        if (answer is null) return null;
        var (from, to) = (answer.IndexOf('{'), answer.LastIndexOf('}'));
        if (from < 0 || to < from) return null;
        try
        {
            return JsonSerializer.Deserialize<JsonElement>(answer.AsSpan(from, to - from + 1));
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public static string? Text(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    public static IEnumerable<JsonElement> Items(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Array ? value.EnumerateArray() : [];
}
