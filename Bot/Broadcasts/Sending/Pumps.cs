using Bot.Broadcasts.Ledgers;
using Bot.Delivery;
using Bot.State;
using Bot.State.Conversations;

namespace Bot.Broadcasts.Sending;

/// <summary>Sends to the people of a batch, as many at once as the channel's gate lets through.</summary>
/// <param name="journal">Where each send is noted before and after; null: nowhere.</param>
/// <param name="waits">Whether a result must be kept before the next send begins.</param>
internal sealed class Pumps(
    Deliverer deliverer, Announcement announcement, SendsAhead ahead, BatchLease lease, ResultWriter writer, BatchLines lines, ChannelGate gate, SendJournal? journal, bool waits, TimeProvider time)
{
    // Until another batch has its turn at the gate: to change after each send would take a thread's waking each time.
    private const int AtOneGo = 64;

    private int next = -1;

    /// <exception cref="StateUnavailableException">Redis is away; who was not sent to stays as noted.</exception>
    public async Task RunAsync(IReadOnlyList<LedgerEntry> due, CancellationToken stop)
    {
        try
        {
            ahead.Begin();
            await Task.WhenAll(Enumerable.Range(0, Math.Min(gate.Width, due.Count)).Select(_ => PumpAsync(due, stop)));
        }
        finally
        {
            await ahead.WhenQuietAsync();
        }
    }

    private async Task PumpAsync(IReadOnlyList<LedgerEntry> due, CancellationToken stop)
    {
        var isMore = true;
        while (isMore && Volatile.Read(ref next) < due.Count - 1)
        {
            await gate.Open.WaitAsync(CancellationToken.None);
            try
            {
                isMore = await SendSomeAsync(due, stop);
            }
            finally
            {
                gate.Open.Release();
            }
        }
    }

    /// <returns>False: nobody is left, or nothing more may be sent.</returns>
    private async Task<bool> SendSomeAsync(IReadOnlyList<LedgerEntry> due, CancellationToken stop)
    {
        for (var i = 0; i < AtOneGo; i++)
            if (stop.IsCancellationRequested || (Interlocked.Increment(ref next) is var at && at >= due.Count) || !await TrySendAsync(due[at], await ahead.ReadyAsync(at))) return false;
        return true;
    }

    /// <returns>False: the batch is another's now, and nothing was sent.</returns>
    private async Task<bool> TrySendAsync(LedgerEntry entry, string? problem)
    {
        var result = problem is null ? await deliverer.FindRefusalAsync(entry.Person, CancellationToken.None) : new DeliveryResult.Refused(problem);
        if (result is null)
        {
            // Before the lease is looked at: whoever takes the batch over while this process stands still reads it, or finds the lease gone here.
            journal?.NoteBegun(entry.Person);
            if (!lease.IsSafe && !await lease.WriteAsync([], CancellationToken.None)) return false;
            result = await SendAsync(entry.Person);
        }
        await NoteAsync(RetrySchedule.After(entry, result, time.GetUtcNow()));
        return true;
    }

    // Not cancelled: a send that was cut off would be one of which nobody knows.
    private async Task<DeliveryResult> SendAsync(ConversationKey person)
    {
        try
        {
            return await deliverer.SendAdmittedAsync(person, announcement, CancellationToken.None);
        }
        catch (StateUnavailableException)
        {
            journal?.NoteNotSent(person);
            throw;
        }
    }

    private async Task NoteAsync(LedgerEntry line)
    {
        journal?.NoteEnded(line);
        lines.Set(line);
        if (waits) await writer.AddAsync(line);
        else writer.Add(line);
    }
}
