using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Bot.Channels.Cards;
using Bot.Pages;
using Bot.State.Conversations;
using Dialogs.Replies;

namespace Bot.Channels.Teams.Replies;

/// <summary>Between whom an activity goes.</summary>
/// <param name="ReplyTo">The activity answered; null: something said by ourselves.</param>
internal sealed record Addressing(string Conversation, string? Bot, string? User, string? ReplyTo, bool IsGroup);

/// <summary>Turns replies into the activities that go to the Connector: text and cards apart, none larger than Teams takes. Pure.</summary>
internal sealed class TeamsReplies(SiteLinks links, TeamsCloud cloud)
{
    /// <summary>What is larger is said in text: Teams promises no more for a card, counted in UTF-16.</summary>
    private const int MostCardBytes = 28 * 1024;

    public CardTarget Target { get; } = CardTarget.Teams(links.Absolute);

    /// <param name="announced">Nobody asked: it is shown as a card that can be answered, and among the person's news.</param>
    public ImmutableArray<RawActivity> Render(TurnContext turn, Addressing to, bool announced = false) =>
        [.. turn.Turn.Replies.SelectMany(reply => announced && reply.Choices.Length > 0 && reply.Outcome is null ? Announce(reply, to) : Answer(reply, to))];

    /// <summary>The bot is at work.</summary>
    public static RawActivity Typing(Addressing to) => ActivityJson.Write(to, static (json, to) => WriteEnvelope(json, "typing", to));

    /// <summary>Something that is not kept: nothing can be kept now, say.</summary>
    public static RawActivity Passing(Addressing to, string text) => ActivityJson.Write((to, text), static (json, a) =>
    {
        WriteEnvelope(json, "message", a.to);
        WriteText(json, TeamsText.Escape(a.text));
    });

    private IEnumerable<RawActivity> Announce(Reply reply, Addressing to)
    {
        yield return ActivityJson.Write((reply, to, card: Buttons.Announced(reply, Target)), static (json, a) =>
        {
            WriteEnvelope(json, "message", a.to);
            json.WriteString("summary"u8, a.reply.Text.Split('\n')[0]);
            ActivityParts.WriteChannelData(json, a.reply, null, alert: true);
            ActivityParts.WriteCard(json, a.card);
        });
    }

    private IEnumerable<RawActivity> Answer(Reply reply, Addressing to)
    {
        if (to.IsGroup && reply.InPersonalChat && cloud.PersonalChat(to.Bot, "自查") is { } chat) reply = reply with { Links = [.. reply.Links, new("打开私聊", chat)] };
        var cards = Cards(reply, to);
        var asButtons = !reply.Choices.IsEmpty && (to.IsGroup || Buttons.Suit(reply));
        if (asButtons) cards.Add(Buttons.Of(reply, Target));
        var texts = TeamsText.Of(cards.Count == 0 && reply.Outcome is not null ? reply with { Text = OutcomeText.Complete(reply), Outcome = null } : reply, links.Absolute);
        for (var i = 0; i < texts.Length; i++) yield return Text(reply, to, texts[i], first: i == 0, suggest: !asButtons && cards.Count == 0 && i == texts.Length - 1);
        for (var i = 0; i < cards.Count; i++) yield return Card(reply, to, cards[i], suggest: !asButtons && i == cards.Count - 1);
    }

    // None if one of them is too large.
    private List<AdaptiveCard> Cards(Reply reply, Addressing to)
    {
        if (reply.Outcome is not { } outcome) return reply.Links.IsEmpty ? [] : [LinksCard.Of(reply.Links, Target)];
        AdaptiveCard?[] cards = [OutcomeCard.Of(outcome, reply.Links, Target, withPapers: false), ChecklistCard.Of(outcome, Target, to.User)];
        return cards.OfType<AdaptiveCard>().ToList() is var both && both.TrueForAll(Fits) ? both : [];
    }

    private static bool Fits(AdaptiveCard card) => Encoding.UTF8.GetCharCount(JsonSerializer.SerializeToUtf8Bytes(card, CardJson.Wire.AdaptiveCard)) * 2 <= MostCardBytes;

    private RawActivity Text(Reply reply, Addressing to, string text, bool first, bool suggest) =>
        ActivityJson.Write((reply, to, text, first, suggest, links), static (json, a) =>
        {
            WriteEnvelope(json, "message", a.to);
            WriteText(json, a.text);
            if (a.suggest) ActivityParts.WriteSuggestions(json, a.reply, a.to.User);
            if (!a.first) return;
            if (a.reply is { Notice: { } notice, Citations: { IsEmpty: false } citations }) ActivityParts.WriteCitations(json, notice, citations, a.links.Absolute, brief: true);
            ActivityParts.WriteChannelData(json, a.reply, null);
        });

    private static RawActivity Card(Reply reply, Addressing to, AdaptiveCard card, bool suggest) =>
        ActivityJson.Write((reply, to, card, suggest), static (json, a) =>
        {
            WriteEnvelope(json, "message", a.to);
            if (a.suggest) ActivityParts.WriteSuggestions(json, a.reply, a.to.User);
            ActivityParts.WriteCard(json, a.card);
        });

    private static void WriteText(Utf8JsonWriter json, string text)
    {
        json.WriteString("textFormat"u8, "markdown"u8);
        json.WriteString("text"u8, text);
    }

    private static void WriteEnvelope(Utf8JsonWriter json, string type, Addressing to)
    {
        json.WriteString("type"u8, type);
        WriteAccount(json, "from", to.Bot);
        WriteAccount(json, "recipient", to.IsGroup ? null : to.User);
        WriteAccount(json, "conversation", to.Conversation);
        if (to.ReplyTo is not null) json.WriteString("replyToId"u8, to.ReplyTo);
        if (type == "typing") return;
        json.WriteString("locale"u8, "zh-CN"u8);
        json.WriteString("inputHint"u8, "acceptingInput"u8);
    }

    private static void WriteAccount(Utf8JsonWriter json, string name, string? id)
    {
        if (id is null) return;
        json.WriteStartObject(name);
        json.WriteString("id"u8, id);
        json.WriteEndObject();
    }
}
