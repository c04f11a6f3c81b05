using System.Text.Json;
using Bot.Api;
using Bot.Api.Contracts;
using Bot.Channels.Cards;
using Bot.State.Conversations;
using Dialogs.Replies;
using Knowledge.Notices;

namespace Bot.Channels.WebChat.DirectLine;

/// <summary>A reply as an activity: text, citations, suggested actions, the protocol objects in <c>channelData</c>, and a card for an outcome.</summary>
internal static class ReplyActivity
{
    public const string BotId = "assistant";
    public const string BotName = "通知助手";

    /// <param name="replyTo">Id of the activity answered; null: a greeting.</param>
    public static RawActivity Render(Reply reply, string conversation, long sequence, DateTimeOffset now, string? replyTo, string? user) =>
        ActivityJson.Write((reply, conversation, sequence, now, replyTo, user), static (json, a) =>
        {
            json.WriteString("type"u8, "message"u8);
            json.WriteString("id"u8, EchoActivity.IdOf(a.conversation, a.sequence));
            WriteEnvelope(json, a.conversation, a.now);
            if (a.replyTo is not null) json.WriteString("replyToId"u8, a.replyTo);
            json.WriteString("locale"u8, "zh-CN"u8);
            json.WriteString("textFormat"u8, "plain"u8);
            json.WriteString("inputHint"u8, "acceptingInput"u8);
            json.WriteString("text"u8, a.reply.Outcome is null ? a.reply.Text : OutcomeText.Complete(a.reply));
            WriteSuggestions(json, a.reply, a.user);
            if (a.reply is { Notice: { } notice, Citations: { IsEmpty: false } citations }) WriteCitations(json, notice, citations);
            WriteChannelData(json, a.reply, a.now);
            if (a.reply.Outcome is { } outcome) WriteCard(json, OutcomeCard.Of(outcome, a.reply.Links));
            else if (!a.reply.Links.IsEmpty) WriteCard(json, LinksCard.Of(a.reply.Links));
        });

    /// <summary>Something that is shown and not kept: that the answer is being written, or that nothing can be kept now.</summary>
    public static RawActivity Passing(string conversation, DateTimeOffset now, string? text) =>
        ActivityJson.Write((conversation, now, text), static (json, a) =>
        {
            json.WriteString("type"u8, a.text is null ? "typing"u8 : "message"u8);
            json.WriteString("id"u8, $"{a.conversation}|p{Guid.NewGuid():N}");
            WriteEnvelope(json, a.conversation, a.now);
            if (a.text is null) return;
            json.WriteString("textFormat"u8, "plain"u8);
            json.WriteString("text"u8, a.text);
        });

    private static void WriteEnvelope(Utf8JsonWriter json, string conversation, DateTimeOffset now)
    {
        json.WriteString("timestamp"u8, now.UtcDateTime);
        json.WriteString("channelId"u8, WebChatKey.Channel);
        json.WriteStartObject("conversation"u8);
        json.WriteString("id"u8, conversation);
        json.WriteEndObject();
        json.WriteStartObject("from"u8);
        json.WriteString("id"u8, BotId);
        json.WriteString("name"u8, BotName);
        json.WriteString("role"u8, "bot"u8);
        json.WriteEndObject();
    }

    private static void WriteSuggestions(Utf8JsonWriter json, Reply reply, string? user)
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

    // The shape that Teams and Web Chat know for citations of a message.
    private static void WriteCitations(Utf8JsonWriter json, Notice notice, System.Collections.Immutable.ImmutableArray<Citation> citations)
    {
        json.WriteStartArray("entities"u8);
        json.WriteStartObject();
        json.WriteString("type"u8, "https://schema.org/Message"u8);
        json.WriteString("@type"u8, "Message"u8);
        json.WriteString("@context"u8, "https://schema.org"u8);
        json.WriteString("@id"u8, ""u8);
        json.WriteStartArray("citation"u8);
        for (var i = 0; i < citations.Length; i++) WriteClaim(json, i + 1, notice, citations[i]);
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private static void WriteClaim(Utf8JsonWriter json, int position, Notice notice, Citation citation)
    {
        json.WriteStartObject();
        json.WriteString("@type"u8, "Claim"u8);
        json.WriteNumber("position"u8, position);
        json.WriteStartObject("appearance"u8);
        json.WriteString("@type"u8, "DigitalDocument"u8);
        json.WriteString("name"u8, citation.Clause.Label);
        json.WriteString("text"u8, citation.Quote);
        json.WriteString("abstract"u8, citation.Quote);
        json.WriteString("url"u8, WireFormat.Url(notice, citation.Clause));
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteChannelData(Utf8JsonWriter json, Reply reply, DateTimeOffset now)
    {
        if (reply is { Ask: null, SelfCheck: null, Outcome: null }) return;
        json.WriteStartObject("channelData"u8);
        if (reply.Ask is { } ask)
        {
            json.WritePropertyName("ask"u8);
            JsonSerializer.Serialize(json, WireFormat.From(ask), WireJson.Wire.AskResponse);
        }
        if ((reply.SelfCheck ?? reply.Outcome?.Result) is { } check)
        {
            json.WritePropertyName("selfCheck"u8);
            JsonSerializer.Serialize(json, WireFormat.From(check), WireJson.Wire.SelfCheckResponse);
        }
        if (reply.Outcome is { } outcome)
        {
            json.WritePropertyName("receipt"u8);
            JsonSerializer.Serialize(json, Receipt.From(outcome, now), CardJson.Wire.Receipt);
        }
        json.WriteEndObject();
    }

    private static void WriteCard(Utf8JsonWriter json, AdaptiveCard card)
    {
        json.WriteStartArray("attachments"u8);
        json.WriteStartObject();
        json.WriteString("contentType"u8, AdaptiveCard.ContentType);
        json.WritePropertyName("content"u8);
        JsonSerializer.Serialize(json, card, CardJson.Wire.AdaptiveCard);
        json.WriteEndObject();
        json.WriteEndArray();
    }
}
