using Bot.Broadcasts.Ledgers;
using Bot.State;
using Bot.State.Redis;

namespace Bot.Broadcasts.Sending;

/// <summary>Looks every second for broadcasts whose time has come, whose retries are due, or whose process died.</summary>
/// <remarks>Not a BackgroundService: the host reports one whose loop had not begun when a start was refused as a crash.</remarks>
internal sealed class BroadcastLoop(Dispatcher dispatcher, BroadcastStore store, RedisConnection redis, LeaseTerms terms, TimeProvider time) : IHostedService, IDisposable
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1), Tidy = TimeSpan.FromDays(1);
    private readonly CancellationTokenSource stopping = new();
    private Task running = Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        running = RunAsync(stopping.Token);
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await stopping.CancelAsync();
        await running;
    }

    public void Dispose() => stopping.Dispose();

    private async Task RunAsync(CancellationToken ct)
    {
        try
        {
            await redis.Opened.WaitAsync(ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            using var timer = new PeriodicTimer(Period, time);
            // Where the store is this process's own, nobody else is at work on what an earlier run left.
            var (all, tidied) = (terms.Alone, DateTimeOffset.MinValue);
            do
            {
                if (await TryAsync(token => dispatcher.RunOnceAsync(all, token), ct)) all = false;
                if (time.GetUtcNow() - tidied > Tidy && await TryAsync(token => store.ForgetOldAsync(time.GetUtcNow(), token), ct)) tidied = time.GetUtcNow();
            }
            while (await timer.WaitForNextTickAsync(ct));
        }
        catch (OperationCanceledException)
        {
            // The program stops.
        }
    }

    private static async Task<bool> TryAsync(Func<CancellationToken, Task> work, CancellationToken ct)
    {
        try
        {
            await work(ct);
            return true;
        }
        catch (StateUnavailableException)
        {
            return false;
        }
    }
}
