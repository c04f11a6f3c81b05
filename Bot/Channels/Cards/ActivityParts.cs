using System.Collections.Immutable;
using System.Text.Json;
using Bot.Api;
using Bot.Api.Contracts;
using Dialogs.Replies;
using Knowledge.Notices;

namespace Bot.Channels.Cards;

/// <summary>Members of an activity that are the same on every channel that speaks activities.</summary>
internal static class ActivityParts
{
    /// <summary>What Teams takes of a citation, and how many.</summary>
    private const int LongestAbstract = 160, MostCitations = 10;

    /// <summary>The entity by which Teams and Web Chat show citations of a message.</summary>
    /// <param name="link">Makes an address that can be followed from the channel, of a path from the root of the site.</param>
    /// <param name="brief">No more than Teams takes.</param>
    public static void WriteCitations(Utf8JsonWriter json, Notice notice, ImmutableArray<Citation> citations, Func<string, string> link, bool brief)
    {
        json.WriteStartArray("entities"u8);
        json.WriteStartObject();
        json.WriteString("type"u8, "https://schema.org/Message"u8);
        json.WriteString("@type"u8, "Message"u8);
        json.WriteString("@context"u8, "https://schema.org"u8);
        json.WriteString("@id"u8, ""u8);
        json.WriteStartArray("citation"u8);
        for (var i = 0; i < (brief ? Math.Min(citations.Length, MostCitations) : citations.Length); i++)
            WriteClaim(json, i + 1, citations[i], brief ? Short(citations[i].Quote) : citations[i].Quote, link(WireFormat.Url(notice, citations[i].Clause)));
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
    }

    /// <summary>The choices of a reply as buttons that say them.</summary>
    /// <param name="user">Who is to see them; null: everybody.</param>
    public static void WriteSuggestions(Utf8JsonWriter json, Reply reply, string? user)
    {
        if (reply.Choices.IsEmpty) return;
        json.WriteStartObject("suggestedActions"u8);
        json.WriteStartArray("to"u8);
        if (user is not null) json.WriteStringValue(user);
        json.WriteEndArray();
        json.WriteStartArray("actions"u8);
        foreach (var choice in reply.Choices)
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

    /// <summary>The answer or the self-check as the API gives it.</summary>
    /// <param name="now">Set: with what the page prints.</param>
    /// <param name="alert">Whether Teams is to show it among the person's news.</param>
    public static void WriteChannelData(Utf8JsonWriter json, Reply reply, DateTimeOffset? now, bool alert = false)
    {
        if (!alert && reply is { Ask: null, SelfCheck: null, Outcome: null }) return;
        json.WriteStartObject("channelData"u8);
        if (alert)
        {
            json.WriteStartObject("notification"u8);
            json.WriteBoolean("alert"u8, true);
            json.WriteEndObject();
        }
        if (reply.Ask is { } ask)
        {
            json.WritePropertyName("ask"u8);
            JsonSerializer.Serialize(json, WireFormat.From(ask), WireJson.Wire.AskResponse);
        }
        if (reply.Rating is { } rating)
        {
            json.WriteStartObject("rating"u8);
            json.WriteString("useful"u8, rating.Useful);
            json.WriteString("useless"u8, rating.Useless);
            json.WriteEndObject();
        }
        if ((reply.SelfCheck ?? reply.Outcome?.Result) is { } check)
        {
            json.WritePropertyName("selfCheck"u8);
            JsonSerializer.Serialize(json, WireFormat.From(check), WireJson.Wire.SelfCheckResponse);
        }
        if (reply.Outcome is { } outcome && now is { } printed)
        {
            json.WritePropertyName("receipt"u8);
            JsonSerializer.Serialize(json, Receipt.From(outcome, printed), CardJson.Wire.Receipt);
        }
        json.WriteEndObject();
    }

    public static void WriteCard(Utf8JsonWriter json, AdaptiveCard card)
    {
        json.WriteStartArray("attachments"u8);
        json.WriteStartObject();
        json.WriteString("contentType"u8, AdaptiveCard.ContentType);
        json.WritePropertyName("content"u8);
        JsonSerializer.Serialize(json, card, CardJson.Wire.AdaptiveCard);
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private static void WriteClaim(Utf8JsonWriter json, int position, Citation citation, string shown, string url)
    {
        json.WriteStartObject();
        json.WriteString("@type"u8, "Claim"u8);
        json.WriteNumber("position"u8, position);
        json.WriteStartObject("appearance"u8);
        json.WriteString("@type"u8, "DigitalDocument"u8);
        json.WriteString("name"u8, citation.Clause.Label);
        json.WriteString("text"u8, citation.Quote);
        json.WriteString("abstract"u8, shown);
        json.WriteString("url"u8, url);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static string Short(string quote) => quote.Length <= LongestAbstract ? quote : $"{quote[..(LongestAbstract - 1)]}…";
}
