using Bot.State.Redis;

namespace Bot.State.Effects;

/// <summary>Carries out what a crash or an outage left: once at start, then every minute.</summary>
internal sealed class OutboxSweeper(Outbox outbox, RedisConnection redis, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromMinutes(1);

    /// <summary>Younger ones are still in the hands of the process that committed them.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(20);

    public async Task RunOnceAsync(CancellationToken ct)
    {
        try
        {
            foreach (var key in await outbox.FindLeftAsync(Grace, ct)) await outbox.CarryOutAsync(key, ct);
        }
        catch (StateUnavailableException)
        {
            // Redis is away; the next round finds what is left.
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await redis.Opened.WaitAsync(stoppingToken);
            using var timer = new PeriodicTimer(Period, time);
            do await RunOnceAsync(stoppingToken); while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException)
        {
            // The program stops.
        }
    }
}
