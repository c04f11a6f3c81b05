using Bot.State.Redis;
using Bot.Tests.State;
using Microsoft.Extensions.Logging.Abstractions;
using StackExchange.Redis;
using TestKit.Processes;
using TestKit.Redis;

[assembly: AssemblyFixture(typeof(Stores))]

namespace Bot.Tests.State;

/// <summary>The three stores that every contract holds on, each started when first asked for and shared by all tests: tests use keys of their own.</summary>
public sealed class Stores : IAsyncDisposable
{
    private readonly ScratchFolder folder = new();
    private readonly Lazy<Task<EmbeddedRedis>> garnet;
    private readonly Lazy<Task<RedisServer>> redis = new(() => RedisServer.StartAsync());
    private readonly Lazy<Task<RedisCluster>> cluster = new(RedisCluster.StartAsync);

    public Stores() => garnet = new(() => Task.Run(() =>
    {
        var embedded = EmbeddedRedis.Claim(folder.FullName);
        embedded.Start(NullLoggerFactory.Instance, 32);
        return embedded;
    }));

    internal async Task<RedisConnection> ConnectAsync(StoreKind kind) => kind switch
    {
        StoreKind.Garnet => await OpenAsync((await garnet.Value).ConnectionString, (await garnet.Value).WaitForCommitAsync),
        StoreKind.Redis => await OpenAsync((await redis.Value).ConnectionString),
        _ => await OpenAsync((await cluster.Value).ConnectionString),
    };

    internal static async Task<RedisConnection> OpenAsync(string connectionString, Func<CancellationToken, ValueTask>? waitForCommit = null)
    {
        var connection = new RedisConnection(TimeSpan.FromSeconds(5));
        connection.Open(await RedisConnection.ConnectAsync(ConfigurationOptions.Parse(connectionString), TimeSpan.FromSeconds(10)), waitForCommit);
        return connection;
    }

    public async ValueTask DisposeAsync()
    {
        if (garnet.IsValueCreated) await (await garnet.Value).DisposeAsync();
        if (redis.IsValueCreated) await (await redis.Value).DisposeAsync();
        if (cluster.IsValueCreated) await (await cluster.Value).DisposeAsync();
        folder.Dispose();
    }
}

/// <summary>What the same contract is tested on.</summary>
public enum StoreKind { Garnet, Redis, Cluster }
