using Bot.Hosting;
using Bot.State.Conversations;
using Bot.State.Redis;

namespace Bot.Channels.Teams.Incoming;

/// <summary>Answers what a process that died had only acknowledged: once at start, then every few seconds. What was answered meanwhile is known by its id.</summary>
internal sealed class InboxSweeper(Inbox inbox, Postman postman, TeamsLanes lanes, RedisConnection redis, TimeProvider time) : BackgroundLoop
{
    public static readonly TimeSpan Period = TimeSpan.FromSeconds(15);

    /// <summary>Younger ones are still worked on by the process that took them.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromSeconds(30);

    public Task RunOnceAsync(CancellationToken ct) => SweepAsync(Grace, ct);

    protected override async Task RunAsync(CancellationToken ct)
    {
        await redis.Opened.WaitAsync(ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await SweepAsync(TimeSpan.Zero, ct);
        await EveryAsync(Period, time, RunOnceAsync, ct);
    }

    private Task<bool> SweepAsync(TimeSpan age, CancellationToken ct) => TryAsync(
        async ct =>
        {
            foreach (var key in await inbox.FindLeftAsync(age, ct)) await AnswerAsync(key, ct);
        },
        ct);

    private async Task AnswerAsync(ConversationKey key, CancellationToken ct)
    {
        var seen = time.GetUtcNow();
        foreach (var activity in await inbox.ReadAsync(key, ct))
        {
            await lanes.Turns.RunAsync(key, () => postman.AnswerAsync(activity));
            await inbox.RemoveAsync(activity, ct);
        }
        await inbox.CloseAsync(key, seen, ct);
    }
}
