using System.Diagnostics;
using System.Text;
using Bot.Channels.Teams;
using Bot.Channels.Teams.Connector;
using Bot.State.Redis;
using Bot.Tests.State;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using TestKit.Processes;
using TestKit.Teams;

namespace Bot.Tests.Channels.Teams;

/// <summary>How often a tenant is asked, by one process, by several, and while the store is away.</summary>
public sealed class TenantPaceTests(Stores stores)
{
    private readonly FakeTimeProvider time = new(new DateTimeOffset(2030, 5, 6, 7, 8, 9, TimeSpan.Zero));

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(StoreKind.Garnet)]
    [InlineData(StoreKind.Redis)]
    [InlineData(StoreKind.Cluster)]
    public async Task Stretches_OfSeveralReplicas_FollowEachOther(StoreKind kind)
    {
        await using var first = await stores.ConnectAsync(kind);
        await using var second = await stores.ConnectAsync(kind);
        var (one, other, tenant) = (new PaceBook(first), new PaceBook(second), $"{Guid.NewGuid():N}");
        var waits = new List<TimeSpan>();
        foreach (var book in new[] { one, other, other, one }) waits.Add(await book.ReserveAsync(tenant, 600_000, Ct));

        Assert.Equal(TimeSpan.Zero, waits[0]);
        for (var i = 1; i < waits.Count; i++) Assert.InRange(waits[i], TimeSpan.FromMinutes(10 * i - 5), TimeSpan.FromMinutes(10 * i));
        Assert.Equal(TimeSpan.Zero, await other.ReserveAsync($"{Guid.NewGuid():N}", 600_000, Ct));
    }

    // What is too slow, on a busy machine, is no failure; too fast is.
    [Theory]
    [InlineData(StoreKind.Garnet)]
    [InlineData(StoreKind.Redis)]
    public async Task TwoReplicas_AtOnce_ShareTheRateOfATenant(StoreKind kind)
    {
        const int Each = 30, Rate = 40;
        await using var connector = await FakeConnector.StartAsync();
        await using var first = await stores.ConnectAsync(kind);
        await using var second = await stores.ConnectAsync(kind);
        using var http = new TeamsHttp();
        var to = new Destination(connector.Url, "a:1", $"{Guid.NewGuid():N}", null);
        var clock = Stopwatch.StartNew();
        await Task.WhenAll(Clients(http, Rate, first, second).SelectMany(c => Enumerable.Range(0, Each).Select(_ => c.SendAsync(to, Body, Ct))));

        Assert.Equal(2 * Each, connector.Accepted.Count);
        // One of them alone would be done in half the time. A timer may be early by its own grain, the store by a millisecond a lot.
        Assert.True(clock.Elapsed >= TimeSpan.FromSeconds((2 * Each - 1) / (double)Rate) * 0.9, $"{2 * Each} requests in {clock.Elapsed}");
    }

    [Fact]
    public async Task StoreAway_OneProcess_GoesAtAQuarterAndOtherTenantsDoNotWait()
    {
        var start = time.GetUtcNow();
        var pace = new TenantPace(new(Away()), Settings(20), time);
        var moments = Enumerable.Range(0, 6).Select(_ => MomentAsync(pace, "t1")).ToArray();
        Assert.Equal(start, await moments[0].WaitAsync(Patience, Ct));
        Assert.Equal(start, await MomentAsync(pace, "t2").WaitAsync(Patience, Ct));
        await AdvanceUntilAsync(() => moments.All(m => m.IsCompleted));
        for (var i = 0; i < moments.Length; i++) Assert.True(await moments[i] >= start + i * TimeSpan.FromMilliseconds(200), $"{i} came too early");
    }

    [Fact]
    public async Task Wait_GivenUp_LetsTheNextPass()
    {
        var pace = new TenantPace(new(Away()), Settings(20), time);
        await pace.WaitAsync("t1", Ct);
        using var impatient = new CancellationTokenSource();
        var given = pace.WaitAsync("t1", impatient.Token);
        var queued = pace.WaitAsync("t1", impatient.Token);
        var patient = pace.WaitAsync("t1", Ct);
        await impatient.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => given);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => queued);
        await AdvanceUntilAsync(() => patient.IsCompletedSuccessfully);
    }

    private async Task<DateTimeOffset> MomentAsync(TenantPace pace, string tenant)
    {
        await pace.WaitAsync(tenant, Ct);
        return time.GetUtcNow();
    }

    private Task AdvanceUntilAsync(Func<bool> done) => Eventually.BecomesTrueAsync(() =>
    {
        time.Advance(TimeSpan.FromMilliseconds(50));
        return Task.FromResult(done());
    }, Patience, () => "somebody still waits");

    /// <summary>A store that nobody reaches.</summary>
    internal static RedisConnection Away()
    {
        var redis = new RedisConnection(TimeSpan.FromSeconds(5));
        redis.Fail(new TimeoutException());
        return redis;
    }

    private static ReadOnlyMemory<byte> Body => Encoding.UTF8.GetBytes("""{"type":"message","text":"你好"}""");

    private static IOptions<TeamsOptions> Settings(int rate) => Options.Create(new TeamsOptions { RequestsPerSecond = rate });

    private static ConnectorClient[] Clients(TeamsHttp http, int rate, params RedisConnection[] connections)
    {
        var options = Settings(rate);
        var tokens = new ConnectorTokens(http, TeamsCloud.Of(options.Value), options, TimeProvider.System);
        return [.. connections.Select(c => new ConnectorClient(http, tokens, new(new(c), options, TimeProvider.System), TimeProvider.System, NullLogger<ConnectorClient>.Instance))];
    }
}
