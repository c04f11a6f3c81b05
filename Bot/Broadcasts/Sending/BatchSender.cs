using Bot.Broadcasts.Drafts;
using Bot.Broadcasts.Ledgers;
using Bot.Delivery;
using Bot.State.Conversations;
using Bot.State.Persons;
using Bot.State.Redis;
using Bot.State.Time;
using Knowledge.Notices;
using Microsoft.Extensions.Options;

namespace Bot.Broadcasts.Sending;

/// <summary>
/// Sends a batch, under its lease. All its people are noted as being sent to in one write, results as they come; the journal beside it says of each send whether it was begun.
/// After a crash only those may have been sent it whose send was begun, or, where the journal is not at hand, whose conversation holds the announcement: a channel commits
/// before it calls.
/// </summary>
internal sealed class BatchSender(
    RedisConnection redis, BroadcastStore store, Ledger ledger, LeaseTerms terms, Deliverer deliverer, ChannelGates gates, RunningBatches running,
    IConversationStore conversations, People people, DraftChecks checks, IOptions<DataOptions> data, NoticeClock clock, TimeProvider time)
{
    // Who counts on the journal may be late with the ledger, or on what a commit has delivered.
    private static readonly TimeSpan Gather = TimeSpan.FromMilliseconds(100);
    private const string Interrupted = "程序在发送的那一刻中断，不能确定对方是否收到。";

    private readonly string folder = SendJournal.FolderIn(data.Value.Directory);

    /// <param name="Left">What the process before noted; null: nothing that counts.</param>
    /// <param name="Journal">Null: none is kept, or the channel needs none.</param>
    private sealed record Work(Broadcast Broadcast, Batch Batch, IDeliveryChannel? Channel, BatchLease Lease, JournalContent? Left, SendJournal? Journal);

    /// <returns>False: there was nothing to do, or another does it.</returns>
    public async Task<bool> RunAsync(string id, int number, CancellationToken stopping)
    {
        if (await store.FindAsync(id, stopping) is not { Broadcast: { Status: BroadcastStatus.Sending or BroadcastStatus.Cancelled } broadcast }) return false;
        if (await ledger.FindAsync(id, number, stopping) is not { IsOpen: true } batch) return false;
        var left = SendJournal.Find(folder, id, batch);
        if (left is not null && await ledger.JournalAsync(id, batch, stopping) != left.Id) left = null;
        var journal = left?.Id ?? SendJournal.NewId();
        if (await BatchLease.TakeAsync(redis, time, terms, id, batch, journal, stopping) is not { } lease) return false;
        if (left is not null && lease.JournalBefore != left.Id) { await GiveBackAsync(id, batch, lease); return true; }
        var channel = deliverer.Find(batch.Channel);
        using var kept = channel is { CommitDelivers: false } ? SendJournal.Begin(folder, id, batch, journal, left) : null;
        var work = new Work(broadcast, batch, channel, lease, left, kept);
        await (broadcast.Status == BroadcastStatus.Cancelled ? ClearUpAsync(work, stopping) : RunAsync(work, stopping));
        return true;
    }

    // Stopped: nobody is sent to any more, but of those to whom a dead process was sending it is said what became of them.
    private async Task ClearUpAsync(Work work, CancellationToken stopping)
    {
        try
        {
            var lines = new BatchLines(await ledger.ReadAsync(work.Broadcast.Id, work.Batch, stopping));
            foreach (var line in lines.Sending) lines.Set(await SettleAsync(work, line, stopping));
            if (await work.Lease.WriteAsync(lines.Changed, stopping)) await EndAsync(work, lines, whole: true);
        }
        finally
        {
            await work.Lease.ReleaseAsync(CancellationToken.None);
        }
    }

    // Somebody else held it in this very moment: what the file says is old. The next look begins anew.
    private async Task GiveBackAsync(string id, Batch batch, BatchLease lease)
    {
        SendJournal.Remove(folder, id, batch);
        await lease.ReleaseAsync(CancellationToken.None);
    }

    private async Task RunAsync(Work work, CancellationToken stopping)
    {
        using var run = running.Begin(work.Broadcast.Id, stopping);
        var watching = WatchAsync(work.Broadcast.Id, work.Lease, run);
        try
        {
            await SendAsync(work, run.Token);
        }
        finally
        {
            await run.CancelAsync();
            await watching;
            await work.Lease.ReleaseAsync(CancellationToken.None);
        }
    }

    private async Task SendAsync(Work work, CancellationToken stop)
    {
        var (broadcast, batch, channel, lease) = (work.Broadcast, work.Batch, work.Channel, work.Lease);
        var lines = new BatchLines(await ledger.ReadAsync(broadcast.Id, batch, stop));
        if (checks.NoticeOf(broadcast.Draft) is not { } notice) { await RefuseAsync(broadcast, batch, lines, lease); return; }
        var now = time.GetUtcNow();
        foreach (var line in lines.Sending) lines.Set(await SettleAsync(work, line, stop));
        var due = lines.All.Where(l => l.IsDue(now)).ToArray();
        foreach (var entry in due) lines.Set(entry with { State = DeliveryState.Sending, At = now });
        if (!await lease.WriteAsync([.. lines.Changed], stop)) return;

        var text = DraftText.Parse(notice, broadcast.Draft.Text);
        var announcement = Announcements.Of(broadcast, notice, text, clock.Today);
        var ahead = new SendsAhead([.. due.Select(d => d.Person)], channel, deliverer, announcement, text.IsSame ? null : p => ProblemAsync(text, notice, channel, p), commits: work.Journal is not null);
        var writer = new ResultWriter(lease, GatherOf(work), time, () => ledger.NoteAsync(broadcast.Id, batch.Counting(lines.All), CancellationToken.None));
        var writing = writer.RunAsync();
        try
        {
            await new Pumps(deliverer, announcement, ahead, lease, writer, lines, gates.Of(channel), work.Journal, waits: channel is { CommitDelivers: false } && work.Journal is null, time).RunAsync(due, stop);
        }
        finally
        {
            writer.Complete();
            await writing;
            await EndAsync(work, lines, writer.IsWhole);
        }
    }

    private static TimeSpan GatherOf(Work work) => work switch
    {
        { Channel: { CommitDelivers: false }, Journal: null } => TimeSpan.Zero,
        _ => Gather,
    };

    // Who was not tried any more waits again.
    private async Task EndAsync(Work work, BatchLines lines, bool whole)
    {
        if (work.Lease.IsLost) return;
        if (lines.Sending is { Length: > 0 } left) whole &= await work.Lease.WriteAsync([.. left.Select(lines.Reset)], CancellationToken.None);
        if (whole) work.Journal?.Remove();
        if (!work.Lease.IsLost) await ledger.NoteAsync(work.Broadcast.Id, work.Batch.Counting(lines.All), CancellationToken.None);
    }

    // The pack was taken away in the middle of it.
    private async Task RefuseAsync(Broadcast broadcast, Batch batch, BatchLines lines, BatchLease lease)
    {
        foreach (var line in lines.All.Where(l => l.IsOpen)) lines.Set(line with { State = DeliveryState.Refused, At = time.GetUtcNow(), Reason = "这条群发所说的通知已经不在了。" });
        if (await lease.WriteAsync(lines.Changed, CancellationToken.None)) await ledger.NoteAsync(broadcast.Id, batch.Counting(lines.All), CancellationToken.None);
    }

    /// <summary>Why a text that is another for each cannot be sent to somebody; null: it can.</summary>
    private async Task<string?> ProblemAsync(DraftText text, Notice notice, IDeliveryChannel? channel, ConversationKey person) =>
        channel is null || await people.ReadAsync(person, CancellationToken.None) is not { } card ? null : DraftText.Problem(text.Render(DraftText.ScopeOf(notice, card.State, clock.Today)), channel);

    /// <summary>What became of somebody whom a dead process was sending to.</summary>
    private async Task<LedgerEntry> SettleAsync(Work work, LedgerEntry line, CancellationToken ct)
    {
        if (work.Channel is null) return line;
        if (work.Channel.CommitDelivers)
        {
            // While it goes on, saying it once more comes to the same; after a stop only the conversation knows.
            return work.Broadcast.Status == BroadcastStatus.Cancelled && await HasItAsync(work, line, ct) ? line with { State = DeliveryState.Sent, Attempts = line.Attempts + 1, At = time.GetUtcNow() } : line;
        }
        if (work.Left?.ResultOf(line.Person) is { } result) return result;
        if (work.Left?.WasInterrupted(line.Person) is false) return line;
        return await HasItAsync(work, line, ct) ? line with { State = DeliveryState.Uncertain, At = time.GetUtcNow(), Reason = Interrupted } : line;
    }

    private async Task<bool> HasItAsync(Work work, LedgerEntry line, CancellationToken ct) =>
        (await conversations.ReadAsync(line.Person, ct)).Record?.FindSeen(SeenId.Of(Announcements.IdOf(work.Broadcast))) is not null;

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
