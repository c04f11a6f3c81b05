using System.Text.Json;
using System.Text.Json.Nodes;

namespace Bot.State.Conversations;

/// <summary>An activity without the outcome that it carries as data; its words and buttons stay. One with a receipt keeps it: the page prints from it.</summary>
internal static class SlimActivity
{
    private const string Data = "channelData", Outcome = "selfCheck", Receipt = "receipt";

    private static ReadOnlySpan<byte> OutcomeKey => "\"selfCheck\""u8;

    private static readonly JsonSerializerOptions OneLine = new() { Encoder = StateJson.Options.Encoder };

    public static ReadOnlyMemory<byte> Of(ReadOnlyMemory<byte> activity)
    {
        if (activity.Span.IndexOf(OutcomeKey) < 0) return activity;
        if (JsonNode.Parse(activity.Span) is not JsonObject json || json[Data] is not JsonObject data || data.ContainsKey(Receipt) || !data.Remove(Outcome)) return activity;
        return JsonSerializer.SerializeToUtf8Bytes(json, OneLine);
    }
}
