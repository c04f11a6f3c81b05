using Bot.Channels.Tencent.Answers;
using Bot.Channels.Tencent.Api;
using Bot.Channels.Tencent.Boxes;
using Bot.Channels.Tencent.Owed;
using Bot.State.Conversations;
using Bot.State.Redis;
using Dialogs.Replies;
using Dialogs.Turns;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using TestKit.Platforms;
using TestKit.Processes;
using TestKit.Redis;

namespace Bot.Tests.Channels.Tencent;

/// <summary>What a process had promised after the response and died before it gave it: another replica gives it, once, within what the platform allows.</summary>
public sealed class OwedTests
{
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;
    private static readonly ConversationKey Person = new("wechat", "main|oOwed");

    private static Turn Echo(ConversationState state, Message message, DateTimeOffset now) => new(state, [new Reply { Text = $"您说：{message.Text}" }], []);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Rest_WhoseProcessDied_IsSentByAnotherReplicaOnce(bool onRedis)
    {
        await using var redis = onRedis ? await RedisServer.StartAsync() : null;
        await using var platform = await FakePlatform.StartAsync();
        await using var host = await TextChannelHost.StartAsync(redis, assistant: Echo, settings: TextChannelHost.Account(platform));
        await host.SafeAsync(WeChatPushes.Text("oOwed", "1", "你好"));
        await LeaveAsync(host, new OwedAnswer(Person, "1#"), new WaitingText("1#1", "后一半"));

        await SweepAsync(host);

        await Eventually.BecomesTrueAsync(() => Task.FromResult(platform.Sent.Count == 1), TimeSpan.FromSeconds(30), () => "The rest did not come");
        await SettledAsync(host);
        Assert.Equal("后一半", platform.Sent[0].Body["text"]!["content"]!.ToString());
        host.Time.Pass(TimeSpan.FromMinutes(5));
        Assert.Equal(0, await host.Services.GetRequiredService<OwedSweeper>().RunOnceAsync(Ct));
        Assert.Single(platform.Sent);
    }

    [Fact]
    public async Task Rest_WhoseProcessLives_IsLeftToIt()
    {
        await using var platform = await FakePlatform.StartAsync();
        await using var host = await TextChannelHost.StartAsync(assistant: Echo, settings: TextChannelHost.Account(platform));
        // Years ahead of the host's own clock, so that its loop has no part in this.
        var time = new FakeTimeProvider(host.Time.GetUtcNow().AddYears(5));
        var (owed, answer) = (new OwedAnswers(host.Services.GetRequiredService<RedisConnection>(), time), new OwedAnswer(Person, "1#"));
        await owed.HoldAsync(answer);
        Assert.Empty(await owed.FindDueAsync(10, Ct));
        time.Advance(OwedAnswers.Lease - TimeSpan.FromMilliseconds(1));
        Assert.False(await owed.TakeAsync(answer, Ct));
        await owed.HoldAsync(answer);
        time.Advance(OwedAnswers.Lease - TimeSpan.FromMilliseconds(1));
        Assert.False(await owed.TakeAsync(answer, Ct));
        time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal([answer], await owed.FindDueAsync(10, Ct));
        Assert.Single(await Task.WhenAll(owed.TakeAsync(answer, Ct), owed.TakeAsync(answer, Ct)), taken => taken);
        await owed.SettleAsync(answer);
        time.Advance(OwedAnswers.Lease);
        Assert.Empty(await owed.FindDueAsync(10, Ct));
    }

    [Fact]
    public async Task Rest_OutsideOfTheWindow_WaitsForTheNextMessage()
    {
        await using var platform = await FakePlatform.StartAsync();
        await using var host = await TextChannelHost.StartAsync(assistant: Echo, settings: TextChannelHost.Account(platform));
        await host.SafeAsync(WeChatPushes.Text("oOwed", "1", "你好"));
        await LeaveAsync(host, new OwedAnswer(Person, "1#"), new WaitingText("1#1", "后一半"), box => box with { Allowances = [] });
        await SweepAsync(host);
        await SettledAsync(host);
        Assert.Empty(platform.CallsOf("custom/send"));
        Assert.Equal("您说：在吗\n\n后一半", (await host.SafeAsync(WeChatPushes.Text("oOwed", "2", "在吗"))).Text);
    }

    /// <summary>The count of the platform holds for what is taken over too.</summary>
    [Fact]
    public async Task Rests_MoreThanTheCount_StopAtIt()
    {
        await using var platform = await FakePlatform.StartAsync();
        await using var host = await TextChannelHost.StartAsync(assistant: Echo, settings: TextChannelHost.Account(platform));
        await host.SafeAsync(WeChatPushes.Text("oOwed", "1", "你好"));
        await LeaveAsync(host, new OwedAnswer(Person, "1#"), new WaitingText("1#0", "〇"), box => box.Wait(Enumerable.Range(1, 7).Select(i => new WaitingText($"1#{i}", $"{i}"))));
        await SweepAsync(host);
        await Eventually.BecomesTrueAsync(() => Task.FromResult(platform.Sent.Count == 5), TimeSpan.FromSeconds(30), () => $"{platform.Sent.Count} sent");
        await SettledAsync(host);
        Assert.Equal(5, platform.CallsOf("custom/send").Count);
        Assert.Equal(3, (await host.Services.GetRequiredService<BoxStore>().ReadAsync(Person, Ct)).Waiting.Length);
    }

    /// <summary>The platform was told that it has arrived, and the process died while the answer was worked out.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Question_WhoseProcessDied_IsAnsweredAfterAll(bool mayBeSent)
    {
        await using var platform = await FakePlatform.StartAsync();
        await using var host = await TextChannelHost.StartAsync(assistant: Echo, settings: TextChannelHost.Account(mayBeSent ? platform : null));
        var boxes = host.Services.GetRequiredService<BoxStore>();
        var question = new Question(new Said(SaidKind.Words, "哪天截止"), "", IsSent: false);
        await boxes.UpdateAsync(Person, box => box.Allow(host.Time.GetUtcNow(), TimeSpan.FromHours(48), 5, fromMessage: true).Answered(new("7", "", Deferred: true) { Question = question }), Ct);
        await host.Services.GetRequiredService<OwedAnswers>().HoldAsync(new(Person, "7"));

        await SweepAsync(host);

        await SettledAsync(host);
        if (mayBeSent) await Eventually.BecomesTrueAsync(() => Task.FromResult(platform.Sent.Count == 1), TimeSpan.FromSeconds(30), () => "No answer came");
        if (mayBeSent) Assert.Equal("您说：哪天截止", platform.Sent[0].Body["text"]!["content"]!.ToString());
        else Assert.Equal("您说：好\n\n您说：哪天截止", (await host.SafeAsync(WeChatPushes.Text("oOwed", "8", "好"))).Text);
        Assert.Null((await boxes.ReadAsync(Person, Ct)).AnswerTo("7")!.Question);
    }

    /// <summary>It was on its way when the process died: not sent again by itself, but for the asking.</summary>
    [Fact]
    public async Task Rest_UnderwayAtTheKill_IsGivenOnlyToWhomAsks()
    {
        await using var platform = await FakePlatform.StartAsync();
        await using var host = await TextChannelHost.StartAsync(assistant: Echo, settings: TextChannelHost.Account(platform));
        await host.SafeAsync(WeChatPushes.Text("oOwed", "1", "你好"));
        await LeaveAsync(host, new OwedAnswer(Person, "1#"), new WaitingText("1#2", "末段"), box => box with { Underway = new(new("1#1", "中段"), host.Time.GetUtcNow()) });
        await SweepAsync(host);
        Assert.Empty(platform.Sent);
        host.Time.Pass(host.Services.GetRequiredService<PlatformApi>().Longest);
        await SweepAsync(host);
        await Eventually.BecomesTrueAsync(() => Task.FromResult(platform.Sent.Count == 1), TimeSpan.FromSeconds(30), () => "The last part did not come");
        Assert.Equal("末段", platform.Sent[0].Body["text"]!["content"]!.ToString());

        var next = (await host.SafeAsync(WeChatPushes.Text("oOwed", "2", "在吗"))).Text!;
        Assert.StartsWith("您说：在吗", next, StringComparison.Ordinal);
        Assert.Contains("回复“继续”再看一遍", next, StringComparison.Ordinal);
        Assert.DoesNotContain("中段", next, StringComparison.Ordinal);
        Assert.Equal("中段", (await host.SafeAsync(WeChatPushes.Text("oOwed", "3", "继续"))).Text);
        Assert.Equal("您说：继续", (await host.SafeAsync(WeChatPushes.Text("oOwed", "4", "继续"))).Text);
        Assert.Single(platform.Sent);
    }

    [Fact]
    public async Task DoubtfulRest_NotAskedFor_IsMentionedOnce()
    {
        await using var platform = await FakePlatform.StartAsync();
        await using var host = await TextChannelHost.StartAsync(assistant: Echo, settings: TextChannelHost.Account(platform));
        await host.Services.GetRequiredService<BoxStore>().UpdateAsync(Person, box => box.Wait([new("1#1", "中段") { Doubt = Doubt.Open }]), Ct);
        Assert.Contains("再看一遍", (await host.SafeAsync(WeChatPushes.Text("oOwed", "2", "在吗"))).Text!, StringComparison.Ordinal);
        Assert.Equal("您说：好", (await host.SafeAsync(WeChatPushes.Text("oOwed", "3", "好"))).Text);
        Assert.Equal("您说：继续", (await host.SafeAsync(WeChatPushes.Text("oOwed", "4", "继续"))).Text);
    }

    // As a process leaves it that is killed after the response and before the rest.
    private static async Task LeaveAsync(TextChannelHost host, OwedAnswer owed, WaitingText rest, Func<PersonBox, PersonBox>? more = null)
    {
        await host.Services.GetRequiredService<OwedAnswers>().HoldAsync(owed);
        await host.Services.GetRequiredService<BoxStore>().UpdateAsync(Person, box => (more ?? (b => b))(box.Wait([rest])), Ct);
    }

    private static async Task SweepAsync(TextChannelHost host)
    {
        host.Time.Pass(OwedAnswers.Lease + TimeSpan.FromSeconds(1));
        _ = await host.Services.GetRequiredService<OwedSweeper>().RunOnceAsync(Ct);
    }

    private static Task SettledAsync(TextChannelHost host) => Eventually.BecomesTrueAsync(
        async () => { host.Time.Pass(OwedAnswers.Lease); return (await host.Services.GetRequiredService<OwedAnswers>().FindDueAsync(10, Ct)).Length == 0; }, TimeSpan.FromSeconds(30), () => "Something is owed still");
}
