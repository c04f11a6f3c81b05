using System.Text.Json;

namespace Bot.Channels.Teams.Activities;

/// <summary>Reads what may be absent, or of another kind than expected.</summary>
internal static class TolerantJson
{
    public static JsonElement Member(this JsonElement parent, string name) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out var member) ? member : default;

    public static string? Text(this JsonElement parent, string name) =>
        parent.Member(name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    public static IEnumerable<JsonElement> Items(this JsonElement parent, string name) =>
        parent.Member(name) is { ValueKind: JsonValueKind.Array } array ? array.EnumerateArray() : [];
}
