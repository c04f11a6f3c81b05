using System.Threading.Channels;
using Bot.Broadcasts.Ledgers;

namespace Bot.Broadcasts.Sending;

/// <summary>Writes the results of a batch's sends: whatever has come meanwhile in one write.</summary>
/// <param name="gather">How long to wait for more before a write, or until there are many; zero: not at all.</param>
internal sealed class ResultWriter(BatchLease lease, TimeSpan gather, TimeProvider time, Func<Task> written)
{
    // A group of those who were committed ahead: another process that takes over knows of none of them what became of it.
    private const int Many = 64;

    private readonly Channel<Result> results = Channel.CreateUnbounded<Result>();

    // Whoever watches looks a few times in a second.
    private static readonly TimeSpan BetweenNotes = TimeSpan.FromMilliseconds(250);
    private long noted = time.GetTimestamp();

    private volatile TaskCompletionSource enough = NewSignal();

    // The channel's own completion comes only once all is read.
    private readonly TaskCompletionSource last = NewSignal();

    /// <param name="Kept">Null: nobody waits for it.</param>
    private readonly record struct Result(LedgerEntry Entry, TaskCompletionSource<bool>? Kept);

    /// <summary>Whether all that came was written.</summary>
    public bool IsWhole { get; private set; } = true;

    public void Add(LedgerEntry entry)
    {
        results.Writer.TryWrite(new(entry, null));
        if (results.Reader.Count >= Many) enough.TrySetResult();
    }

    /// <returns>Done when a kill cannot undo it; false: the lease is lost, and it was not written.</returns>
    public Task<bool> AddAsync(LedgerEntry entry)
    {
        var kept = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        results.Writer.TryWrite(new(entry, kept));
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
        var some = new List<Result>();
        while (await results.Reader.WaitToReadAsync())
        {
            if (gather > TimeSpan.Zero) await Task.WhenAny(last.Task, enough.Task, Task.Delay(gather, time));
            // Before what has come is taken: whoever signalled the old one is among it.
            enough = NewSignal();
            while (results.Reader.TryRead(out var result)) some.Add(result);
            await WriteAsync(some);
            some.Clear();
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private async Task WriteAsync(List<Result> some)
    {
        try
        {
            var kept = await lease.WriteAsync([.. some.Select(s => s.Entry)], CancellationToken.None);
            IsWhole &= kept;
            foreach (var result in some) result.Kept?.TrySetResult(kept);
            if (time.GetElapsedTime(noted) < BetweenNotes) return;
            noted = time.GetTimestamp();
            await written();
        }
        catch (State.StateUnavailableException e)
        {
            IsWhole = false;
            // Who waits for it learns it; the others find their lines as they were before the send.
            foreach (var result in some) result.Kept?.TrySetException(e);
        }
    }
}
