using System.Text.Json;

namespace Bot.State.Conversations;

/// <summary>
/// An activity without the whole self-check that it carries as data for programs; its words, buttons and card stay. Each reply of a check has one, some ten times as long as what it says.
/// </summary>
internal static class SlimActivity
{
    /// <summary>Of JSON: what is shorter carries no check.</summary>
    public const int LeastSlimmed = 2 * 1024;

    private static ReadOnlySpan<byte> Data => "channelData"u8;
    private static ReadOnlySpan<byte> Check => "selfCheck"u8;

    /// <summary>Whether it brings an outcome: a page prints from its data.</summary>
    public static bool IsOutcome(ReadOnlyMemory<byte> activity) => activity.Span.IndexOf("\"attachments\":"u8) >= 0 && activity.Span.IndexOf("\"selfCheck\":"u8) >= 0;

    public static ReadOnlyMemory<byte> Of(ReadOnlyMemory<byte> activity)
    {
        if (activity.Span.IndexOf("\"selfCheck\":"u8) < 0 || Find(activity.Span) is not { } place) return activity;
        var (start, end) = place.GetOffsetAndLength(activity.Length) is var (offset, length) ? (offset, offset + length) : default;
        // With one of the commas beside it.
        if (activity.Span[start - 1] == ',') start--;
        else if (activity.Span[end] == ',') end++;
        return (byte[])[.. activity.Span[..start], .. activity.Span[end..]];
    }

    // From the member's name to the end of its value.
    private static Range? Find(ReadOnlySpan<byte> activity)
    {
        var reader = new Utf8JsonReader(activity);
        var isInData = false;
        while (reader.Read())
        {
            if (reader.TokenType != JsonTokenType.PropertyName) continue;
            var start = (int)reader.TokenStartIndex;
            if (isInData && reader.CurrentDepth == 2 && reader.ValueTextEquals(Check))
            {
                reader.Skip();
                return start..(int)reader.BytesConsumed;
            }
            if (reader.CurrentDepth == 1 && (isInData = reader.ValueTextEquals(Data))) continue;
            reader.Skip();
        }
        return null;
    }
}
