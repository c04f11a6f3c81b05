using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Text.Json;
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
    public bool NumbersChoices => true;

    /// <summary>Whether it commits many announcements in one go before their sends.</summary>
    public bool Prepares { get; init; }

    /// <summary>How many it was asked to commit ahead.</summary>
    public int Prepared { get; private set; }

    public PostChannel In(TurnRunner runner)
    {
        turns = runner;
        return this;
    }

    /// <summary>Who has written since something was kept for them.</summary>
    public HashSet<ConversationKey> Wrote { get; } = [];

    public Task<bool> HasGivenAsync(ConversationKey person, string announcement, CancellationToken ct) => Task.FromResult(Wrote.Contains(person));

    public Task<Reachability> ReachAsync(ConversationKey person, CancellationToken ct) => Task.FromResult(Reach(person));

    public async Task PrepareAsync(IReadOnlyList<ConversationKey> people, Announcement announcement, CancellationToken ct)
    {
        if (!Prepares) return;
        Prepared += people.Count;
        await turns!.AnnounceAheadAsync(people, announcement.Id, announcement.Step, Render, announcement.Ahead, ct);
    }

    public async Task<DeliveryResult> SendAsync(ConversationKey person, Announcement announcement, CancellationToken ct)
    {
        if (await turns!.TakeOrAnnounceAsync(person, announcement.Id, announcement.Step, Render, announcement.Ahead, ct) is not { } outcome)
            return new DeliveryResult.Refused("对方已删除记录。");
        await Between(person);
        var result = Answer(person);
        if (result is DeliveryResult.Sent && !(CommitDelivers && outcome.Repeated)) Posted.Enqueue((person, TextOf(outcome)));
        return result;
    }

    private static ImmutableArray<RawActivity> Render(TurnContext turn) => [Samples.Activity(turn.Turn.Replies[0].Text.ReplaceLineEndings(" "))];

    private static string TextOf(TurnOutcome outcome) => outcome.Entries is [var said, ..] ? JsonDocument.Parse(said.Json).RootElement.GetProperty("text").GetString()! : "";
}
