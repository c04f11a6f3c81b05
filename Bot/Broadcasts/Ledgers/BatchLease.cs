using Bot.State.Redis;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace Bot.Broadcasts.Ledgers;

/// <summary>
/// The right to send a batch: for a while, renewed with every write. Lines are written only under it: who lost it, because the process stood still, writes nothing.
/// The same field of the batch's hash holds it, so that a script looks at one key.
/// </summary>
internal sealed class BatchLease
{
    // A line that an erasure removed meanwhile does not come back.
    private static readonly RedisScript Write = new($$"""
        local unpack = table.unpack or unpack
        local lease = redis.call('HGET', KEYS[1], '{{Ledger.LeaseField}}')
        if not lease or string.match(lease, '^(%S+)') ~= ARGV[1] then return 0 end
        local set = {'{{Ledger.LeaseField}}', ARGV[1] .. ' ' .. ARGV[2]}
        for i = 3, #ARGV, 2 do
          if redis.call('HEXISTS', KEYS[1], ARGV[i]) == 1 then
            set[#set + 1] = ARGV[i]
            set[#set + 1] = ARGV[i + 1]
          end
        end
        redis.call('HSET', KEYS[1], unpack(set))
        return 1
        """);

    private static readonly RedisScript Take = new($$"""
        if redis.call('EXISTS', KEYS[1]) == 0 then return false end
        local lease = redis.call('HGET', KEYS[1], '{{Ledger.LeaseField}}')
        local before = ''
        if lease then
          local owner, expires = string.match(lease, '^(%S+) (%d+)$')
          if tonumber(expires) > tonumber(ARGV[2]) and (ARGV[4] == '' or string.sub(owner, 1, #ARGV[4]) == ARGV[4]) then return false end
          before = owner
        end
        redis.call('HSET', KEYS[1], '{{Ledger.LeaseField}}', ARGV[1] .. ' ' .. ARGV[3])
        return before
        """);

    private readonly RedisConnection redis;
    private readonly TimeProvider time;
    private readonly TimeSpan length;
    private readonly RedisKey lines;
    private readonly string token;
    private long renewed;

    // What stands between a holder's name and the journal in which it notes its sends.
    private const char Journal = '@';

    private BatchLease(RedisConnection redis, TimeProvider time, TimeSpan length, RedisKey lines, string token) =>
        (this.redis, this.time, this.length, this.lines, this.token, renewed) = (redis, time, length, lines, token, time.GetTimestamp());

    /// <summary>False: too little of it is left to begin a send, or another process has it.</summary>
    public bool IsSafe => !IsLost && time.GetElapsedTime(Volatile.Read(ref renewed)) < length / 2;

    /// <summary>True: another process has taken the batch.</summary>
    public bool IsLost { get; private set; }

    /// <summary>The journal of who held it last; empty: nobody did, or kept none.</summary>
    public string JournalBefore { get; private init; } = "";

    /// <summary>Renew so often.</summary>
    public TimeSpan Pace => length / 4;

    /// <param name="journal">The <see cref="SendJournal"/> in which sends will be noted.</param>
    /// <returns>Null: another process sends the batch, or it is no longer kept.</returns>
    public static async Task<BatchLease?> TakeAsync(RedisConnection redis, TimeProvider time, LeaseTerms terms, string id, Batch batch, string journal, CancellationToken ct)
    {
        var (token, lines, asked, now) = ($"{terms.Process}.{Guid.NewGuid():N}{Journal}{journal}", Ledger.Lines(id, batch), time.GetTimestamp(), time.GetUtcNow());
        RedisValue[] values = [token, now.ToUnixTimeMilliseconds(), (now + terms.Length).ToUnixTimeMilliseconds(), terms.Alone ? terms.Process : ""];
        var before = await redis.WriteAsync(db => Take.RunAsync(db, [lines], values), ct);
        return before.IsNull ? null : new(redis, time, terms.Length, lines, token) { JournalBefore = JournalOf((string)before!), renewed = asked };
    }

    /// <summary>The journal that the holder of a lease keeps; empty: none.</summary>
    public static string JournalOf(string owner) => owner.LastIndexOf(Journal) is var at and >= 0 ? owner[(at + 1)..] : "";

    /// <summary>Renews it and writes lines, all or none.</summary>
    /// <returns>False: it is lost, and nothing was written.</returns>
    public Task<bool> WriteAsync(IReadOnlyCollection<LedgerEntry> entries, CancellationToken ct) => WriteAsync(entries, length, ct);

    /// <summary>Lets others have the batch at once.</summary>
    public Task ReleaseAsync(CancellationToken ct) => IsLost ? Task.CompletedTask : WriteAsync([], TimeSpan.Zero, ct);

    private async Task<bool> WriteAsync(IReadOnlyCollection<LedgerEntry> entries, TimeSpan until, CancellationToken ct)
    {
        var asked = time.GetTimestamp();
        RedisValue[] values = [token, (time.GetUtcNow() + until).ToUnixTimeMilliseconds(), .. entries.SelectMany(e => new[] { e.Field, e.Value })];
        if ((int)await redis.WriteAsync(db => Write.RunAsync(db, [lines], values), ct) != 1) IsLost = true;
        else Volatile.Write(ref renewed, asked);
        return !IsLost;
    }
}

/// <summary>How this process holds batches.</summary>
/// <param name="Process">Names this run of this process.</param>
/// <param name="Alone">True: the store belongs to this process, so that whoever else holds a lease is dead.</param>
internal sealed record LeaseTerms(string Process, bool Alone, TimeSpan Length)
{
    public static LeaseTerms From(IOptions<BroadcastOptions> options, IOptions<RedisOptions> redis) =>
        new(Guid.NewGuid().ToString("N"), redis.Value.ConnectionString.Length == 0, TimeSpan.FromSeconds(options.Value.LeaseSeconds));
}
