using Bot.Broadcasts.Ledgers;
using Bot.Delivery;
using Bot.State.Time;

namespace Bot.Broadcasts.Sending;

/// <summary>
/// Sees to it that whatever is to be sent is being sent: looks at a broadcast's state in Redis and queues the jobs that are missing. A job queued twice, or whose
/// work is done, ends at once; one that was lost is queued again by the next look.
/// </summary>
internal sealed class Dispatcher(BroadcastStore store, Ledger ledger, LeaseTerms terms, RunningBatches running, IBroadcastQueue queue, SendingSwitch sending, NoticeClock clock, TimeProvider time)
{
    /// <summary>Before a broadcast is changed so that it wants looking after: whoever dies in between leaves it noted.</summary>
    public Task AnnounceAsync(string id, CancellationToken ct) => store.AddWorkAsync(id, time.GetUtcNow() + terms.Length, ct);

    public Task TakeUpAsync(string id, CancellationToken ct) => TendAsync(id, ct);

    /// <summary>Of one that was cancelled. It stays noted: what was on its way is known only when the batches are done, whoever dies meanwhile.</summary>
    public Task StopAsync(string id, CancellationToken ct)
    {
        running.Stop(id);
        return store.RemoveDueAsync(id, ct);
    }

    /// <summary>One look at everything that wants it now.</summary>
    /// <param name="all">Also at what another process looked after: it is dead.</param>
    public async Task RunOnceAsync(bool all, CancellationToken ct)
    {
        foreach (var id in await store.FindDueAsync(clock.GetUtcNow(), ct)) await BeginAsync(id, ct);
        foreach (var id in await store.FindWorkAsync(all ? DateTimeOffset.MaxValue : time.GetUtcNow(), ct)) await TendAsync(id, ct);
    }

    /// <summary>Queues what is missing of one broadcast.</summary>
    public async Task TendAsync(string id, CancellationToken ct)
    {
        switch ((await store.FindAsync(id, ct))?.Broadcast)
        {
            case { Status: BroadcastStatus.Scheduled, At: { } at }:
                await store.AddDueAsync(id, at, ct);
                await store.RemoveWorkAsync(id, ct);
                break;
            case { Status: BroadcastStatus.Preparing }:
                await store.AddWorkAsync(id, time.GetUtcNow() + terms.Length, ct);
                await queue.PrepareAsync(id, ct);
                break;
            case { Status: BroadcastStatus.Sending }:
                await FeedAsync(id, ct);
                break;
            case { Status: BroadcastStatus.Cancelled }:
                await ClearUpAsync(id, ct);
                break;
            default:
                await store.RemoveWorkAsync(id, ct);
                break;
        }
    }

    private async Task BeginAsync(string id, CancellationToken ct)
    {
        await AnnounceAsync(id, ct);
        await ChangeAsync(id, b => b.Status == BroadcastStatus.Scheduled && b.At <= clock.Now ? b with { Status = BroadcastStatus.Preparing } : null, ct);
        await store.RemoveDueAsync(id, ct);
        await TendAsync(id, ct);
    }

    private async Task FeedAsync(string id, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var open = (await ledger.BatchesAsync(id, ct)).Where(b => b.IsOpen).ToArray();
        if (open.Length == 0)
        {
            await ChangeAsync(id, b => b.Status == BroadcastStatus.Sending ? b with { Status = BroadcastStatus.Finished, Ended = time.GetUtcNow() } : null, ct);
            await store.RemoveWorkAsync(id, ct);
            return;
        }
        var due = open.Where(b => b.IsDue(now)).ToArray();
        var free = await WithoutHeldAsync(due, ct);
        var next = free.Length > 0 ? now + terms.Length : due.Length > 0 ? now + Deliverer.SwitchedOffFor : open.Min(b => b.NextTry) ?? now + terms.Length;
        await store.AddWorkAsync(id, next, ct);
        due = free;
        foreach (var lane in due.GroupBy(b => b.Channel)) await FeedAsync(id, [.. lane], now, ct);
    }

    // Of a channel that is switched off each person is noted once as held; from then on one look tells of all of them.
    private async Task<Batch[]> WithoutHeldAsync(Batch[] due, CancellationToken ct)
    {
        var off = new HashSet<string>(StringComparer.Ordinal);
        foreach (var channel in due.Select(b => b.Channel).Distinct())
            if (await sending.FindAsync(channel, ct) is not null) off.Add(channel);
        return [.. due.Where(b => !off.Contains(b.Channel) || b.Count(DeliveryState.Pending) + b.Count(DeliveryState.Sending) > 0)];
    }

    // Nothing more is sent of one that was stopped; but to whom a dead process was sending, a job finds out.
    private async Task ClearUpAsync(string id, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var left = await ledger.BegunAsync(id, terms, now, ct);
        if (left.Length == 0)
        {
            await store.RemoveWorkAsync(id, ct);
            return;
        }
        await store.AddWorkAsync(id, now + terms.Length, ct);
        foreach (var batch in left)
            if (!await ledger.IsHeldAsync(id, batch, terms, now, ct)) await queue.SendAsync(id, batch.Number, ct);
    }

    // A batch that is held is being sent; the lane's first free ones come next.
    private async Task FeedAsync(string id, Batch[] due, DateTimeOffset now, CancellationToken ct)
    {
        foreach (var batch in due.Take(ChannelGates.Lanes))
            if (!await ledger.IsHeldAsync(id, batch, terms, now, ct)) await queue.SendAsync(id, batch.Number, ct);
    }

    private async Task ChangeAsync(string id, Func<Broadcast, Broadcast?> change, CancellationToken ct)
    {
        while (await store.FindAsync(id, ct) is { } found && change(found.Broadcast) is { } next)
            if (await store.TryWriteAsync(next, found.Version, ct)) return;
    }
}
