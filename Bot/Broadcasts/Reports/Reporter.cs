using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Text;
using Bot.Broadcasts.Ledgers;
using Bot.Delivery;
using Bot.State.Persons;

namespace Bot.Broadcasts.Reports;

/// <summary>Says what became of broadcasts.</summary>
internal sealed class Reporter(BroadcastStore store, Ledger ledger, KeptLines kept, Acknowledgements acknowledgements, Pseudonyms pseudonyms, Deliverer deliverer)
{
    public async Task<Progress?> ProgressAsync(string id, CancellationToken ct)
    {
        if (await store.FindAsync(id, ct) is not { Broadcast: var broadcast }) return null;
        var batches = await ledger.BatchesAsync(id, ct);
        var counts = Enum.GetValues<DeliveryState>().ToDictionary(s => s, s => s == DeliveryState.Stopped ? 0 : batches.Sum(b => b.Count(s)));
        return Of(broadcast, counts, await acknowledgements.CountAsync(broadcast.SaidAs, ct), batches.Min(b => b.NextTry));
    }

    public async Task<Report?> ReportAsync(string id, CancellationToken ct)
    {
        if (await store.FindAsync(id, ct) is not { Broadcast: var broadcast }) return null;
        await kept.SettleAsync(broadcast, ct);
        var lines = new Dictionary<(DeliveryState State, string Reason), int>();
        DateTimeOffset? next = null;
        await foreach (var page in ledger.ReadAllAsync(id, ct))
            foreach (var entry in page)
            {
                var line = (StateOf(broadcast, entry), entry.Reason);
                lines[line] = lines.GetValueOrDefault(line) + 1;
                if (line.Item1 == DeliveryState.Passing && (next is null || entry.At < next)) next = entry.At;
            }
        var counts = Enum.GetValues<DeliveryState>().ToDictionary(s => s, s => lines.Where(l => l.Key.State == s).Sum(l => l.Value));
        return new(Of(broadcast, counts, await acknowledgements.CountAsync(broadcast.SaidAs, ct), next),
            [.. lines.OrderBy(l => l.Key.State).ThenByDescending(l => l.Value).Select(l => new ReportLine(l.Key.State, l.Key.Reason, l.Value))]);
    }

    public async IAsyncEnumerable<IReadOnlyList<ReportRow>> RowsAsync(string id, [EnumeratorCancellation] CancellationToken ct)
    {
        if (await store.FindAsync(id, ct) is not { Broadcast: var broadcast }) yield break;
        await kept.SettleAsync(broadcast, ct);
        await foreach (var page in ledger.ReadAllAsync(id, ct))
        {
            var pressed = await acknowledgements.FindAsync(broadcast.SaidAs, [.. page.Select(e => e.Person)], ct);
            var rows = new List<ReportRow>(page.Length);
            foreach (var (i, entry) in page.Index())
                rows.Add(new(await pseudonyms.OfAsync(entry.Person, ct), entry.Person.Channel, StateOf(broadcast, entry), entry.Reason, entry.At == default ? null : entry.At, pressed[i]));
            yield return rows;
        }
    }

    public async Task WriteCsvAsync(string id, Stream output, CancellationToken ct)
    {
        await using var text = new StreamWriter(output, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), leaveOpen: true) { NewLine = "\r\n" };
        await text.WriteLineAsync(CsvLine.Of("用户编号", "渠道", "状态", "原因", "时间", "收到"));
        await foreach (var page in RowsAsync(id, ct))
            foreach (var row in page)
                await text.WriteLineAsync(CsvLine.Of(row.Person, deliverer.Find(row.Channel)?.Name ?? row.Channel, Name(row.State), row.Reason, Time(row.At), Time(row.Acknowledged)).AsMemory(), ct);
    }

    /// <summary>What HR calls a state.</summary>
    public static string Name(DeliveryState state) => state switch
    {
        DeliveryState.Pending => "等待发送",
        DeliveryState.Sending => "正在发送",
        DeliveryState.Sent => "已送达",
        DeliveryState.Kept => "等对方下次说话时送达",
        DeliveryState.Passing => "暂时没发出，会再试",
        DeliveryState.Refused => "发不到",
        DeliveryState.GivenUp => "多次重试没有成功",
        DeliveryState.Uncertain => "不能确定是否送达",
        _ => "已取消，没有发送",
    };

    private static Progress Of(Broadcast broadcast, Dictionary<DeliveryState, int> counts, int acknowledged, DateTimeOffset? next)
    {
        if (broadcast.Status == BroadcastStatus.Cancelled) Stop(counts);
        return new(broadcast, counts.Values.Sum(), counts.ToImmutableDictionary(), acknowledged, broadcast.IsOver ? null : next);
    }

    private static void Stop(Dictionary<DeliveryState, int> counts)
    {
        counts[DeliveryState.Stopped] += counts[DeliveryState.Pending] + counts[DeliveryState.Passing];
        counts[DeliveryState.Pending] = counts[DeliveryState.Passing] = 0;
    }

    // Of one who was being sent to when it was stopped the batch's process still notes the result.
    private static DeliveryState StateOf(Broadcast broadcast, LedgerEntry entry) =>
        broadcast.Status == BroadcastStatus.Cancelled && (entry.State is DeliveryState.Pending or DeliveryState.Passing) ? DeliveryState.Stopped : entry.State;

    private static string Time(DateTimeOffset? moment) => moment?.ToOffset(TimeSpan.FromHours(8)).ToString("yyyy-MM-dd HH:mm:ss", System.Globalization.CultureInfo.InvariantCulture) ?? "";
}
