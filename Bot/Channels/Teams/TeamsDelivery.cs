using Bot.Channels.Teams.Connector;
using Bot.Channels.Teams.Incoming;
using Bot.Channels.Teams.References;
using Bot.Channels.Teams.Replies;
using Bot.Delivery;
using Bot.State.Conversations;
using Microsoft.Extensions.Options;

namespace Bot.Channels.Teams;

/// <summary>Writes to people who did not just write, by the reference that their last message left.</summary>
internal sealed class TeamsDelivery(
    TurnRunner turns, ConversationReferences references, TeamsReplies replies, ConnectorClient connector, TeamsLanes lanes, IOptions<TeamsOptions> options) : IDeliveryChannel
{
    private const string Gone = "对方的聊天记录已过期或已被本人删除。";
    private const string Unknown = "没有对方的 Teams 会话：对方卸载了助手，或者还没有在 Teams 里说过话。";
    private const string Blocked = "Teams 拒收：对方停用、屏蔽了助手或被管理员限制；等对方再发消息后恢复。";

    public string Channel => TeamsKey.Channel;

    public string Name => "Teams";

    public bool IsConfigured => options.Value.IsRegistered;

    public int PerSecond => options.Value.SendsPerSecond;

    // A message may have about 28 KB with everything around the text.
    public int LongestBytes => 12_000;

    public bool NumbersChoices => false;

    public async Task<Reachability> ReachAsync(ConversationKey person, CancellationToken ct) => await references.FindAsync(person, ct) switch
    {
        null => new(Reach.Never, Unknown),
        { Unreachable: true } => new(Reach.Never, Blocked),
        _ => new(Reach.Now),
    };

    public async Task<DeliveryResult> SendAsync(ConversationKey person, Announcement announcement, CancellationToken ct) => await references.FindAsync(person, ct) switch
    {
        null => new DeliveryResult.Refused(Unknown),
        { Unreachable: true } => new DeliveryResult.Refused(Blocked),
        var reference => await SendAsync(person, reference, announcement, ct),
    };

    private async Task<DeliveryResult> SendAsync(ConversationKey person, ConversationReference reference, Announcement announcement, CancellationToken ct)
    {
        var to = new Addressing(reference.Conversation, reference.Bot, reference.User, null, false);
        var committed = await lanes.Turns.RunAsync(person, () => turns.AnnounceAsync(person, announcement.Id, announcement.Step, turn => replies.Render(turn, to, announced: true), ct));
        if (committed is not { } outcome) return new DeliveryResult.Refused(Gone);
        if (outcome.Repeated && await references.WasSaidAsync(person, announcement.Id, ct)) return new DeliveryResult.Sent();
        return await lanes.Post.RunAsync(person, () => PostAsync(person, reference, announcement, outcome, ct));
    }

    private async Task<DeliveryResult> PostAsync(ConversationKey person, ConversationReference reference, Announcement announcement, TurnOutcome outcome, CancellationToken ct)
    {
        var destination = new Destination(new(reference.Service), reference.Conversation, reference.Tenant, null);
        for (var i = 0; i < outcome.Entries.Length; i++)
        {
            var answer = await connector.SendAsync(destination, outcome.Entries[i].Json, ct);
            if (answer.Fate == Fate.Unreachable) await references.NoteUnreachableAsync(person, ct);
            if (Failed(answer, begun: i > 0) is { } failed) return failed;
        }
        await references.NoteSaidAsync(person, announcement.Id, ct);
        return new DeliveryResult.Sent();
    }

    /// <param name="begun">A part of it has arrived: to begin again would say that part twice.</param>
    private static DeliveryResult? Failed(ConnectorAnswer answer, bool begun) => answer.Fate switch
    {
        Fate.Done => null,
        Fate.Unreachable => new DeliveryResult.Refused(Blocked),
        Fate.Wrong => new DeliveryResult.Refused($"Teams 不接受这条消息（状态 {answer.Status}）。"),
        Fate.Passing when !begun => new DeliveryResult.Passing(answer.Status == 0 ? "暂时连不上 Teams 或取不到凭证。" : $"Teams 暂时不收（状态 {answer.Status}）。", answer.RetryAfter),
        _ => new DeliveryResult.Uncertain("发送给 Teams 时中断，不能确定对方是否收到。"),
    };
}
