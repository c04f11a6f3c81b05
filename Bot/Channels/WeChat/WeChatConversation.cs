using Bot.Channels.Tencent.Answers;
using Bot.Channels.Tencent.Boxes;
using Bot.Channels.Tencent.Crypt;
using Bot.Channels.WeChat.Accounts;
using Bot.Channels.WeChat.Menu;
using Bot.State.Conversations;
using Bot.State.Time;
using Dialogs.Language;
using Dialogs.Turns;
using Microsoft.Extensions.Options;

namespace Bot.Channels.WeChat;

/// <summary>What each kind of push comes to: a turn, a friendly word, a count in the box, or nothing.</summary>
internal sealed class WeChatConversation(Answering answering, TurnRunner turns, BoxStore boxes, Assistant assistant, NoticeClock clock, TimeProvider time, IOptions<WeChatOptions> options)
{
    public const int LongestText = 4_000;

    /// <returns>The text to answer with; empty: nothing.</returns>
    public async Task<string> AnswerAsync(WeChatAccount account, WeChatEvent push, string site, CancellationToken ct)
    {
        var arrival = new Arrival(account.KeyOf(push.From), push.Id, null, null, null, site);
        return push switch
        {
            { IsEvent: false } => await answering.AnswerAsync(OfMessage(arrival with { Allow = AfterMessage }, push)),
            { Kind: "subscribe" or "scan" } => await answering.AnswerAsync(arrival with { Step = Welcome, Allow = AfterEvent }),
            { Kind: "click" } => await answering.AnswerAsync(OfText(arrival with { Allow = AfterEvent }, WeChatMenu.Said(push.Key), pressed: true)),
            { Kind: "unsubscribe" } => await EraseAsync(arrival),
            { Kind: "subscribe_msg_popup_event" or "subscribe_msg_change_event" or "subscribe_msg_sent_event" } => await CountAsync(arrival, push, ct),
            { Kind: "templatesendjobfinish" } => await NoteFailureAsync(arrival, push, ct),
            _ => "",
        };
    }

    private Arrival OfMessage(Arrival arrival, WeChatEvent push) => push.Kind switch
    {
        // A tap on a list that we sent counts as a tap on the menu.
        "text" when push.Fields["bizmsgmenuid"] is not null => OfText(arrival with { Allow = AfterEvent }, push.Fields["Content"], pressed: true),
        "text" => OfText(arrival, push.Fields["Content"], pressed: false),
        "voice" when !string.IsNullOrWhiteSpace(push.Fields["Recognition"]) => OfText(arrival, push.Fields["Recognition"], pressed: false),
        var kind => arrival with { Step = state => new(state, [WeChatWording.Unread(kind)], []), Heard = $"[{kind}]" },
    };

    private static Arrival OfText(Arrival arrival, string? written, bool pressed)
    {
        var text = PersonalDataMask.Apply(XmlFields.Clean(written ?? ""));
        return text.Length <= LongestText
            ? arrival with { Message = new() { Id = arrival.Id, Text = text, Pressed = pressed }, Heard = text }
            : arrival with { Step = state => new(state, [WeChatWording.TooLong(text.Length, LongestText)], []), Heard = $"{text[..100]}…" };
    }

    private Turn Welcome(ConversationState state) => assistant.Welcome(state, clock.Now) is var turn ? turn with { State = state with { Offered = turn.Replies[^1].Choices } } : throw new InvalidOperationException();

    private PersonBox AfterMessage(PersonBox box) => box.Allow(time.GetUtcNow(), TimeSpan.FromHours(options.Value.MessageWindowHours), options.Value.MessagesAfterMessage, fromMessage: true);

    private PersonBox AfterEvent(PersonBox box) => box.Allow(time.GetUtcNow(), TimeSpan.FromSeconds(options.Value.EventWindowSeconds), options.Value.MessagesAfterEvent, fromMessage: false);

    // The platform asks for it: who leaves is forgotten.
    private async Task<string> EraseAsync(Arrival arrival)
    {
        _ = await turns.RunAsync(arrival.Person, arrival.Id, static _ => new(new(), [], [new Effect.Erase()]), turn => PartActivity.Render(turn, null, []), CancellationToken.None);
        return "";
    }

    private async Task<string> CountAsync(Arrival arrival, WeChatEvent push, CancellationToken ct)
    {
        var id = $"{arrival.Id}-{push.Fields.All("MsgID").FirstOrDefault()?.Value}";
        var items = push.Fields.All("List").Select(l => (Template: l.Element("TemplateId")?.Value, Status: l.Element("SubscribeStatusString")?.Value)).ToArray();
        _ = await boxes.UpdateAsync(arrival.Person, box =>
        {
            if (box.Counted.Contains(id)) return box;
            foreach (var (template, status) in items.Where(i => i.Template is { Length: > 0 and <= 128 }))
            {
                if (status == "accept") box = box.Consent(template!, box.Consents.GetValueOrDefault(template!) + 1);
                else if (status == "reject") box = box.Consent(template!, 0);
            }
            return box with { Counted = [.. box.Counted.TakeLast(15), id] };
        }, ct);
        return "";
    }

    // "success" is no news; who blocks the account cannot be reached.
    private async Task<string> NoteFailureAsync(Arrival arrival, WeChatEvent push, CancellationToken ct)
    {
        if (push.Fields["Status"]?.Contains("user block", StringComparison.OrdinalIgnoreCase) == true)
            _ = await boxes.UpdateAsync(arrival.Person, box => box with { Gone = "对方拒收本公众号的通知" }, ct);
        return "";
    }
}
