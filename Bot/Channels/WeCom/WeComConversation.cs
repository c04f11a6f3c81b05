using Bot.Channels.Tencent.Answers;
using Bot.Channels.Tencent.Crypt;
using Bot.Channels.WeChat;
using Bot.State.Conversations;
using Bot.State.Time;
using Dialogs.Language;
using Dialogs.Turns;

namespace Bot.Channels.WeCom;

/// <summary>What each kind of push comes to.</summary>
internal sealed class WeComConversation(Answering answering, TurnRunner turns, Assistant assistant, NoticeClock clock)
{
    public async Task<string> AnswerAsync(WeChatEvent push, string site)
    {
        var arrival = new Arrival(WeComApp.KeyOf(push.From), push.Id, null, null, null, site) { Allow = static box => box.Gone is null ? box : box with { Gone = null } };
        return push switch
        {
            { IsEvent: false, Kind: "text" } => await answering.AnswerAsync(OfText(arrival, push.Fields["Content"], pressed: false)),
            { IsEvent: false } => await answering.AnswerAsync(arrival with { Step = state => new(state, [WeChatWording.Unread(push.Kind)], []), Heard = $"[{push.Kind}]" }),
            { Kind: "subscribe" } => await answering.AnswerAsync(arrival with { Step = Welcome }),
            { Kind: "click" } => await answering.AnswerAsync(OfText(arrival, WeComSender.Said(push.Key), pressed: true)),
            { Kind: "template_card_event" } => await answering.AnswerAsync(OfText(arrival, WeComSender.Said(push.Key), pressed: true) with { IsSent = true }),
            { Kind: "unsubscribe" } => await EraseAsync(arrival),
            _ => "",
        };
    }

    private static Arrival OfText(Arrival arrival, string? written, bool pressed)
    {
        var text = PersonalDataMask.Apply(XmlFields.Clean(written ?? ""));
        return text.Length <= WeChatConversation.LongestText
            ? arrival with { Message = new() { Id = arrival.Id, Text = text, Pressed = pressed }, Heard = text }
            : arrival with { Step = state => new(state, [WeChatWording.TooLong(text.Length, WeChatConversation.LongestText)], []), Heard = $"{text[..100]}…" };
    }

    private Turn Welcome(ConversationState state) => assistant.Welcome(state, clock.Now) is var turn ? turn with { State = state with { Offered = turn.Replies[^1].Choices } } : throw new InvalidOperationException();

    // Out of the app's range: nothing may be kept of whoever cannot use it.
    private async Task<string> EraseAsync(Arrival arrival)
    {
        _ = await turns.RunAsync(arrival.Person, arrival.Id, static _ => new(new(), [], [new Effect.Erase()]), turn => PartActivity.Render(turn, null, []), CancellationToken.None);
        return "";
    }
}
