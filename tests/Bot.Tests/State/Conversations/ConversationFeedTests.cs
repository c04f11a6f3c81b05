using System.Collections.Immutable;
using Bot.State.Conversations;
using Dialogs.Turns;
using Microsoft.Extensions.Time.Testing;
using StackExchange.Redis;
using TestKit.Processes;
using TestKit.Redis;
using static Bot.Tests.State.Samples;

namespace Bot.Tests.State.Conversations;

public sealed class ConversationFeedTests(Stores stores)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Follower_OfAnOldConversation_GetsWhatWasAndWhatComesEachOnce()
    {
        await using var replica = Replica.On(await stores.ConnectAsync(StoreKind.Garnet));
        var key = NewKey();
        var first = await replica.SayAsync(key, Say("1"), Ct);
        await using var follower = replica.Feed.FollowAsync(key, first.Entries[0].Sequence!.Value, Ct).GetAsyncEnumerator(Ct);
        var seen = await NextAsync(follower);
        var second = await replica.SayAsync(key, Say("2"), Ct);
        await replica.SayAsync(key, Say("1", "repeated"), Ct);
        await replica.SayAsync(key, Say("1", "repeated"), Ct);

        Assert.Equal([first.Entries[1].Text()], seen.Texts());
        Assert.Equal(second.Entries.Texts(), (await NextAsync(follower)).Texts());
        Assert.Equal(2, (await NextAsync(follower)).Length);
        await replica.SayAsync(key, Say("9"), Ct);
        Assert.Contains("=13", (await NextAsync(follower))[1].Text());
    }

    [Theory]
    [InlineData(StoreKind.Redis)]
    [InlineData(StoreKind.Cluster)]
    public async Task Follower_OnAnotherReplica_HearsOfEveryTurn(StoreKind kind)
    {
        await using var here = Replica.On(await stores.ConnectAsync(kind));
        await using var there = Replica.On(await stores.ConnectAsync(kind));
        foreach (var replica in new[] { here, there }) await new FeedRelay(replica.Feed, replica.Service<RecentRecords>(), TimeProvider.System).JoinAsync(await replica.Redis.GetAsync(Ct));
        var key = NewKey();
        await using var follower = there.Feed.FollowAsync(key, 0, Ct).GetAsyncEnumerator(Ct);

        for (var i = 1; i <= 3; i++)
        {
            var heard = NextAsync(follower);
            var turn = await here.SayAsync(key, Say("1"), Ct);
            Assert.Equal(turn.Entries.Texts(), (await heard).Texts());
        }
    }

    [Fact]
    public async Task Replica_ThatHearsOfAnothersTurn_NoLongerTrustsItsOwn()
    {
        await using var here = Replica.On(await stores.ConnectAsync(StoreKind.Redis));
        await using var there = Replica.On(await stores.ConnectAsync(StoreKind.Redis));
        foreach (var replica in new[] { here, there }) await new FeedRelay(replica.Feed, replica.Service<RecentRecords>(), TimeProvider.System).JoinAsync(await replica.Redis.GetAsync(Ct));
        var key = NewKey();
        await there.SayAsync(key, Say("1"), Ct);
        Assert.NotNull(there.Store.Recall(key));

        await here.SayAsync(key, Say("1"), Ct);

        await Eventually.BecomesTrueAsync(() => Task.FromResult(there.Store.Recall(key) is null), TimeSpan.FromSeconds(10), () => "It was not told.");
    }

    /// <summary>Long alone, a replica sends nothing; as soon as another has joined, each hears of the other's turns.</summary>
    [Fact]
    public async Task Replica_LongAlone_IsHeardByOneThatJoinsLater()
    {
        await using var redis = await RedisServer.StartAsync();
        var time = new FakeTimeProvider(Morning);
        await using var first = Replica.On(await Stores.OpenAsync(redis.ConnectionString), time);
        await new FeedRelay(first.Feed, first.Service<RecentRecords>(), time).JoinAsync(await first.Redis.GetAsync(Ct));
        time.Advance(FeedRelay.Settling + TimeSpan.FromSeconds(1));
        var published = await CountAsync(redis);
        var key = NewKey();
        await first.SayAsync(key, Say("1"), Ct);
        Assert.Equal(published, await CountAsync(redis));

        await using var second = Replica.On(await Stores.OpenAsync(redis.ConnectionString), time);
        await new FeedRelay(second.Feed, second.Service<RecentRecords>(), time).JoinAsync(await second.Redis.GetAsync(Ct));
        await Eventually.BecomesTrueAsync(async () => await CountAsync(redis) >= published + 2, TimeSpan.FromSeconds(10), () => "The hello was not answered.");
        time.Advance(FeedRelay.Settling + TimeSpan.FromSeconds(1));

        foreach (var (teller, hearer) in new[] { (first, second), (second, first) })
        {
            await using var follower = hearer.Feed.FollowAsync(key, 0, Ct).GetAsyncEnumerator(Ct);
            await NextAsync(follower);
            var turn = await teller.SayAsync(key, Say("1"), Ct);
            Assert.Equal(turn.Entries.Texts(), (await NextAsync(follower)).Texts());
        }
    }

    // How often anything was published, as the server counts it.
    private static async Task<long> CountAsync(RedisServer redis)
    {
        await using var admin = await ConnectionMultiplexer.ConnectAsync(redis.ConnectionString + ",allowAdmin=true");
        var line = (await admin.GetServers()[0].InfoRawAsync("commandstats"))!.Split('\n').FirstOrDefault(l => l.StartsWith("cmdstat_publish:", StringComparison.Ordinal));
        return line is null ? 0 : long.Parse(line.Split("calls=")[1].Split(',')[0]);
    }

    [Fact]
    public async Task PassingActivity_IsShownToFollowersAndNotKept()
    {
        await using var replica = Replica.On(await stores.ConnectAsync(StoreKind.Garnet));
        var key = NewKey();
        await replica.SayAsync(key, Say("1"), Ct);
        await using var follower = replica.Feed.FollowAsync(key, 0, Ct).GetAsyncEnumerator(Ct);
        await NextAsync(follower);

        replica.Feed.ShowPassing(key, Activity("typing"));

        var shown = Assert.Single(await NextAsync(follower));
        Assert.Null(shown.Sequence);
        Assert.Equal(2, (await replica.Feed.ReadAsync(key, 0, Ct))!.Value.Length);
    }

    [Fact]
    public async Task Conversation_NeverHeardOf_ReadsAsUnknown()
    {
        await using var replica = Replica.On(await stores.ConnectAsync(StoreKind.Garnet));
        Assert.Null(await replica.Feed.ReadAsync(NewKey(), 0, Ct));
    }

    [Fact]
    public async Task Farewell_AfterAnErasure_CanBeReadForTwoMinutes()
    {
        var time = new FakeTimeProvider(Morning);
        await using var replica = Replica.On(await stores.ConnectAsync(StoreKind.Redis), time, (_, _, _) => new Turn(new(), [new() { Text = "已删除" }], [new Effect.Erase()]));
        await using var other = Replica.On(await stores.ConnectAsync(StoreKind.Redis), time);
        foreach (var r in new[] { replica, other }) await new FeedRelay(r.Feed, r.Service<RecentRecords>(), time).JoinAsync(await r.Redis.GetAsync(Ct));
        var key = NewKey();
        await using var follower = other.Feed.FollowAsync(key, 0, Ct).GetAsyncEnumerator(Ct);
        var heard = NextAsync(follower);

        var erased = await replica.SayAsync(key, Say("删除", "e"), Ct);

        Assert.Equal(erased.Entries.Texts(), (await heard).Texts());
        Assert.Equal(erased.Entries.Texts(), (await replica.Feed.ReadAsync(key, 0, Ct))!.Value.Texts());
        Assert.True((await replica.SayAsync(key, Say("删除", "e"), Ct)).Repeated);
        time.Advance(TimeSpan.FromMinutes(3));
        Assert.Null(await replica.Feed.ReadAsync(key, 0, Ct));

        var anew = await other.SayAsync(key, Say("1"), Ct);
        Assert.True(anew.Entries[0].Sequence > erased.Entries[^1].Sequence);
        Assert.Equal(anew.Entries.Texts(), (await NextAsync(follower)).Texts());
    }

    private static async Task<ImmutableArray<TranscriptEntry>> NextAsync(IAsyncEnumerator<ImmutableArray<TranscriptEntry>> follower)
    {
        Assert.True(await follower.MoveNextAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(20), Ct));
        return follower.Current;
    }
}
