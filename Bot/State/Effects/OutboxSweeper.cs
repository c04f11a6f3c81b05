using Bot.State.Redis;

namespace Bot.State.Effects;

/// <summary>Carries out what a crash or an outage left: once at start, then every minute.</summary>
/// <remarks>Not a BackgroundService: the host reports one whose loop had not begun when a start was refused as a crash.</remarks>
internal sealed class OutboxSweeper(Outbox outbox, RedisConnection redis, TimeProvider time) : IHostedService, IDisposable
{
    private static readonly TimeSpan Period = TimeSpan.FromMinutes(1);

    /// <summary>Younger ones are still in the hands of the process that committed them; to carry them out twice would be wasted, not wrong.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(20);

    private readonly CancellationTokenSource stopping = new();
    private Task running = Task.CompletedTask;

    public Task RunOnceAsync(CancellationToken ct) => SweepOnceAsync(Grace, ct);

    public Task StartAsync(CancellationToken cancellationToken)
    {
        running = SweepAsync(stopping.Token);
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await stopping.CancelAsync();
        await running;
    }

    public void Dispose() => stopping.Dispose();

    private async Task SweepOnceAsync(TimeSpan age, CancellationToken ct)
    {
        try
        {
            foreach (var key in await outbox.FindLeftAsync(age, ct)) await outbox.CarryOutAsync(key, ct);
        }
        catch (StateUnavailableException)
        {
            // Redis is away; the next round finds what is left.
        }
    }

    private async Task SweepAsync(CancellationToken ct)
    {
        try
        {
            await redis.Opened.WaitAsync(ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            using var timer = new PeriodicTimer(Period, time);
            await SweepOnceAsync(TimeSpan.Zero, ct);
            while (await timer.WaitForNextTickAsync(ct)) await RunOnceAsync(ct);
        }
        catch (OperationCanceledException)
        {
            // The program stops.
        }
    }
}
