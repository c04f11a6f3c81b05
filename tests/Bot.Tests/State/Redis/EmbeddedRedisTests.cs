using System.Net;
using System.Net.Sockets;
using Bot.State;
using Bot.State.Redis;
using Microsoft.Extensions.Logging.Abstractions;
using StackExchange.Redis;
using TestKit.Processes;

namespace Bot.Tests.State.Redis;

public sealed class EmbeddedRedisTests : IDisposable
{
    private readonly ScratchFolder folder = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Directory_InUse_IsRefusedToASecondWithOneSentence()
    {
        await using var first = EmbeddedRedis.Claim(folder.FullName);
        var refused = Assert.Throws<StartRefusedException>(() => EmbeddedRedis.Claim(folder.FullName));
        Assert.Contains(folder.FullName, refused.Message);
        Assert.DoesNotContain('\n', refused.Message);
    }

    [Fact]
    public async Task Values_MoreThanTheMemoryHolds_AreAllKeptAndSurviveARestart()
    {
        const int count = 2_500;
        await using (var embedded = Start())
        {
            await using var redis = await Stores.OpenAsync(embedded.ConnectionString, embedded.WaitForCommitAsync);
            await Parallel.ForEachAsync(Enumerable.Range(0, count), Ct, async (i, ct) => await redis.WriteAsync(db => db.StringSetAsync($"k{i}", Value(i)), ct));
            await AssertAllAsync(redis, count);
        }
        await using var again = Start();
        await using var after = await Stores.OpenAsync(again.ConnectionString);
        await AssertAllAsync(after, count);
    }

    /// <summary>Rewriting the same keys over and over must not fill the disk.</summary>
    [Fact]
    public async Task Log_LongerThanTheLimit_IsCompactedWithoutLoss()
    {
        const int count = 100, rounds = 40;
        const long MostBytes = count * rounds * 30_000 / 2;
        await using (var embedded = Start())
        {
            await using var redis = await Stores.OpenAsync(embedded.ConnectionString, embedded.WaitForCommitAsync);
            for (var round = 0; round < rounds; round++)
                await Parallel.ForEachAsync(Enumerable.Range(0, count), Ct, async (i, ct) => await redis.WriteAsync(db => db.StringSetAsync($"k{i}", Value(i)), ct));
            await Eventually.BecomesTrueAsync(() => Task.FromResult(Size() < MostBytes), TimeSpan.FromSeconds(20), () => $"The store still takes {Size()} bytes.");
            await AssertAllAsync(redis, count);
        }
        await using var again = Start();
        await using var after = await Stores.OpenAsync(again.ConnectionString);
        await AssertAllAsync(after, count);
    }

    [Fact]
    public async Task Stranger_WithoutThePassword_IsRefused()
    {
        await using var embedded = Start();
        var address = embedded.ConnectionString.Split(',')[0];
        await using var redis = await Stores.OpenAsync(address);
        await Assert.ThrowsAnyAsync<Exception>(() => redis.ReadAsync(db => db.StringGetAsync("k"), Ct));
    }

    /// <summary>Two programs that start at once may draw the same port.</summary>
    [Fact]
    public async Task Port_TakenByAnotherAtTheLastMoment_AnotherIsDrawnAndNothingIsLost()
    {
        await using (var before = Start())
        {
            await using var redis = await Stores.OpenAsync(before.ConnectionString, before.WaitForCommitAsync);
            await redis.WriteAsync(db => db.StringSetAsync("k", "v"), Ct);
        }
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        using var free = new TcpListener(IPAddress.Loopback, 0);
        free.Start();
        var (taken, next) = (((IPEndPoint)other.LocalEndpoint).Port, ((IPEndPoint)free.LocalEndpoint).Port);
        free.Stop();

        await using var embedded = EmbeddedRedis.Claim(folder.FullName);
        var drawn = new Queue<int>([taken, taken, next]);
        embedded.Start(NullLoggerFactory.Instance, 8, ports: drawn.Dequeue);

        await using var after = await Stores.OpenAsync(embedded.ConnectionString, embedded.WaitForCommitAsync);
        Assert.Equal("v", (string?)await after.ReadAsync(db => db.StringGetAsync("k"), Ct));
        await after.WriteAsync(db => db.StringSetAsync("k", "w"), Ct);
        Assert.Empty(drawn);
    }

    public void Dispose() => folder.Dispose();

    private EmbeddedRedis Start()
    {
        var embedded = EmbeddedRedis.Claim(folder.FullName);
        embedded.Start(NullLoggerFactory.Instance, 8, checkEverySeconds: 1);
        return embedded;
    }

    private static string Value(int i) => $"{i}:" + new string((char)('a' + (i % 26)), 30_000);

    private static async Task AssertAllAsync(RedisConnection redis, int count)
    {
        var wrong = 0;
        await Parallel.ForEachAsync(Enumerable.Range(0, count), Ct, async (i, ct) =>
        {
            if (await redis.ReadAsync(db => db.StringGetAsync($"k{i}"), ct) != Value(i)) Interlocked.Increment(ref wrong);
        });
        Assert.Equal(0, wrong);
    }

    private long Size() => new DirectoryInfo(folder.FullName).EnumerateFiles("*", SearchOption.AllDirectories).Sum(f => f.Length);
}
