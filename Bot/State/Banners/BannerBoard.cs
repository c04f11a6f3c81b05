using System.Security.Cryptography;
using System.Text.Json;
using Bot.Hosting;
using Bot.State.Conversations;
using Bot.State.Redis;
using StackExchange.Redis;

namespace Bot.State.Banners;

/// <summary>The one banner of all chats, or none: one value in Redis, at which every replica looks each few seconds, so that a turn need not.</summary>
internal sealed class BannerBoard(RedisConnection redis, TimeProvider time) : BackgroundLoop
{
    public const int LongestText = 200;
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(5);
    private static readonly RedisKey Key = "bot:{banner}";
    private volatile Banner? current;

    /// <summary>As of a few seconds ago; null: none.</summary>
    public Banner? Current => current;

    public async Task<Banner?> ReadAsync(CancellationToken ct) =>
        current = await redis.ReadAsync(db => db.StringGetAsync(Key), ct) is { IsNull: false } value ? JsonSerializer.Deserialize<Banner>((byte[])value!, StateJson.Options) : null;

    public async Task PutUpAsync(string text, string by, CancellationToken ct)
    {
        var banner = new Banner(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4)), text, by, time.GetUtcNow());
        _ = await redis.WriteAsync(db => db.StringSetAsync(Key, JsonSerializer.SerializeToUtf8Bytes(banner, StateJson.Options)), ct);
        current = banner;
    }

    public async Task TakeDownAsync(CancellationToken ct)
    {
        _ = await redis.WriteAsync(db => db.KeyDeleteAsync(Key), ct);
        current = null;
    }

    // While Redis is away, what was up stays up.
    protected override async Task RunAsync(CancellationToken ct)
    {
        await redis.Opened.WaitAsync(ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await EveryAsync(Period, time, token => TryAsync(ReadAsync, token), ct);
    }
}
