using Bot.Broadcasts.Ledgers;
using Bot.Delivery;
using Bot.State;
using Bot.State.Conversations;

namespace Bot.Broadcasts.Sending;

/// <summary>Sends to the people of a batch, as many at once as the channel's gate lets through.</summary>
/// <param name="problemOf">Why somebody cannot be sent it, a Chinese sentence; null: they can.</param>
/// <param name="waits">Whether a result must be kept before the next send begins.</param>
internal sealed class Pumps(
    Deliverer deliverer, Announcement announcement, Func<ConversationKey, Task<string?>> problemOf, BatchLease lease, ResultWriter writer, BatchLines lines, ChannelGate gate, bool waits, TimeProvider time)
{
    private int next = -1;

    /// <exception cref="StateUnavailableException">Redis is away; who was not sent to stays as noted.</exception>
    public Task RunAsync(IReadOnlyList<LedgerEntry> due, CancellationToken stop) =>
        Task.WhenAll(Enumerable.Range(0, Math.Min(gate.Width, due.Count)).Select(_ => PumpAsync(due, stop)));

    private async Task PumpAsync(IReadOnlyList<LedgerEntry> due, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested && Interlocked.Increment(ref next) is var at && at < due.Count)
        {
            await gate.Open.WaitAsync(CancellationToken.None);
            try
            {
                if (stop.IsCancellationRequested || !(lease.IsSafe || await lease.WriteAsync([], CancellationToken.None))) return;
                await SendAsync(due[at]);
            }
            finally
            {
                gate.Open.Release();
            }
        }
    }

    // Not cancelled: a send that was cut off would be one of which nobody knows.
    private async Task SendAsync(LedgerEntry entry)
    {
        var result = await problemOf(entry.Person) is { } problem
            ? new DeliveryResult.Refused(problem)
            : await deliverer.SendAsync(entry.Person, announcement, CancellationToken.None);
        var line = RetrySchedule.After(entry, result, time.GetUtcNow());
        lines.Set(line);
        var kept = writer.AddAsync(line);
        if (waits) await kept;
    }
}
