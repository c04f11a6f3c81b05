using Bot.Broadcasts.Drafts;
using Bot.Broadcasts.Ledgers;
using Bot.Delivery;
using Bot.State.Conversations;
using Bot.State.Persons;
using Bot.State.Redis;
using Bot.State.Time;
using Knowledge.Notices;

namespace Bot.Broadcasts.Sending;

/// <summary>
/// Sends a batch, under its lease. All its people are noted as being sent to in one write; each result is noted, on channels that call an outside service before
/// the next send begins. After a crash only those whose conversation holds the announcement may have been sent it, for a channel commits before it calls.
/// </summary>
internal sealed class BatchSender(
    RedisConnection redis, BroadcastStore store, Ledger ledger, LeaseTerms terms, Deliverer deliverer, ChannelGates gates, RunningBatches running,
    IConversationStore conversations, People people, DraftChecks checks, NoticeClock clock, TimeProvider time)
{
    private static readonly TimeSpan Gather = TimeSpan.FromMilliseconds(100);
    private const string Interrupted = "程序在发送的那一刻中断，不能确定对方是否收到。";

    public async Task RunAsync(string id, int number, CancellationToken stopping)
    {
        if (await store.FindAsync(id, stopping) is not { Broadcast: { Status: BroadcastStatus.Sending } broadcast }) return;
        if (await ledger.FindAsync(id, number, stopping) is not { } batch) return;
        if (await BatchLease.TakeAsync(redis, time, terms, id, batch, stopping) is not { } lease) return;
        using var run = running.Begin(id, stopping);
        var watching = WatchAsync(id, lease, run);
        try
        {
            await SendAsync(broadcast, batch, lease, run.Token);
        }
        finally
        {
            await run.CancelAsync();
            await watching;
            await lease.ReleaseAsync(CancellationToken.None);
        }
    }

    private async Task SendAsync(Broadcast broadcast, Batch batch, BatchLease lease, CancellationToken stop)
    {
        var (channel, notice) = (deliverer.Find(batch.Channel), checks.NoticeOf(broadcast.Draft));
        var lines = new BatchLines(await ledger.ReadAsync(broadcast.Id, batch, stop));
        if (notice is null) { await RefuseAsync(broadcast, batch, lines, lease); return; }
        var now = time.GetUtcNow();
        var due = new List<LedgerEntry>();
        foreach (var line in lines.All.Where(l => l.IsDue(now)))
            if (await SettleAsync(broadcast, channel, line, stop) is { IsOpen: true } open) due.Add(open);
            else lines.Set(line with { State = DeliveryState.Uncertain, At = now, Reason = Interrupted });
        foreach (var entry in due) lines.Set(entry with { State = DeliveryState.Sending, At = now });
        if (!await lease.WriteAsync([.. lines.Changed], stop)) return;

        var delay = channel is { CommitDelivers: false } ? TimeSpan.Zero : Gather;
        var writer = new ResultWriter(lease, delay, time, () => ledger.NoteAsync(broadcast.Id, batch.Counting(lines.All), CancellationToken.None));
        var writing = writer.RunAsync();
        var text = DraftText.Parse(notice, broadcast.Draft.Text);
        var announcement = Announcements.Of(broadcast, notice, text, clock.Today);
        var pumps = new Pumps(deliverer, announcement, p => ProblemAsync(text, notice, channel, p), lease, writer, lines, gates.Of(channel), waits: delay == TimeSpan.Zero, time);
        try
        {
            await pumps.RunAsync(due, stop);
        }
        finally
        {
            writer.Complete();
            await writing;
            // Who was not tried any more waits again.
            if (!lease.IsLost && lines.Sending is { Length: > 0 } left) _ = await lease.WriteAsync([.. left.Select(lines.Reset)], CancellationToken.None);
            if (!lease.IsLost) await ledger.NoteAsync(broadcast.Id, batch.Counting(lines.All), CancellationToken.None);
        }
    }

    // The pack was taken away in the middle of it.
    private async Task RefuseAsync(Broadcast broadcast, Batch batch, BatchLines lines, BatchLease lease)
    {
        foreach (var line in lines.All.Where(l => l.IsOpen)) lines.Set(line with { State = DeliveryState.Refused, At = time.GetUtcNow(), Reason = "这条群发所说的通知已经不在了。" });
        if (await lease.WriteAsync(lines.Changed, CancellationToken.None)) await ledger.NoteAsync(broadcast.Id, batch.Counting(lines.All), CancellationToken.None);
    }

    /// <summary>Why a text that is another for each cannot be sent to somebody; null: it can.</summary>
    private async Task<string?> ProblemAsync(DraftText text, Notice notice, IDeliveryChannel? channel, ConversationKey person) =>
        text.IsSame || channel is null || await people.ReadAsync(person, CancellationToken.None) is not { } card ? null : DraftText.Problem(text.Render(DraftText.ScopeOf(notice, card.State, clock.Today)), channel);

    /// <summary>What a line says now; of one that a dead process was sending, whether it may have been sent.</summary>
    private async Task<LedgerEntry> SettleAsync(Broadcast broadcast, IDeliveryChannel? channel, LedgerEntry line, CancellationToken ct)
    {
        if (line.State != DeliveryState.Sending || channel is null or { CommitDelivers: true }) return line;
        var (record, _) = await conversations.ReadAsync(line.Person, ct);
        return record?.FindSeen(SeenId.Of(Announcements.IdOf(broadcast))) is null ? line : line with { State = DeliveryState.Uncertain };
    }

    // Renews the lease, and sees that the broadcast was stopped by another process.
    private async Task WatchAsync(string id, BatchLease lease, CancellationTokenSource run)
    {
        try
        {
            while (true)
            {
                await Task.Delay(lease.Pace, time, run.Token);
                if (!await lease.WriteAsync([], run.Token) || await store.FindAsync(id, run.Token) is not { Broadcast.Status: BroadcastStatus.Sending }) await run.CancelAsync();
            }
        }
        catch (Exception e) when (e is OperationCanceledException or State.StateUnavailableException)
        {
            // The batch is done, or Redis is away and the sends find out.
        }
    }
}
