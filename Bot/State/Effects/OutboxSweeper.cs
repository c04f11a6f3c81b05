using Bot.Hosting;
using Bot.State.Redis;

namespace Bot.State.Effects;

/// <summary>Carries out what a crash or an outage left: once at start, then every minute.</summary>
internal sealed class OutboxSweeper(Outbox outbox, RedisConnection redis, TimeProvider time) : BackgroundLoop
{
    private static readonly TimeSpan Period = TimeSpan.FromMinutes(1);

    /// <summary>Younger ones are still in the hands of the process that committed them; to carry them out twice would be wasted, not wrong.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(20);

    public Task RunOnceAsync(CancellationToken ct) => SweepOnceAsync(Grace, ct);

    protected override async Task RunAsync(CancellationToken ct)
    {
        await redis.Opened.WaitAsync(ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        var age = TimeSpan.Zero;
        await EveryAsync(Period, time, async token =>
        {
            await SweepOnceAsync(age, token);
            age = Grace;
        }, ct);
    }

    private Task<bool> SweepOnceAsync(TimeSpan age, CancellationToken ct) => TryAsync(async token =>
    {
        foreach (var key in await outbox.FindLeftAsync(age, token)) await outbox.CarryOutAsync(key, token);
    }, ct);
}
