using Bot.State.Redis;
using StackExchange.Redis;

namespace Bot.State.Time;

/// <summary>The real instant at which a rehearsal began, kept in Redis, so that replicas and restarts with the same setting join the same clock.</summary>
internal sealed class ClockAnchor(NoticeClock clock, RedisConnection redis, TimeProvider time)
{
    public async Task JoinAsync(CancellationToken ct)
    {
        if (!clock.IsRehearsal) return;
        RedisKey key = $"bot:{{clock}}:{clock.Setting}";
        _ = await redis.WriteAsync(db => db.StringSetAsync(key, time.GetUtcNow().ToUnixTimeMilliseconds(), when: When.NotExists), ct);
        var anchor = (long)await redis.ReadAsync(db => db.StringGetAsync(key), ct);
        clock.Join(DateTimeOffset.FromUnixTimeMilliseconds(anchor));
    }
}
