using System.Globalization;
using System.Runtime.CompilerServices;
using Bot.State.Conversations;
using Bot.State.Redis;
using StackExchange.Redis;

namespace Bot.Broadcasts.Ledgers;

/// <summary>
/// What became of each person of a broadcast: a hash of lines for each batch, and one hash that lists the batches. All keys of a broadcast share a slot, and each
/// script writes one of them.
/// </summary>
internal sealed class Ledger(RedisConnection redis, BroadcastStore store)
{
    private static readonly RedisScript ChangeLine = new("""
        if redis.call('HGET', KEYS[1], ARGV[1]) ~= ARGV[2] then return 0 end
        redis.call('HSET', KEYS[1], ARGV[1], ARGV[3])
        return 1
        """);

    /// <summary>No person's field begins so.</summary>
    public const string LeaseField = "#lease";

    /// <summary>In their order.</summary>
    public async Task<Batch[]> BatchesAsync(string id, CancellationToken ct) =>
        [.. (await redis.ReadAsync(db => db.HashValuesAsync(Batches(id)), ct)).Select(Batch.Parse).OrderBy(b => b.Number)];

    public async Task<Batch?> FindAsync(string id, int number, CancellationToken ct) =>
        await redis.ReadAsync(db => db.HashGetAsync(Batches(id), number), ct) is { IsNull: false } value ? Batch.Parse(value) : null;

    /// <summary>Whether a process that is alive sends the batch.</summary>
    public async Task<bool> IsHeldAsync(string id, Batch batch, LeaseTerms terms, DateTimeOffset now, CancellationToken ct) =>
        (await redis.ReadAsync(db => db.HashGetAsync(Lines(id, batch), LeaseField), ct)).ToString().Split(' ') is [var owner, var expires]
        && long.Parse(expires, CultureInfo.InvariantCulture) > now.ToUnixTimeMilliseconds() && (!terms.Alone || owner.StartsWith(terms.Process, StringComparison.Ordinal));

    /// <summary>Batches that a process holds, or died over: some of their lines are still noted as being sent.</summary>
    public async Task<Batch[]> BegunAsync(string id, LeaseTerms terms, DateTimeOffset now, CancellationToken ct)
    {
        var begun = new List<Batch>();
        foreach (var batch in (await BatchesAsync(id, ct)).Where(b => b.IsOpen))
            if (await redis.ReadAsync(db => db.HashExistsAsync(Lines(id, batch), LeaseField), ct)
                && (await IsHeldAsync(id, batch, terms, now, ct) || (await ReadAsync(id, batch, ct)).Any(l => l.State == DeliveryState.Sending))) begun.Add(batch);
        return [.. begun];
    }

    /// <summary>The journal of whoever holds the batch or held it last; empty: there is none.</summary>
    public async Task<string> JournalAsync(string id, Batch batch, CancellationToken ct) =>
        BatchLease.JournalOf((await redis.ReadAsync(db => db.HashGetAsync(Lines(id, batch), LeaseField), ct)).ToString().Split(' ')[0]);

    /// <summary>Writes people down as the batch of that number. The lines come first and count only once the batch is listed.</summary>
    /// <returns>Null: another process was faster with that number.</returns>
    public async Task<Batch?> AddAsync(string id, int number, IReadOnlyList<ConversationKey> people, CancellationToken ct)
    {
        var entries = people.Select(p => new LedgerEntry(p, DeliveryState.Pending)).ToArray();
        var batch = new Batch(number, $"{number}-{BroadcastStore.NewId()}", people[0].Channel, [], null).Counting(entries);
        await redis.WriteAsync(db => WriteAllAsync(db, Lines(id, batch), entries), ct);
        if (await redis.WriteAsync(db => db.HashSetAsync(Batches(id), number, batch.ToValue(), When.NotExists), ct))
        {
            if (number == 0) _ = await redis.WriteAsync(db => db.KeyExpireAsync(Batches(id), store.Kept), ct);
            return batch;
        }
        _ = await redis.WriteAsync(db => db.KeyDeleteAsync(Lines(id, batch)), ct);
        return null;
    }

    /// <summary>Notes how far a batch is, for those who watch.</summary>
    public Task NoteAsync(string id, Batch batch, CancellationToken ct) => redis.ReadAsync(db => db.HashSetAsync(Batches(id), batch.Number, batch.ToValue()), ct);

    /// <summary>The lines of a batch in the order of their people.</summary>
    public async Task<LedgerEntry[]> ReadAsync(string id, Batch batch, CancellationToken ct) =>
        PersonOrder.Sort((await redis.ReadAsync(db => db.HashGetAllAsync(Lines(id, batch)), ct)).Where(e => e.Name != LeaseField).Select(e => LedgerEntry.Parse(e.Name!, e.Value!)));

    /// <summary>All lines, a batch at a time.</summary>
    public async IAsyncEnumerable<LedgerEntry[]> ReadAllAsync(string id, [EnumeratorCancellation] CancellationToken ct)
    {
        foreach (var batch in await BatchesAsync(id, ct)) yield return await ReadAsync(id, batch, ct);
    }

    /// <summary>Lines of a batch that nobody sends any more, as they are known to be now; of whoever was erased meanwhile none is made anew.</summary>
    public async Task SettleAsync(string id, Batch batch, IReadOnlyCollection<(LedgerEntry Was, LedgerEntry Now)> lines, CancellationToken ct)
    {
        await Task.WhenAll(lines.Select(l => redis.WriteAsync(db => ChangeLine.RunAsync(db, [Lines(id, batch)], [l.Was.Field, l.Was.Value, l.Now.Value]), ct)));
        await NoteAsync(id, batch.Counting(await ReadAsync(id, batch, ct)), ct);
    }

    /// <summary>Removes whatever the ledger says of somebody.</summary>
    public async Task ForgetAsync(string id, ConversationKey person, CancellationToken ct)
    {
        var batches = await BatchesAsync(id, ct);
        await Task.WhenAll(batches.Where(b => b.Channel == person.Channel).Select(b => redis.WriteAsync(db => db.HashDeleteAsync(Lines(id, b), LedgerEntry.FieldOf(person)), ct)));
    }

    internal static RedisKey Lines(string id, Batch batch) => $"{BroadcastStore.Prefix(id)}batch:{batch.Name}";

    private static RedisKey Batches(string id) => BroadcastStore.Prefix(id) + "batches";

    private async Task<bool> WriteAllAsync(IDatabase db, RedisKey lines, LedgerEntry[] entries)
    {
        await db.HashSetAsync(lines, [.. entries.Select(e => new HashEntry(e.Field, e.Value))]);
        return await db.KeyExpireAsync(lines, store.Kept);
    }
}
