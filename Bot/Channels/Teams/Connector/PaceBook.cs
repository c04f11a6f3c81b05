using Bot.State.Redis;

namespace Bot.Channels.Teams.Connector;

/// <summary>Keeps, for all replicas together, from when on a tenant may be asked again.</summary>
internal sealed class PaceBook(RedisConnection redis)
{
    // The key lives until that moment, by the clock of the store: nothing else of it is read.
    private static readonly RedisScript Reserve = new("""
        local wait = redis.call('PTTL', KEYS[1])
        if wait < 0 then wait = 0 end
        redis.call('SET', KEYS[1], '1', 'PX', string.format('%d', wait + tonumber(ARGV[1])))
        return wait
        """);

    /// <summary>Reserves the next free stretch of so many milliseconds.</summary>
    /// <returns>How long it is until the stretch begins.</returns>
    public async Task<TimeSpan> ReserveAsync(string tenant, int milliseconds, CancellationToken ct) =>
        TimeSpan.FromMilliseconds((long)await redis.ReadAsync(db => Reserve.RunAsync(db, [$"bot:{{pace:{tenant}}}"], [milliseconds]), ct));
}
