using Microsoft.Extensions.Logging.Abstractions;
using StackExchange.Redis;

namespace Bot.State.Redis;

/// <summary>The store for a command: the Redis that is set, the embedded one of an assistant that is running, or else its files, opened by this process.</summary>
internal sealed class OfflineStore : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private readonly EmbeddedRedis? embedded;

    private OfflineStore(RedisConnection redis, EmbeddedRedis? embedded) => (Redis, this.embedded) = (redis, embedded);

    public RedisConnection Redis { get; }

    public static async Task<OfflineStore> OpenAsync(RedisOptions options, DataOptions data)
    {
        if (options.ConnectionString.Length > 0) return new(await ConnectAsync(options.ConnectionString, null), null);
        if (EmbeddedRedis.AddressOfRunning(data.Directory) is { } running) return new(await ConnectAsync(running, null), null);
        var embedded = EmbeddedRedis.Claim(data.Directory);
        embedded.Start(NullLoggerFactory.Instance, options.CompactAboveMegabytes);
        return new(await ConnectAsync(embedded.ConnectionString, embedded.WaitForCommitAsync), embedded);
    }

    private static async Task<RedisConnection> ConnectAsync(string address, Func<CancellationToken, ValueTask>? waitForCommit)
    {
        var redis = new RedisConnection(Patience);
        redis.Open(await RedisConnection.ConnectAsync(ConfigurationOptions.Parse(address), Patience), waitForCommit);
        return redis;
    }

    public async ValueTask DisposeAsync()
    {
        await Redis.DisposeAsync();
        if (embedded is not null) await embedded.DisposeAsync();
    }
}
