using Bot.Broadcasts.Audiences;
using Bot.Broadcasts.Drafts;
using Bot.Broadcasts.Ledgers;
using Bot.State.Conversations;
using Knowledge.Notices;
using Microsoft.Extensions.Options;

namespace Bot.Broadcasts.Sending;

/// <summary>
/// Writes down who a broadcast goes to, batch after batch, in the order of people. Killed, it goes on after the last person written down; two at once do no harm:
/// the slower one finds the next number taken and leaves.
/// </summary>
internal sealed class Preparation(BroadcastStore store, Ledger ledger, AudienceWalk walk, DraftChecks checks, IOptions<BroadcastOptions> options, TimeProvider time)
{
    public async Task RunAsync(string id, CancellationToken ct)
    {
        if (await store.FindAsync(id, ct) is not { Broadcast: { Status: BroadcastStatus.Preparing } broadcast }) return;
        if (checks.NoticeOf(broadcast.Draft) is not { } notice) { await EndAsync(id, "这条群发所说的通知已经不在了，没有发送。", ct); return; }
        if (await WriteDownAsync(broadcast, notice, ct) is not { } total) return;
        if (total == 0) await EndAsync(id, "到发送的时候没有一个人符合条件，没有发送。", ct);
        else if (total > options.Value.LargestAudience) await EndAsync(id, $"到发送的时候受众超过了一次最多 {options.Value.LargestAudience} 人，没有发送。", ct);
        else await ChangeAsync(id, b => b with { Status = BroadcastStatus.Sending, Started = time.GetUtcNow() }, ct);
    }

    /// <returns>How many; null: another process does it, or the broadcast was stopped.</returns>
    private async Task<int?> WriteDownAsync(Broadcast broadcast, Notice notice, CancellationToken ct)
    {
        var batches = await ledger.BatchesAsync(broadcast.Id, ct);
        var (total, number) = (batches.Sum(b => b.Counts.Sum()), batches.Length);
        var after = batches.Length == 0 ? null : (await ledger.ReadAsync(broadcast.Id, batches[^1], ct)).LastOrDefault()?.Person;
        var waiting = new List<ConversationKey>(Batch.Size);
        await foreach (var page in walk.MatchAsync(notice, broadcast.Draft.Audience, after, ct))
            foreach (var match in page.Where(m => !m.AlreadyDone))
            {
                var person = match.Candidate.Person;
                if (waiting.Count > 0 && (waiting.Count == Batch.Size || waiting[0].Channel != person.Channel))
                {
                    if (total > options.Value.LargestAudience) return total;
                    if (!await AddAsync(broadcast.Id, number++, waiting, ct)) return null;
                    waiting.Clear();
                }
                waiting.Add(person);
                total++;
            }
        return waiting.Count == 0 || await AddAsync(broadcast.Id, number, waiting, ct) ? total : null;
    }

    private async Task<bool> AddAsync(string id, int number, List<ConversationKey> people, CancellationToken ct) =>
        await store.FindAsync(id, ct) is { Broadcast.Status: BroadcastStatus.Preparing } && await ledger.AddAsync(id, number, people, ct) is not null;

    private Task EndAsync(string id, string note, CancellationToken ct) =>
        ChangeAsync(id, b => b with { Status = BroadcastStatus.Failed, Ended = time.GetUtcNow(), Note = note }, ct);

    private async Task ChangeAsync(string id, Func<Broadcast, Broadcast> change, CancellationToken ct)
    {
        while (await store.FindAsync(id, ct) is { Broadcast.Status: BroadcastStatus.Preparing } found)
            if (await store.TryWriteAsync(change(found.Broadcast), found.Version, ct)) return;
    }
}
