using System.Diagnostics;
using Bot.State;
using Bot.State.Conversations;
using TestKit.Processes;
using TestKit.Redis;
using static Bot.Tests.State.Samples;

namespace Bot.Tests.State.Conversations;

public sealed class RedisAwayTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Redis_KilledAndStartedAgain_FailsFastAndThenServesAgain()
    {
        await using var server = await RedisServer.StartAsync("--appendonly", "yes", "--appendfsync", "always");
        await using var replica = Replica.On(await Stores.OpenAsync(server.ConnectionString + ",syncTimeout=2000"));
        var key = NewKey();
        await replica.SayAsync(key, Say("1"), Ct);
        var followed = new List<string>();
        var following = FollowAsync(replica.Feed, key, followed, 6);

        await server.KillAsync();
        var watch = Stopwatch.StartNew();
        await Assert.ThrowsAsync<StateUnavailableException>(() => replica.SayAsync(key, Say("1"), Ct));
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(20));

        await server.StartAgainAsync();
        await Eventually.BecomesTrueAsync(() => SaysAsync(replica, key, Say("2", "after")), TimeSpan.FromSeconds(15), () => "The connection did not mend itself.");
        await replica.SayAsync(key, Say("3"), Ct);

        Assert.Equal(6, Count((await replica.Store.ReadAsync(key, Ct)).Record!.State));
        await following;
        Assert.Equal(["=1", "=3", "=6"], followed.Where(t => t.Contains('=')).Select(t => t[9..^2]));
    }

    [Fact]
    public async Task Redis_NotThereAtStart_IsFoundWhenItComesAndCarriesNews()
    {
        await using var server = await RedisServer.StartAsync();
        await server.KillAsync();
        await using var here = Replica.On(await Stores.OpenAsync(server.ConnectionString));
        await using var there = Replica.On(await Stores.OpenAsync(server.ConnectionString));
        foreach (var replica in new[] { here, there }) await new FeedRelay(replica.Feed, replica.Service<RecentRecords>(), TimeProvider.System).JoinAsync(await replica.Redis.GetAsync(Ct));
        await Assert.ThrowsAsync<StateUnavailableException>(() => here.SayAsync(NewKey(), Say("1"), Ct));
        var (key, followed) = (NewKey(), new List<string>());
        var following = FollowAsync(there.Feed, key, followed, 4);

        await server.StartAgainAsync();
        await Eventually.BecomesTrueAsync(() => SaysAsync(here, key, Say("1", "first")), TimeSpan.FromSeconds(15), () => "The connection did not mend itself.");
        await Eventually.BecomesTrueAsync(() => Task.FromResult(followed.Count == 2), TimeSpan.FromSeconds(15), () => "The other replica heard nothing.");
        await here.SayAsync(key, Say("2"), Ct);
        await following.WaitAsync(TimeSpan.FromSeconds(15), Ct);
    }

    [Fact]
    public async Task Follower_WhoCannotReadWhatItMissed_IsStillToldThatItMustWait()
    {
        await using var server = await RedisServer.StartAsync();
        await server.KillAsync();
        await using var replica = Replica.On(await Stores.OpenAsync(server.ConnectionString));
        var (key, followed) = (NewKey(), new List<string>());
        var following = FollowAsync(replica.Feed, key, followed, 1);

        replica.Feed.ShowPassing(key, Activity("请稍后"));

        await following.WaitAsync(TimeSpan.FromSeconds(15), Ct);
        Assert.Equal(["{\"text\":\"请稍后\"}"], followed);
    }

    private static async Task<bool> SaysAsync(Replica replica, ConversationKey key, Dialogs.Turns.Message message)
    {
        try { await replica.SayAsync(key, message, Ct); return true; }
        catch (StateUnavailableException) { return false; }
    }

    private static async Task FollowAsync(ConversationFeed feed, ConversationKey key, List<string> into, int count)
    {
        await foreach (var entries in feed.FollowAsync(key, 0, Ct))
        {
            into.AddRange(entries.Texts());
            if (into.Count >= count) return;
        }
    }
}
