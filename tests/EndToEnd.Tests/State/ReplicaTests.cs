using System.Net;
using TestKit.DirectLine;
using TestKit.Processes;
using TestKit.Redis;

namespace EndToEnd.Tests.State;

/// <summary>Two bots that share nothing but a Redis.</summary>
public sealed class ReplicaTests : IAsyncLifetime
{
    private RedisServer redis = null!;
    private BotProcess one = null!;
    private BotProcess two = null!;

    public async ValueTask InitializeAsync()
    {
        redis = await RedisServer.StartAsync();
        var settings = new BotSettings().With("Redis__ConnectionString", redis.ConnectionString);
        one = await BotProcess.StartAsync(settings);
        two = await BotProcess.StartAsync(settings);
    }

    public async ValueTask DisposeAsync()
    {
        if (two is not null) await two.DisposeAsync();
        if (one is not null) await one.DisposeAsync();
        await redis.DisposeAsync();
    }

    [Fact]
    public async Task Replicas_RacingOnOneConversation_LoseNothingAndAnswerEachMessageOnce()
    {
        var atOne = await DirectLineClient.StartAsync(one.Client);
        var atTwo = atOne.At(two.Client);
        // No more than the transcript keeps: what falls out of it cannot be polled.
        var ids = Enumerable.Range(0, 16).Select(i => $"m{i}").ToArray();

        // Every message at both at the same moment, in four bursts of four.
        foreach (var burst in ids.Chunk(4))
        {
            var statuses = await Task.WhenAll(burst.SelectMany(id => new[] { atOne.PostAsync("网上申报哪天截止", id), atTwo.PostAsync("网上申报哪天截止", id) }));
            Assert.All(statuses, s => Assert.Equal(HttpStatusCode.OK, s));
        }

        var heard = await atOne.PollAllAsync();
        Assert.Equal(ids.Order(), heard.SentIds().Order());
        Assert.Equal(ids.Length, heard.Count(a => a.TryGetProperty("replyToId", out _)));
    }

    [Fact]
    public async Task Facts_ToldAtTwoReplicasAtOnce_AreAllKept()
    {
        var atOne = await DirectLineClient.StartAsync(one.Client);
        var atTwo = atOne.At(two.Client);
        await atOne.SayAsync("我要自查");
        await Task.WhenAll(atOne.PostAsync("我是全日制大专"), atTwo.PostAsync("单位在若羌县，是事业单位"));
        await Task.WhenAll(atOne.PostAsync("是专业技术岗，考核合格"), atTwo.PostAsync("2023年8月1日上班"));
        await Task.WhenAll(atOne.PostAsync("报农艺"), atTwo.PostAsync("普通话二级乙等"));

        Assert.Equal("eligible", (await atTwo.SayAsync("直接告诉我结论")).Verdict());
    }

    [Fact]
    public async Task Answer_GivenAtOneReplica_IsSeenAtTheOther()
    {
        var atOne = await DirectLineClient.StartAsync(one.Client);
        var atTwo = atOne.At(two.Client);
        await atOne.PostAsync("你好", "hello");
        Assert.Contains("hello", (await atTwo.PollAllAsync()).SentIds());
    }
}
