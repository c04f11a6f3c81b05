using System.Collections.Concurrent;
using Bot.Delivery;
using Bot.State.Conversations;
using Bot.Tests.State;

namespace Bot.Tests.Broadcasts;

/// <summary>A channel with an outside service that notes what it was given: it commits the turn and then posts, as the contract says.</summary>
internal sealed class PostChannel : IDeliveryChannel
{
    private TurnRunner? turns;

    public ConcurrentQueue<(ConversationKey Person, string Text)> Posted { get; } = new();

    /// <summary>What the outside service says to a person; default: it takes it.</summary>
    public Func<ConversationKey, DeliveryResult> Answer { get; set; } = _ => new DeliveryResult.Sent();

    /// <summary>Called between commit and post.</summary>
    public Func<ConversationKey, Task> Between { get; set; } = _ => Task.CompletedTask;

    public Func<ConversationKey, Reachability> Reach { get; set; } = _ => new(Bot.Delivery.Reach.Now);

    public string Channel { get; } = $"post{Guid.NewGuid():N}";
    public string Name => "邮递";
    public int PerSecond => 100_000;
    public bool CommitDelivers { get; init; }
    public int LongestBytes { get; init; } = 600;

    public PostChannel In(TurnRunner runner)
    {
        turns = runner;
        return this;
    }

    public Task<Reachability> ReachAsync(ConversationKey person, CancellationToken ct) => Task.FromResult(Reach(person));

    public async Task<DeliveryResult> SendAsync(ConversationKey person, Announcement announcement, CancellationToken ct)
    {
        string text = "";
        if (await turns!.AnnounceAsync(person, announcement.Id, announcement.Step, turn => [Samples.Activity(text = turn.Turn.Replies[0].Text.ReplaceLineEndings(" "))], ct) is not { } outcome)
            return new DeliveryResult.Refused("对方已删除记录。");
        await Between(person);
        var result = Answer(person);
        if (result is DeliveryResult.Sent && !(CommitDelivers && outcome.Repeated)) Posted.Enqueue((person, text));
        return result;
    }
}
