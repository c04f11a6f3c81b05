using System.Collections.Immutable;
using System.Text.Json;
using Bot.Channels.WebChat.DirectLine;
using Bot.State.Conversations;
using Dialogs.Turns;

namespace Bot.Channels.Tencent.Answers;

/// <summary>A turn as it stands in the transcript of a text channel: what was said, then each message of the answer.</summary>
internal static class PartActivity
{
    private const string Erased = "erased";

    /// <param name="heard">Masked; null: nobody said anything.</param>
    /// <param name="parts">The answer as the messages that it takes.</param>
    public static ImmutableArray<RawActivity> Render(TurnContext turn, string? heard, ImmutableArray<string> parts)
    {
        var erases = turn.Turn.Effects.Any(e => e is Effect.Erase);
        var sequence = turn.FirstSequence;
        var activities = ImmutableArray.CreateBuilder<RawActivity>(parts.Length + 1);
        if (heard is not null) activities.Add(Write(turn, sequence++, heard, isBot: false, erases));
        foreach (var part in parts) activities.Add(Write(turn, sequence++, part, isBot: true, erases));
        return activities.DrainToImmutable();
    }

    /// <summary>The messages of an answer, out of its entries; and whether with it everything of the person was removed.</summary>
    public static (ImmutableArray<string> Parts, bool Erases) Read(IEnumerable<TranscriptEntry> entries)
    {
        var (parts, erases) = (ImmutableArray.CreateBuilder<string>(), false);
        foreach (var entry in entries)
        {
            using var activity = JsonDocument.Parse(entry.Json);
            erases |= activity.RootElement.TryGetProperty(Erased, out _);
            if (activity.RootElement.GetProperty("from").GetProperty("role").ValueEquals("bot")) parts.Add(activity.RootElement.GetProperty("text").GetString()!);
        }
        return (parts.DrainToImmutable(), erases);
    }

    private static RawActivity Write(TurnContext turn, long sequence, string text, bool isBot, bool erases) =>
        ActivityJson.Write((turn, sequence, text, isBot, erases), static (json, a) =>
        {
            json.WriteString("type"u8, "message"u8);
            json.WriteString("id"u8, EchoActivity.IdOf(a.turn.Key.Id, a.sequence));
            json.WriteString("timestamp"u8, a.turn.Now.UtcDateTime);
            json.WriteString("channelId"u8, a.turn.Key.Channel);
            json.WriteStartObject("from"u8);
            json.WriteString("role"u8, a.isBot ? "bot"u8 : "user"u8);
            json.WriteEndObject();
            json.WriteString("text"u8, a.text);
            if (a.erases) json.WriteBoolean(Erased, true);
        });
}
