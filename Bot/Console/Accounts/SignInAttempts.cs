using Bot.State.Redis;
using StackExchange.Redis;

namespace Bot.HrConsole.Accounts;

/// <summary>
/// Counts sign-ins for a name, whether there is such an account or not. An attempt is counted before the password is looked at, so that many at once gain nothing;
/// a right password clears the count.
/// </summary>
internal sealed class SignInAttempts(RedisConnection redis)
{
    public const int Most = 5;
    public static readonly TimeSpan Lock = TimeSpan.FromMinutes(15);

    // The lock runs from the last attempt that was still looked at: trying on does not prolong it.
    private static readonly RedisScript Count = new("""
        local count = redis.call('INCR', KEYS[1])
        if count <= tonumber(ARGV[1]) then redis.call('PEXPIRE', KEYS[1], ARGV[2]) end
        return count
        """);

    /// <returns>Null: go on; else how long to wait.</returns>
    public async Task<TimeSpan?> BeginAsync(string name, CancellationToken ct)
    {
        var key = Key(name);
        var count = (long)await redis.WriteAsync(db => Count.RunAsync(db, [key], [Most, (long)Lock.TotalMilliseconds]), ct);
        return count <= Most ? null : await redis.ReadAsync(db => db.KeyTimeToLiveAsync(key), ct) ?? Lock;
    }

    public Task ClearAsync(string name, CancellationToken ct) => redis.WriteAsync(db => db.KeyDeleteAsync(Key(name)), ct);

    private static RedisKey Key(string name) => $"bot:{{console}}:attempts:{name.ToLowerInvariant()}";
}
