using Bot.Channels.Tencent.Answers;
using Bot.Channels.Tencent.Crypt;

namespace Bot.Channels.WeCom;

/// <summary>What each kind of push comes to.</summary>
internal sealed class WeComConversation(Answering answering)
{
    public async Task<string> AnswerAsync(PushedEvent push, string site)
    {
        var arrival = new Arrival(WeComApp.KeyOf(push.From), push.Id, Said.Hello, site) { Allow = static box => box.Gone is null ? box : box with { Gone = null } };
        return push switch
        {
            { IsEvent: false, Kind: "text" } => await answering.AnswerAsync(arrival with { Said = Said.Words(push.Fields["Content"], pressed: false) }),
            { IsEvent: false } => await answering.AnswerAsync(arrival with { Said = Said.Unread(push.Kind) }),
            { Kind: "subscribe" } => await answering.AnswerAsync(arrival),
            { Kind: "click" } => await answering.AnswerAsync(arrival with { Said = Said.Words(WeComSender.Said(push.Key), pressed: true) }),
            { Kind: "template_card_event" } => await answering.AnswerAsync(arrival with { Said = Said.Words(WeComSender.Said(push.Key), pressed: true), IsSent = true }),
            // Out of the app's range: nothing may be kept of whoever cannot use it.
            { Kind: "unsubscribe" } => await answering.ForgetAsync(arrival),
            _ => "",
        };
    }
}
