using System.Threading.Channels;
using Bot.Broadcasts.Ledgers;

namespace Bot.Broadcasts.Sending;

/// <summary>Writes the results of a batch's sends: whatever has come meanwhile in one write.</summary>
/// <param name="gather">How long to wait for more before a write; zero: not at all.</param>
internal sealed class ResultWriter(BatchLease lease, TimeSpan gather, TimeProvider time, Func<Task> written)
{
    private readonly Channel<(LedgerEntry Entry, TaskCompletionSource<bool> Kept)> results =
        Channel.CreateUnbounded<(LedgerEntry, TaskCompletionSource<bool>)>(new() { SingleReader = true });

    // Whoever watches looks a few times in a second.
    private static readonly TimeSpan BetweenNotes = TimeSpan.FromMilliseconds(250);
    private long noted = time.GetTimestamp();

    // The channel's own completion comes only once all is read.
    private readonly TaskCompletionSource last = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Whether all that came was written.</summary>
    public bool IsWhole { get; private set; } = true;

    /// <returns>Done when a kill cannot undo it; false: the lease is lost, and it was not written.</returns>
    public Task<bool> AddAsync(LedgerEntry entry)
    {
        var kept = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        results.Writer.TryWrite((entry, kept));
        return kept.Task;
    }

    /// <summary>No more will come.</summary>
    public void Complete()
    {
        results.Writer.TryComplete();
        last.TrySetResult();
    }

    /// <summary>Writes until all that came is written.</summary>
    public async Task RunAsync()
    {
        var some = new List<(LedgerEntry Entry, TaskCompletionSource<bool> Kept)>();
        while (await results.Reader.WaitToReadAsync())
        {
            if (gather > TimeSpan.Zero) await Task.WhenAny(last.Task, Task.Delay(gather, time));
            while (results.Reader.TryRead(out var result)) some.Add(result);
            await WriteAsync(some);
            some.Clear();
        }
    }

    private async Task WriteAsync(List<(LedgerEntry Entry, TaskCompletionSource<bool> Kept)> some)
    {
        try
        {
            var kept = await lease.WriteAsync([.. some.Select(s => s.Entry)], CancellationToken.None);
            IsWhole &= kept;
            foreach (var result in some) result.Kept.TrySetResult(kept);
            if (time.GetElapsedTime(noted) < BetweenNotes) return;
            noted = time.GetTimestamp();
            await written();
        }
        catch (State.StateUnavailableException e)
        {
            IsWhole = false;
            // Who waits for it learns it; the others find their lines as they were before the send.
            foreach (var result in some) result.Kept.TrySetException(e);
        }
    }
}
