using Hangfire;

namespace Bot.Broadcasts.Sending;

/// <summary>What Hangfire runs. It repeats nothing by itself: the dispatcher does, from the broadcast's own state.</summary>
[AutomaticRetry(Attempts = 0, OnAttemptsExceeded = AttemptsExceededAction.Delete)]
internal sealed partial class BroadcastJobs(Preparation preparation, BatchSender sender, Dispatcher dispatcher, ILogger<BroadcastJobs> log)
{
    public Task PrepareAsync(string id, CancellationToken ct) => RunAsync(id, () => PreparedAsync(id, ct), ct);

    public Task SendAsync(string id, int batch, CancellationToken ct) => RunAsync(id, () => sender.RunAsync(id, batch, ct), ct);

    private async Task<bool> PreparedAsync(string id, CancellationToken ct)
    {
        await preparation.RunAsync(id, ct);
        return true;
    }

    // Only who did something looks what is next: else jobs that were queued twice, of which each queues the next ones, would become more and more.
    // The one catch-all of a batch: whatever went wrong, the dispatcher comes back to it.
#pragma warning disable CA1031
    private async Task RunAsync(string id, Func<Task<bool>> work, CancellationToken ct)
    {
        try
        {
            if (await work() && !ct.IsCancellationRequested) await dispatcher.TendAsync(id, ct);
        }
        catch (Exception e) when (e is State.StateUnavailableException or OperationCanceledException)
        {
            // Redis is away or the program stops.
        }
        catch (Exception e)
        {
            LogFailed(id, e.GetType().Name, e.StackTrace);
        }
    }
#pragma warning restore CA1031

    [LoggerMessage(EventId = 30, Level = LogLevel.Error, Message = "A job of broadcast {Broadcast} failed with {Exception}:\n{Stack}")]
    private partial void LogFailed(string broadcast, string exception, string? stack);
}
