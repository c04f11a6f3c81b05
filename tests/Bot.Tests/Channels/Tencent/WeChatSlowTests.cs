using Bot.Channels.Tencent.Answers;
using Bot.Channels.WebChat;
using Bot.State.Conversations;
using Bot.Tests.Channels.WebChat;
using Dialogs.Replies;
using Dialogs.Turns;
using TestKit.Platforms;
using TestKit.Processes;
using TestKit.Redis;

namespace Bot.Tests.Channels.Tencent;

/// <summary>Answers that take longer than the platform waits, and replicas that share a Redis.</summary>
public sealed class WeChatSlowTests
{
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    /// <summary>Answers 「慢」 after five seconds, everything else at once.</summary>
    private static Turn Slowly(ConversationState state, Message message, DateTimeOffset now)
    {
        if (message.Text == "慢") Thread.Sleep(TimeSpan.FromSeconds(5));
        return new(state, [new Reply { Text = $"您说：{message.Text}" }], []);
    }

    [Fact]
    public async Task SlowAnswer_WithTheRight_FollowsByItself()
    {
        await using var platform = await FakePlatform.StartAsync();
        var acknowledged = false;
        Turn AfterTheAcknowledgement(ConversationState state, Message message, DateTimeOffset now)
        {
            SpinWait.SpinUntil(() => Volatile.Read(ref acknowledged), TimeSpan.FromMinutes(1));
            return new(state, [new Reply { Text = $"您说：{message.Text}" }], []);
        }
        await using var host = await TextChannelHost.StartAsync(assistant: AfterTheAcknowledgement, budget: AnswerBudget.OfThePlatforms, settings: TextChannelHost.Account(platform));
        Assert.Equal("success", (await host.SafeAsync(WeChatPushes.Text("oSlow", "1", "慢"))).Raw);
        Assert.Empty(platform.Sent);
        Volatile.Write(ref acknowledged, true);
        await Eventually.BecomesTrueAsync(() => Task.FromResult(platform.Sent.Count == 1), TimeSpan.FromSeconds(60), () => "The answer did not follow");
        Assert.Equal("您说：慢", platform.Sent[0].Body["text"]!["content"]!.ToString());
        Assert.Equal("success", (await host.SafeAsync(WeChatPushes.Text("oSlow", "1", "慢"))).Raw);
        Assert.Single(platform.Sent);
    }

    [Fact]
    public async Task SlowAnswer_WithoutTheRight_WaitsForTheNextMessageOnAnyReplica()
    {
        await using var redis = await RedisServer.StartAsync();
        var time = new MovableTime();
        await using var first = await TextChannelHost.StartAsync(redis, time, Slowly, AnswerBudget.OfThePlatforms, TextChannelHost.Account(null));
        await using var second = await TextChannelHost.StartAsync(redis, time, Slowly, settings: TextChannelHost.Account(null));
        var told = await first.SafeAsync(WeChatPushes.Text("oSlow", "1", "慢"));
        Assert.Contains("随您的下一条消息", told.Text, StringComparison.Ordinal);
        string? again = null, next = null;
        // A machine busy with other tests may answer a try that Redis is away, as it should; the platform tries more than once.
        await Eventually.BecomesTrueAsync(async () => (again = (await second.SafeAsync(WeChatPushes.Text("oSlow", "1", "慢"))).Text) == told.Text, TimeSpan.FromSeconds(60), () => again ?? "");
        var id = 2;
        await Eventually.BecomesTrueAsync(async () => (next = (await second.SafeAsync(WeChatPushes.Text("oSlow", $"{id++}", "好"))).Text)!.Contains("您说：慢", StringComparison.Ordinal), TimeSpan.FromSeconds(60), () => next ?? "");
        Assert.StartsWith("您说：好\n\n您说：慢", next, StringComparison.Ordinal);
        Assert.DoesNotContain("慢", (await first.SafeAsync(WeChatPushes.Text("oSlow", "99", "好"))).Text, StringComparison.Ordinal);
    }

    /// <summary>The three tries may each reach another replica.</summary>
    [Fact]
    public async Task Tries_OnTwoReplicas_GetOneAnswer()
    {
        await using var redis = await RedisServer.StartAsync();
        var time = new MovableTime();
        var count = 0;
        TurnStep counting = (state, message, now) => new(state, [new Reply { Text = $"回答{Interlocked.Increment(ref count)}" }], []);
        await using var first = await TextChannelHost.StartAsync(redis, time, counting, settings: TextChannelHost.Account(null));
        await using var second = await TextChannelHost.StartAsync(redis, time, counting, settings: TextChannelHost.Account(null));
        for (var i = 0; i < 10; i++)
        {
            var xml = WeChatPushes.Text("oReplicas", $"{i}", "你好");
            var answers = await Task.WhenAll(first.SafeAsync(xml), second.SafeAsync(xml), first.SafeAsync(xml));
            Assert.Single(answers.Select(a => a.Text).Distinct());
        }
    }

    [Fact]
    public async Task TokenOfAllReplicas_FetchedAtOnce_IsOne()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var platform = await FakePlatform.StartAsync();
        var time = new MovableTime();
        await using var first = await TextChannelHost.StartAsync(redis, time, Slowly, settings: TextChannelHost.Account(platform));
        await using var second = await TextChannelHost.StartAsync(redis, time, Slowly, settings: TextChannelHost.Account(platform));
        var long2 = new string('话', 1_500);
        await Task.WhenAll(Enumerable.Range(0, 10).Select(i => (i % 2 == 0 ? first : second).SafeAsync(WeChatPushes.Text($"oMany{i}", "1", long2))));
        await Eventually.BecomesTrueAsync(() => Task.FromResult(platform.Sent.Count == 20), TimeSpan.FromSeconds(60), () => $"{platform.Sent.Count} sent");
        Assert.Equal(1, platform.TokensIssued);
        Assert.Single(platform.CallsOf("stable_token"));
        // Renewed ahead, long before it ends.
        time.Pass(TimeSpan.FromSeconds(7200 - 300));
        await first.SafeAsync(WeChatPushes.Text("oMany0", "2", long2));
        await Eventually.BecomesTrueAsync(() => Task.FromResult(platform.Sent.Count == 22), TimeSpan.FromSeconds(60), () => $"{platform.Sent.Count} sent");
        Assert.Equal(2, platform.CallsOf("stable_token").Count);
    }

    [Fact]
    public async Task Rest_ThatCouldNotBeSent_ComesWithTheNextMessage()
    {
        await using var platform = await FakePlatform.StartAsync();
        await using var host = await TextChannelHost.StartAsync(assistant: Slowly, settings: TextChannelHost.Account(platform));
        platform.Misbehave(new("custom/send") { ErrorCode = 48001 });
        var first = await host.SafeAsync(WeChatPushes.Text("oRest", "1", new string('话', 1_500)));
        await Eventually.BecomesTrueAsync(() => Task.FromResult(platform.CallsOf("custom/send").Count == 1), TimeSpan.FromSeconds(60), () => "nothing was tried");
        await Eventually.BecomesTrueAsync(async () => (await host.SafeAsync(WeChatPushes.Text("oRest", Guid.NewGuid().ToString("N"), "好"))).Text!.Contains("话话话", StringComparison.Ordinal) || platform.Sent.Count > 0, TimeSpan.FromSeconds(60), () => "The rest never came");
        Assert.DoesNotContain("继续", first.Text, StringComparison.Ordinal);
    }
}
