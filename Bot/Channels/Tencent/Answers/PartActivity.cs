using System.Collections.Immutable;
using System.Text.Json;
using Bot.Channels.Cards;
using Bot.Channels.WebChat.DirectLine;
using Bot.State.Conversations;
using Dialogs.Replies;
using Dialogs.Turns;

namespace Bot.Channels.Tencent.Answers;

/// <summary>A turn as it stands in the transcript of a text channel: what was said, then each message of the answer.</summary>
internal static class PartActivity
{
    private const string Erased = "erased";

    /// <param name="heard">Masked; null: nobody said anything.</param>
    /// <param name="parts">The answer as the messages that it takes.</param>
    public static ImmutableArray<RawActivity> Render(TurnContext turn, string? heard, ImmutableArray<TextPart> parts)
    {
        var erases = turn.Turn.Effects.Any(e => e is Effect.Erase);
        var sequence = turn.FirstSequence;
        var activities = ImmutableArray.CreateBuilder<RawActivity>(parts.Length + 1);
        if (heard is not null) activities.Add(Write(turn, sequence++, new(heard, []), isBot: false, erases));
        foreach (var part in parts) activities.Add(Write(turn, sequence++, part, isBot: true, erases));
        return activities.DrainToImmutable();
    }

    /// <summary>The messages of an answer, out of its entries; and whether with it everything of the person was removed.</summary>
    public static (ImmutableArray<TextPart> Parts, bool Erases) Read(IEnumerable<TranscriptEntry> entries)
    {
        var (parts, erases) = (ImmutableArray.CreateBuilder<TextPart>(), false);
        foreach (var entry in entries)
        {
            using var activity = JsonDocument.Parse(entry.Json);
            erases |= activity.RootElement.TryGetProperty(Erased, out _);
            if (activity.RootElement.GetProperty("from").GetProperty("role").ValueEquals("bot")) parts.Add(new(activity.RootElement.GetProperty("text").GetString()!, Choices(activity.RootElement)));
        }
        return (parts.DrainToImmutable(), erases);
    }

    private static ImmutableArray<Choice> Choices(JsonElement activity) =>
        activity.TryGetProperty("suggestedActions", out var suggested)
            ? [.. suggested.GetProperty("actions").EnumerateArray().Select(a => new Choice(a.GetProperty("title").GetString()!, a.GetProperty("value").GetString()!))]
            : [];

    private static void Write(Utf8JsonWriter json, ImmutableArray<Choice> choices)
    {
        json.WriteStartObject("suggestedActions"u8);
        json.WriteStartArray("actions"u8);
        foreach (var choice in choices)
        {
            json.WriteStartObject();
            json.WriteString("type"u8, "imBack"u8);
            json.WriteString("title"u8, choice.Title);
            json.WriteString("value"u8, choice.Value);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static RawActivity Write(TurnContext turn, long sequence, TextPart part, bool isBot, bool erases) =>
        ActivityJson.Write((turn, sequence, part, isBot, erases), static (json, a) =>
        {
            json.WriteString("type"u8, "message"u8);
            json.WriteString("id"u8, EchoActivity.IdOf(a.turn.Key.Id, a.sequence));
            json.WriteString("timestamp"u8, a.turn.Now.UtcDateTime);
            json.WriteString("channelId"u8, a.turn.Key.Channel);
            json.WriteStartObject("from"u8);
            json.WriteString("role"u8, a.isBot ? "bot"u8 : "user"u8);
            json.WriteEndObject();
            json.WriteString("text"u8, a.part.Text);
            if (!a.part.Choices.IsEmpty) Write(json, a.part.Choices);
            if (a.erases) json.WriteBoolean(Erased, true);
        });
}
