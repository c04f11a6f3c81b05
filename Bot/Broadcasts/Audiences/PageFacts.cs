using System.Collections.Frozen;
using Bot.Broadcasts.Ledgers;
using Bot.State.Conversations;
using Bot.State.Persons;

namespace Bot.Broadcasts.Audiences;

/// <summary>What an audience asks about people beyond their cards.</summary>
internal sealed record KnownFacts(IReadOnlySet<string> Lists, IReadOnlyDictionary<string, bool> Unacknowledged)
{
    public static readonly KnownFacts None = new(FrozenSet<string>.Empty, FrozenDictionary<string, bool>.Empty);
}

/// <summary>Looks that up for a page of people at once.</summary>
internal sealed class PageFacts
{
    private readonly KeyLists lists;
    private readonly Pseudonyms pseudonyms;
    private readonly Acknowledgements acknowledgements;
    private readonly string[] named;
    private readonly SentBefore[] sent;

    private PageFacts(KeyLists lists, Pseudonyms pseudonyms, Acknowledgements acknowledgements, string[] named, SentBefore[] sent) =>
        (this.lists, this.pseudonyms, this.acknowledgements, this.named, this.sent) = (lists, pseudonyms, acknowledgements, named, sent);

    public static async Task<PageFacts> PrepareAsync(Audience audience, Ledger ledger, KeyLists lists, Pseudonyms pseudonyms, Acknowledgements acknowledgements, CancellationToken ct)
    {
        var parts = audience.Everything.ToArray();
        var sent = new List<SentBefore>();
        foreach (var id in parts.OfType<Audience.Unacknowledged>().Select(u => u.Broadcast).Distinct()) sent.Add(await SentBefore.ReadAsync(ledger, id, ct));
        return new(lists, pseudonyms, acknowledgements, [.. parts.OfType<Audience.Listed>().Select(l => l.List).Distinct()], [.. sent]);
    }

    public async Task<IReadOnlyList<KnownFacts>> ReadAsync(ConversationKey[] page, CancellationToken ct)
    {
        if (named.Length + sent.Length == 0 || page.Length == 0) return [.. page.Select(_ => KnownFacts.None)];
        var on = page.Select(_ => new HashSet<string>(StringComparer.Ordinal)).ToArray();
        var pressed = page.Select(_ => new Dictionary<string, bool>(StringComparer.Ordinal)).ToArray();
        await ReadListsAsync(page, on, ct);
        foreach (var broadcast in sent)
        {
            var got = await broadcast.FindAsync(page, ct);
            var acknowledged = await acknowledgements.FindAsync(broadcast.Id, page, ct);
            for (var i = 0; i < page.Length; i++) if (got[i]) pressed[i][broadcast.Id] = acknowledged[i] is not null;
        }
        return [.. page.Select((_, i) => new KnownFacts(on[i], pressed[i]))];
    }

    private async Task ReadListsAsync(ConversationKey[] page, HashSet<string>[] on, CancellationToken ct)
    {
        if (named.Length == 0) return;
        var names = new string[page.Length];
        for (var i = 0; i < page.Length; i++) names[i] = await pseudonyms.OfAsync(page[i], ct);
        foreach (var list in named)
        {
            var has = await lists.HasAsync(list, names, ct);
            for (var i = 0; i < page.Length; i++) if (has[i]) on[i].Add(list);
        }
    }
}

/// <summary>Who was sent an earlier broadcast: found by the first person of each batch, since batches follow the order of people.</summary>
internal sealed class SentBefore
{
    private readonly Ledger ledger;
    private readonly List<(ConversationKey First, Batch Batch)> starts = [];
    private Batch? read;
    private FrozenSet<ConversationKey> reached = FrozenSet<ConversationKey>.Empty;

    private SentBefore(Ledger ledger, string id) => (this.ledger, Id) = (ledger, id);

    public string Id { get; }

    public static async Task<SentBefore> ReadAsync(Ledger ledger, string id, CancellationToken ct)
    {
        var before = new SentBefore(ledger, id);
        foreach (var batch in await ledger.BatchesAsync(id, ct))
            if (await ledger.ReadAsync(id, batch, ct) is [var first, ..]) before.starts.Add((first.Person, batch));
        return before;
    }

    public async Task<bool[]> FindAsync(ConversationKey[] page, CancellationToken ct)
    {
        var found = new bool[page.Length];
        for (var i = 0; i < page.Length; i++)
        {
            var at = starts.FindLastIndex(s => PersonOrder.Instance.Compare(s.First, page[i]) <= 0);
            if (at < 0) continue;
            if (read != starts[at].Batch) await LoadAsync(starts[at].Batch, ct);
            found[i] = reached.Contains(page[i]);
        }
        return found;
    }

    private async Task LoadAsync(Batch batch, CancellationToken ct)
    {
        reached = (await ledger.ReadAsync(Id, batch, ct)).Where(e => e.State is DeliveryState.Sent or DeliveryState.Kept).Select(e => e.Person).ToFrozenSet();
        read = batch;
    }
}
