using System.Collections.Concurrent;

namespace Bot.Broadcasts.Sending;

/// <summary>The batches that this process is sending, so that a stop ordered here takes effect at once.</summary>
internal sealed class RunningBatches
{
    private readonly ConcurrentDictionary<string, CancellationTokenSource> runs = new(StringComparer.Ordinal);

    /// <returns>Cancelled by a stop of the broadcast or with <paramref name="stopping"/>.</returns>
    public CancellationTokenSource Begin(string broadcast, CancellationToken stopping) =>
        CancellationTokenSource.CreateLinkedTokenSource(runs.GetOrAdd(broadcast, _ => new CancellationTokenSource()).Token, stopping);

    public void Stop(string broadcast)
    {
        if (runs.TryRemove(broadcast, out var run)) run.Cancel();
    }
}
