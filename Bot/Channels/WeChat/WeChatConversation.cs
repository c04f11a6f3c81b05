using Bot.Channels.Tencent.Answers;
using Bot.Channels.Tencent.Boxes;
using Bot.Channels.Tencent.Crypt;
using Bot.Channels.WeChat.Accounts;
using Bot.Channels.WeChat.Menu;
using Microsoft.Extensions.Options;

namespace Bot.Channels.WeChat;

/// <summary>What each kind of push comes to: a turn, a friendly word, a count in the box, or nothing.</summary>
internal sealed class WeChatConversation(Answering answering, BoxStore boxes, TimeProvider time, IOptions<WeChatOptions> options)
{
    /// <returns>The text to answer with; empty: nothing.</returns>
    public async Task<string> AnswerAsync(WeChatAccount account, PushedEvent push, string site, CancellationToken ct)
    {
        var arrival = new Arrival(account.KeyOf(push.From), push.Id, Said.Hello, site) { Allow = AfterEvent };
        return push switch
        {
            { IsEvent: false } => await answering.AnswerAsync(OfMessage(arrival with { Allow = AfterMessage }, push)),
            { Kind: "subscribe" or "scan" } => await answering.AnswerAsync(arrival),
            { Kind: "click" } => await answering.AnswerAsync(arrival with { Said = Said.Words(WeChatMenu.Said(push.Key), pressed: true) }),
            { Kind: "unsubscribe" } => await answering.ForgetAsync(arrival),
            { Kind: "subscribe_msg_popup_event" or "subscribe_msg_change_event" or "subscribe_msg_sent_event" } => await CountAsync(arrival, push, ct),
            { Kind: "templatesendjobfinish" } => await NoteFailureAsync(arrival, push, ct),
            _ => "",
        };
    }

    private Arrival OfMessage(Arrival arrival, PushedEvent push) => push.Kind switch
    {
        // A tap on a list that we sent counts as a tap on the menu.
        "text" when push.Fields["bizmsgmenuid"] is not null => arrival with { Said = Said.Words(push.Fields["Content"], pressed: true), Allow = AfterEvent },
        "text" => arrival with { Said = Said.Words(push.Fields["Content"], pressed: false) },
        "voice" when !string.IsNullOrWhiteSpace(push.Fields["Recognition"]) => arrival with { Said = Said.Words(push.Fields["Recognition"], pressed: false) },
        var kind => arrival with { Said = Said.Unread(kind) },
    };

    private PersonBox AfterMessage(PersonBox box) => box.Allow(time.GetUtcNow(), TimeSpan.FromHours(options.Value.MessageWindowHours), options.Value.MessagesAfterMessage, fromMessage: true);

    private PersonBox AfterEvent(PersonBox box) => box.Allow(time.GetUtcNow(), TimeSpan.FromSeconds(options.Value.EventWindowSeconds), options.Value.MessagesAfterEvent, fromMessage: false);

    private async Task<string> CountAsync(Arrival arrival, PushedEvent push, CancellationToken ct)
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
    private async Task<string> NoteFailureAsync(Arrival arrival, PushedEvent push, CancellationToken ct)
    {
        if (push.Fields["Status"]?.Contains("user block", StringComparison.OrdinalIgnoreCase) == true)
            _ = await boxes.UpdateAsync(arrival.Person, box => box with { Gone = "对方拒收本公众号的通知" }, ct);
        return "";
    }
}
