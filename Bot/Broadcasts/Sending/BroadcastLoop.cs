using Bot.Broadcasts.Ledgers;
using Bot.Hosting;
using Bot.Notices;
using Bot.State.Redis;

namespace Bot.Broadcasts.Sending;

/// <summary>Looks every second for broadcasts whose time has come, whose retries are due, or whose process died.</summary>
internal sealed class BroadcastLoop(Dispatcher dispatcher, BroadcastStore store, RedisConnection redis, NoticeUpdates notices, LeaseTerms terms, TimeProvider time) : BackgroundLoop
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1), Tidy = TimeSpan.FromDays(1);
    protected override async Task RunAsync(CancellationToken ct)
    {
        await redis.Opened.WaitAsync(ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await notices.Looked.WaitAsync(ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        // Where the store is this process's own, nobody else is at work on what an earlier run left.
        var (all, tidied) = (terms.Alone, DateTimeOffset.MinValue);
        await EveryAsync(Period, time, async token =>
        {
            if (await TryAsync(t => dispatcher.RunOnceAsync(all, t), token)) all = false;
            if (time.GetUtcNow() - tidied > Tidy && await TryAsync(t => store.ForgetOldAsync(time.GetUtcNow(), t), token)) tidied = time.GetUtcNow();
        }, ct);
    }
}
