using System.Collections.Immutable;
using System.Text.Json;

namespace TestKit.DirectLine;

/// <summary>Reading activities off the wire.</summary>
public static class Activities
{
    private static readonly string[] Shown = ["text", "title", "value", "label", "name", "altText", "placeholder"];

    /// <summary>All that a person can read of an activity: text, card texts, button titles, citations.</summary>
    public static string Readable(this JsonElement activity)
    {
        var texts = new List<string>();
        if (activity.TryGetProperty("text", out var text)) texts.Add(text.GetString() ?? "");
        foreach (var part in new[] { "attachments", "suggestedActions", "entities" })
            if (activity.TryGetProperty(part, out var element)) Walk(element, texts);
        return string.Join('\n', texts);
    }

    public static string Readable(this ImmutableArray<JsonElement> activities) => string.Join('\n', activities.Select(Readable));

    /// <summary>The last outcome that any of them carries; null: none.</summary>
    public static JsonElement? SelfCheck(this ImmutableArray<JsonElement> activities) =>
        activities.Select(a => a.TryGetProperty("channelData", out var data) && data.ValueKind == JsonValueKind.Object
            && data.TryGetProperty("selfCheck", out var check) && check.ValueKind == JsonValueKind.Object ? check : (JsonElement?)null).LastOrDefault(c => c is not null);

    private static void Walk(JsonElement element, List<string> texts)
    {
        if (element.ValueKind == JsonValueKind.Array) foreach (var item in element.EnumerateArray()) Walk(item, texts);
        if (element.ValueKind != JsonValueKind.Object) return;
        foreach (var member in element.EnumerateObject())
        {
            if (member.Value.ValueKind == JsonValueKind.String && Shown.Contains(member.Name)) texts.Add(member.Value.GetString()!);
            else Walk(member.Value, texts);
        }
    }
}
