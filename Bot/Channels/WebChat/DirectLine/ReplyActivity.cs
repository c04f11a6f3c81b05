using System.Text.Json;
using Bot.Channels.Cards;
using Bot.State.Conversations;
using Dialogs.Replies;

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
            ActivityParts.WriteSuggestions(json, a.reply, a.user);
            if (a.reply is { Notice: { } notice, Citations: { IsEmpty: false } citations }) ActivityParts.WriteCitations(json, notice, citations, static path => path, brief: false);
            ActivityParts.WriteChannelData(json, a.reply, a.now);
            if (a.reply.Outcome is { } outcome) ActivityParts.WriteCard(json, OutcomeCard.Of(outcome, a.reply.Links));
            else if (!a.reply.Links.IsEmpty) ActivityParts.WriteCard(json, LinksCard.Of(a.reply.Links, CardTarget.Page));
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
}
