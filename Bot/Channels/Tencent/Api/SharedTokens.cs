using System.Collections.Concurrent;
using System.Globalization;
using Bot.State.Redis;
using StackExchange.Redis;

namespace Bot.Channels.Tencent.Api;

/// <summary>
/// The tokens of all accounts, in Redis for all replicas: one of them renews, ahead of time and under a lock, and the others go on with the old token meanwhile.
/// </summary>
internal sealed class SharedTokens(RedisConnection redis, TimeProvider time) : IAccessTokens
{
    private static readonly TimeSpan Ahead = TimeSpan.FromMinutes(6);
    private static readonly TimeSpan LockedFor = TimeSpan.FromSeconds(20);

    /// <summary>The platform makes a new token by force only twice a minute and twenty times a day.</summary>
    private static readonly TimeSpan ForcedEvery = TimeSpan.FromSeconds(31);

    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(100);
    private const int MostPolls = 60;

    private static readonly RedisScript Unlock = new("if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end return 0");

    private readonly ConcurrentDictionary<string, Held> known = new(StringComparer.Ordinal);

    /// <param name="RenewAt">From then on it is renewed, while it still serves.</param>
    private sealed record Held(string Token, DateTimeOffset Until, DateTimeOffset RenewAt);

    public async Task<(string? Token, ApiResult? Refusal)> GetAsync(ApiAccount account, PlatformApi api, string? failed, CancellationToken ct)
    {
        if (known.TryGetValue(account.Name, out var near) && IsGood(near, failed)) return (near.Token, null);
        for (var poll = 0; poll < MostPolls; poll++)
        {
            var held = await ReadAsync(account, ct);
            if (held is not null && IsGood(held, failed)) return (held.Token, null);
            var owner = Guid.NewGuid().ToString("N");
            if (await redis.WriteAsync(db => db.StringSetAsync(LockOf(account), owner, LockedFor, When.NotExists), ct)) return await RenewAsync(account, api, failed, owner, ct);
            // Somebody else renews. What is still valid serves until then.
            if (held is not null && held.Token != failed && held.Until > time.GetUtcNow()) return (held.Token, null);
            await Task.Delay(Poll, time, ct);
        }
        return (null, new(ApiKind.Busy, 0, "另一个进程正在获取凭证，稍后自动再试"));
    }

    private async Task<(string? Token, ApiResult? Refusal)> RenewAsync(ApiAccount account, PlatformApi api, string? failed, string owner, CancellationToken ct)
    {
        try
        {
            // Perhaps it was renewed between the look and the lock.
            if (await ReadAsync(account, ct) is { } held && IsGood(held, failed)) return (held.Token, null);
            var result = await FetchAsync(account, api, force: false, ct);
            if (Token(result) == failed && failed is not null && await MayForceAsync(account, ct)) result = await FetchAsync(account, api, force: true, ct);
            return result.IsOk && Token(result) is { } token ? (token, null) : (null, result with { Kind = result.IsOk ? ApiKind.Busy : result.Kind });
        }
        finally
        {
            _ = await redis.WriteAsync(db => Unlock.RunAsync(db, [LockOf(account)], [owner]), CancellationToken.None);
        }
    }

    private async Task<ApiResult> FetchAsync(ApiAccount account, PlatformApi api, bool force, CancellationToken ct)
    {
        var result = await api.SendAsync(account, account.TokenCall(force), null, ct);
        if (!result.IsOk || Token(result) is not { } token) return result;
        var seconds = result.Body!["expires_in"]?.GetValue<int>() ?? 0;
        var life = TimeSpan.FromSeconds(Math.Max(1, seconds));
        var until = time.GetUtcNow() + life;
        var held = known[account.Name] = new(token, until, until - (Ahead < life / 10 ? Ahead : life / 10));
        _ = await redis.WriteAsync(db => db.StringSetAsync(KeyOf(account), Write(held), life), ct);
        return result;
    }

    private async Task<Held?> ReadAsync(ApiAccount account, CancellationToken ct)
    {
        var value = (string?)await redis.ReadAsync(db => db.StringGetAsync(KeyOf(account)), ct);
        if (value?.Split(' ', 3) is not [var until, var renewAt, var token]) return null;
        return known[account.Name] = new(token, Moment(until), Moment(renewAt));
    }

    private static string Write(Held held) => string.Create(CultureInfo.InvariantCulture, $"{held.Until.ToUnixTimeSeconds()} {held.RenewAt.ToUnixTimeSeconds()} {held.Token}");

    private static DateTimeOffset Moment(string seconds) => DateTimeOffset.FromUnixTimeSeconds(long.Parse(seconds, CultureInfo.InvariantCulture));

    private Task<bool> MayForceAsync(ApiAccount account, CancellationToken ct) =>
        redis.WriteAsync(db => db.StringSetAsync($"{KeyOf(account)}:forced", "1", ForcedEvery, When.NotExists), ct);

    private bool IsGood(Held held, string? failed) => held.Token != failed && held.RenewAt > time.GetUtcNow();

    private static string? Token(ApiResult result) => result.Body?["access_token"]?.ToString();

    private static RedisKey KeyOf(ApiAccount account) => $"bot:{{token:{account.Name}}}";

    private static RedisKey LockOf(ApiAccount account) => $"bot:{{token:{account.Name}}}:lock";
}
