using Bot.State.Conversations;
using Bot.State.Redis;
using StackExchange.Redis;

namespace Bot.State.Effects;

/// <summary>
/// The conversations in which something is to be done after the commit, by when they were named: whoever dies in between leaves the name to be found.
/// </summary>
internal sealed class PendingSet(RedisConnection redis, TimeProvider time, RedisKey set)
{
    private const int MostFound = 1_000;

    // Not if a later turn of the conversation has named it again meanwhile.
    private static readonly RedisScript RemoveUnlessRenewed = new("""
        local score = redis.call('ZSCORE', KEYS[1], ARGV[1])
        if score and tonumber(score) <= tonumber(ARGV[2]) then return redis.call('ZREM', KEYS[1], ARGV[1]) end
        return 0
        """);

    public long Now => time.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>To be called before the commit.</summary>
    public Task AddAsync(ConversationKey key, CancellationToken ct) => redis.WriteAsync(db => db.SortedSetAddAsync(set, Member(key), Now), ct);

    /// <param name="seen">What <see cref="Now"/> was before the conversation was read.</param>
    public Task RemoveAsync(ConversationKey key, long seen, CancellationToken ct) => redis.WriteAsync(db => RemoveUnlessRenewed.RunAsync(db, [set], [Member(key), seen]), ct);

    /// <summary>The conversations named longer ago than <paramref name="age"/>.</summary>
    public async Task<ConversationKey[]> FindLeftAsync(TimeSpan age, CancellationToken ct)
    {
        var members = await redis.ReadAsync(db => db.SortedSetRangeByScoreAsync(set, stop: Now - (long)age.TotalMilliseconds, take: MostFound), ct);
        return [.. members.Select(m => Parse(m.ToString()))];
    }

    private static string Member(ConversationKey key) => $"{key.Channel}\n{key.Id}";

    private static ConversationKey Parse(string member) => member.Split('\n', 2) is [var channel, var id] ? new(channel, id) : throw new FormatException("Not a pending conversation.");
}
