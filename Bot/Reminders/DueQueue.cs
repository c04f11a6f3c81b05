using Bot.State.Conversations;
using Bot.State.Redis;
using StackExchange.Redis;

namespace Bot.Reminders;

/// <summary>Somebody whose turn it is.</summary>
/// <param name="Score">As it was when claimed: what changes it meanwhile wins.</param>
/// <param name="Lease">Until when, in real milliseconds, nobody else looks at them.</param>
internal sealed record Claim(ConversationKey Person, double Score, long Lease);

/// <summary>
/// Who is to be looked at when: one sorted set of all subscribers by the notice time of their next reminder, and beside it a set of leases in real time, so that
/// of several replicas one looks at a person. A process that dies leaves a lease that lapses.
/// </summary>
internal sealed class DueQueue(RedisConnection redis, TimeProvider time)
{
    /// <summary>Nothing is due; a correction of the notice may bring something.</summary>
    public const double Never = 9e15;

    public static readonly TimeSpan LeaseTime = TimeSpan.FromSeconds(15);

    private static readonly RedisKey Due = "bot:{reminders}:due";
    private static readonly RedisKey Leases = "bot:{reminders}:leases";
    private static readonly RedisKey Planned = "bot:{reminders}:planned";

    private static readonly RedisScript ClaimScript = new("""
        local due = redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', ARGV[1], 'WITHSCORES', 'LIMIT', 0, 500)
        local claimed = {}
        for i = 1, #due, 2 do
          local lease = redis.call('ZSCORE', KEYS[2], due[i])
          if not lease or tonumber(lease) <= tonumber(ARGV[2]) then
            redis.call('ZADD', KEYS[2], ARGV[3], due[i])
            claimed[#claimed + 1] = due[i]
            claimed[#claimed + 1] = due[i + 1]
            if #claimed >= 2 * tonumber(ARGV[4]) then break end
          end
        end
        return claimed
        """);

    private static readonly RedisScript RenewScript = new("""
        local lease = redis.call('ZSCORE', KEYS[1], ARGV[1])
        if lease and tonumber(lease) == tonumber(ARGV[2]) then redis.call('ZADD', KEYS[1], ARGV[3], ARGV[1]) return 1 end
        return 0
        """);

    private static readonly RedisScript MoveScript = new("""
        local score = redis.call('ZSCORE', KEYS[1], ARGV[1])
        if score and tonumber(score) == tonumber(ARGV[2]) then redis.call('ZADD', KEYS[1], ARGV[3], ARGV[1]) end
        return 0
        """);

    private static readonly RedisScript RemoveScript = new("""
        local score = redis.call('ZSCORE', KEYS[1], ARGV[1])
        if score and tonumber(score) == tonumber(ARGV[2]) then redis.call('ZREM', KEYS[1], ARGV[1]) end
        return 0
        """);

    /// <summary>Their plan may have changed: they are looked at in the next round.</summary>
    public Task PokeAsync(ConversationKey person, CancellationToken ct) => redis.WriteAsync(db => db.SortedSetAddAsync(Due, Member(person), AtOnce()), ct);

    public async Task ForgetAsync(ConversationKey person, CancellationToken ct)
    {
        _ = await redis.WriteAsync(db => db.SortedSetRemoveAsync(Due, Member(person)), ct);
        _ = await redis.WriteAsync(db => db.SortedSetRemoveAsync(Leases, Member(person)), ct);
    }

    public async Task<Claim[]> ClaimAsync(DateTimeOffset now, int most, CancellationToken ct)
    {
        var lease = NewLease();
        var claimed = (RedisValue[]?)await redis.WriteAsync(db => ClaimScript.RunAsync(db, [Due, Leases], [now.ToUnixTimeMilliseconds(), RealNow, lease, most]), ct) ?? [];
        return [.. claimed.Chunk(2).Select(c => new Claim(Parse(c[0].ToString()), (double)c[1], lease))];
    }

    /// <summary>Null: the lease was lost, and somebody else may be at it.</summary>
    public async Task<Claim?> RenewAsync(Claim claim, CancellationToken ct)
    {
        var lease = NewLease();
        return (long)await redis.WriteAsync(db => RenewScript.RunAsync(db, [Leases], [Member(claim.Person), claim.Lease, lease]), ct) == 1 ? claim with { Lease = lease } : null;
    }

    /// <summary>The next look, unless somebody has poked meanwhile.</summary>
    /// <param name="next">Notice time; null: nothing is due.</param>
    public async Task SettleAsync(Claim claim, DateTimeOffset? next, CancellationToken ct)
    {
        _ = await redis.WriteAsync(db => MoveScript.RunAsync(db, [Due], [Member(claim.Person), claim.Score, next?.ToUnixTimeMilliseconds() ?? Never]), ct);
        _ = await redis.WriteAsync(db => db.SortedSetRemoveAsync(Leases, Member(claim.Person)), ct);
    }

    /// <summary>The person is no longer kept. Not if somebody has poked meanwhile.</summary>
    public async Task RemoveAsync(Claim claim, CancellationToken ct)
    {
        _ = await redis.WriteAsync(db => RemoveScript.RunAsync(db, [Due], [Member(claim.Person), claim.Score]), ct);
        _ = await redis.WriteAsync(db => db.SortedSetRemoveAsync(Leases, Member(claim.Person)), ct);
    }

    /// <summary>When, in notice time, somebody is due next; null: nobody.</summary>
    public async Task<DateTimeOffset?> NextAsync(CancellationToken ct)
    {
        var first = await redis.ReadAsync(db => db.SortedSetRangeByRankWithScoresAsync(Due, 0, 0), ct);
        if (first.Length == 0 || first[0].Score >= Never) return null;
        return DateTimeOffset.FromUnixTimeMilliseconds((long)Math.Max(0, first[0].Score));
    }

    /// <summary>Leases of a process that is gone for certain: the embedded store has one at a time.</summary>
    public Task DropLeasesAsync(CancellationToken ct) => redis.WriteAsync(db => db.KeyDeleteAsync(Leases), ct);

    /// <summary>Whether everybody was planned by these notices and this clock; if not, all are looked at again.</summary>
    public async Task PlanAllAsync(string basis, CancellationToken ct)
    {
        if (await redis.ReadAsync(db => db.StringGetAsync(Planned), ct) == basis) return;
        var multiplexer = await redis.GetAsync(ct);
        await foreach (var entry in multiplexer.GetDatabase().SortedSetScanAsync(Due, pageSize: 200).WithCancellation(ct))
            _ = await redis.WriteAsync(db => db.SortedSetAddAsync(Due, entry.Element, AtOnce(), When.Exists), ct);
        _ = await redis.WriteAsync(db => db.StringSetAsync(Planned, basis), ct);
    }

    // Never the same twice, so that a claim made before a poke cannot undo it.
    private static double AtOnce() => -(double)Random.Shared.NextInt64(1, 1L << 50);

    private long RealNow => time.GetUtcNow().ToUnixTimeMilliseconds();

    private long NewLease() => (time.GetUtcNow() + LeaseTime).ToUnixTimeMilliseconds();

    private static RedisValue Member(ConversationKey key) => $"{key.Channel}\n{key.Id}";

    private static ConversationKey Parse(string member) => member.Split('\n', 2) is [var channel, var id] ? new(channel, id) : throw new FormatException("Not a person's key.");
}
