using Bot.State;

namespace Bot.Hosting;

/// <summary>Work beside the requests, from the start of the program to its stop, which waits for the round that is under way.</summary>
/// <remarks>Not a BackgroundService: the host reports one whose loop had not begun when a start was refused as a crash.</remarks>
internal abstract class BackgroundLoop : IHostedService, IDisposable
{
    private readonly CancellationTokenSource stopping = new();
    private Task running = Task.CompletedTask;

    /// <summary>Until the program stops. Its cancellation is the regular end.</summary>
    protected abstract Task RunAsync(CancellationToken ct);

    public Task StartAsync(CancellationToken cancellationToken)
    {
        running = RunUntilStoppedAsync();
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await stopping.CancelAsync();
        await running;
    }

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        if (disposing) stopping.Dispose();
    }

    /// <summary>A round now and then one in each period.</summary>
    protected static async Task EveryAsync(TimeSpan period, TimeProvider time, Func<CancellationToken, Task> round, CancellationToken ct)
    {
        using var timer = new PeriodicTimer(period, time);
        do await round(ct);
        while (await timer.WaitForNextTickAsync(ct));
    }

    /// <returns>False: Redis is away, and the next round finds what is left.</returns>
    protected static async Task<bool> TryAsync(Func<CancellationToken, Task> work, CancellationToken ct)
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

    private async Task RunUntilStoppedAsync()
    {
        try
        {
            await RunAsync(stopping.Token);
        }
        catch (OperationCanceledException)
        {
            // The program stops.
        }
    }
}
