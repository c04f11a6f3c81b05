using Bot.Channels.WebChat.DirectLine;
using Bot.Delivery;
using Bot.State.Conversations;
using Bot.State.Persons;
using Microsoft.Extensions.Options;

namespace Bot.Channels.WebChat;

/// <summary>Says something in the chat of the page: at once where it is open, else when it is opened. The commit is the delivery, so it happens exactly once.</summary>
internal sealed class WebChatDelivery(TurnRunner turns, People people, IOptions<WebChatOptions> options) : IDeliveryChannel
{
    private const string Gone = "对方的聊天记录已过期或已被本人删除。";

    public string Channel => WebChatKey.Channel;

    public string Name => "网页";

    public int PerSecond => options.Value.SendsPerSecond;

    public bool CommitDelivers => true;

    public int LongestBytes => 12_000;

    public bool NumbersChoices => false;

    public async Task<Reachability> ReachAsync(ConversationKey person, CancellationToken ct) =>
        await people.ReadAsync(person, ct) is null ? new(Reach.Never, Gone) : new(Reach.Now);

    public async Task<DeliveryResult> SendAsync(ConversationKey person, Announcement announcement, CancellationToken ct) =>
        await turns.AnnounceAsync(person, announcement.Id, announcement.Step, turn => TurnActivities.Render(turn, null), ct) is null
            ? new DeliveryResult.Refused(Gone)
            : new DeliveryResult.Sent();
}
