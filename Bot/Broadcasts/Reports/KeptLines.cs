using Bot.Broadcasts.Ledgers;
using Bot.Delivery;

namespace Bot.Broadcasts.Reports;

/// <summary>People for whom a broadcast was kept until they write: those who have written since have got it, and their lines say so when somebody looks.</summary>
internal sealed class KeptLines(Ledger ledger, Deliverer deliverer, TimeProvider time)
{
    public async Task SettleAsync(Broadcast broadcast, CancellationToken ct)
    {
        if (!broadcast.IsOver) return;
        foreach (var batch in await ledger.BatchesAsync(broadcast.Id, ct))
        {
            if (batch.Count(DeliveryState.Kept) == 0 || deliverer.Find(batch.Channel) is not { } channel) continue;
            var kept = (await ledger.ReadAsync(broadcast.Id, batch, ct)).Where(l => l.State == DeliveryState.Kept).ToArray();
            var given = await Task.WhenAll(kept.Select(l => channel.HasGivenAsync(l.Person, Announcements.IdOf(broadcast), ct)));
            var lines = kept.Where((_, i) => given[i]).Select(l => (Was: l, Now: l with { State = DeliveryState.Sent, At = time.GetUtcNow(), Reason = "" })).ToArray();
            if (lines.Length > 0) await ledger.SettleAsync(broadcast.Id, batch, lines, ct);
        }
    }
}
