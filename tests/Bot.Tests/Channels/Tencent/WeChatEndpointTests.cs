using System.Globalization;
using System.Net;
using Bot.Channels.Tencent.Crypt;
using Bot.Channels.Tencent.Text;
using Bot.State.Conversations;
using Bot.State.Persons;
using Dialogs.Turns;
using Microsoft.Extensions.DependencyInjection;

namespace Bot.Tests.Channels.Tencent;

/// <summary>An account that answers only: no call to the platform.</summary>
public sealed class WeChatEndpointTests(WeChatEndpointTests.Answering answering) : IClassFixture<WeChatEndpointTests.Answering>
{
    private readonly TextChannelHost host = answering.Host;

    public sealed class Answering : IAsyncLifetime
    {
        public TextChannelHost Host { get; private set; } = null!;

        public async ValueTask InitializeAsync() => Host = await TextChannelHost.StartAsync(settings: TextChannelHost.Account(null));

        public ValueTask DisposeAsync() => Host.DisposeAsync();
    }

    [Fact]
    public async Task Verification_WithTheRightSignature_BringsTheEchoBack()
    {
        var query = WeChatPushes.Query(host.Time.GetUtcNow());
        Assert.Equal((HttpStatusCode.OK, "4375120948345356249"), await GetAsync($"/wechat?{query}&echostr=4375120948345356249"));
        Assert.Equal((HttpStatusCode.OK, "4375120948345356249"), await GetAsync($"/wechat/main?{query}&echostr=4375120948345356249"));
    }

    [Theory]
    [InlineData("wrongToken", 0, HttpStatusCode.Unauthorized)]
    [InlineData(WeChatPushes.Token, 599, HttpStatusCode.OK)]
    [InlineData(WeChatPushes.Token, -599, HttpStatusCode.OK)]
    [InlineData(WeChatPushes.Token, 602, HttpStatusCode.Unauthorized)]
    [InlineData(WeChatPushes.Token, -602, HttpStatusCode.Unauthorized)]
    public async Task Verification_OfOtherTokensAndTimes_IsRefused(string token, int seconds, HttpStatusCode expected) =>
        Assert.Equal(expected, (await GetAsync($"/wechat?{WeChatPushes.Query(host.Time.GetUtcNow().AddSeconds(seconds), token)}&echostr=1")).Status);

    [Fact]
    public async Task Accounts_ThatAreNotThere_AreNotFound() =>
        Assert.Equal(HttpStatusCode.NotFound, (await GetAsync($"/wechat/other?{WeChatPushes.Query(host.Time.GetUtcNow())}&echostr=1")).Status);

    [Fact]
    public async Task Question_InEachMode_IsAnsweredInThatMode()
    {
        var xml = WeChatPushes.Text("oModes", "1", "什么时候截止？");
        var safe = await host.SafeAsync(xml);
        Assert.Equal((HttpStatusCode.OK, true), (safe.Status, safe.WasEncrypted));
        Assert.Contains("10月", safe.Text, StringComparison.Ordinal);
        var compatible = await WeChatPushes.PostAsync(host, "/wechat", WeChatPushes.Sealed(host, xml, compatible: true));
        Assert.Equal((safe.Text, true), (compatible.Text, compatible.WasEncrypted));
        var plain = await host.PlainAsync(xml);
        Assert.Equal((safe.Text, false), (plain.Text, plain.WasEncrypted));
    }

    [Fact]
    public async Task Question_Answered_ShowsQuoteAndLinkToTheClause()
    {
        var answer = (await host.SafeAsync(WeChatPushes.Text("oQuote", "1", "什么时候截止？"))).Text!;
        Assert.Contains("〔", answer, StringComparison.Ordinal);
        Assert.Matches("<a href=\"http://127.0.0.1:\\d+/notices/ruoqiang-2024#[^\"]+\">看原文</a>", answer);
        var link = answer[(answer.IndexOf("href=\"", StringComparison.Ordinal) + 6)..].Split('"')[0];
        Assert.Equal(HttpStatusCode.OK, (await GetAsync(new Uri(link).PathAndQuery)).Status);
    }

    [Theory]
    [InlineData("1")]
    [InlineData("１")]
    [InlineData("第一个")]
    [InlineData("一")]
    public async Task Subscribe_ThenANumber_PicksFromTheWelcome(string pick)
    {
        var person = $"oPick{(int)pick[0]}";
        var welcome = (await host.SafeAsync(WeChatPushes.Event(person, "subscribe", "<EventKey><![CDATA[qrscene_7]]></EventKey>"))).Text!;
        Assert.StartsWith("您好！", welcome, StringComparison.Ordinal);
        Assert.Contains("\n1. ", welcome, StringComparison.Ordinal);
        Assert.Contains("\n3. ", welcome, StringComparison.Ordinal);
        var first = (await host.SafeAsync(WeChatPushes.Text(person, "2", pick))).Text!;
        Assert.Contains("？", first, StringComparison.Ordinal);
        Assert.Contains("\n1. ", first, StringComparison.Ordinal);
    }

    [Fact]
    public async Task MenuClick_OfAButton_SaysWhatItStandsFor()
    {
        var clicked = (await host.SafeAsync(WeChatPushes.Event("oClick", "CLICK", "<EventKey><![CDATA[say:什么时候截止]]></EventKey>"))).Text;
        Assert.Equal((await host.SafeAsync(WeChatPushes.Text("oClick2", "1", "什么时候截止"))).Text, clicked);
    }

    [Fact]
    public async Task Voice_WithRecognition_IsAQuestion() =>
        Assert.Contains("10月", (await host.SafeAsync(WeChatPushes.Message("oVoice", "1", "voice", "<MediaId>m</MediaId><Format>amr</Format><Recognition><![CDATA[什么时候截止]]></Recognition>"))).Text, StringComparison.Ordinal);

    [Theory]
    [InlineData("voice", "<MediaId>m</MediaId><Recognition><![CDATA[]]></Recognition>", "打字")]
    [InlineData("image", "<PicUrl>http://x/y</PicUrl><MediaId>m</MediaId>", "图片")]
    [InlineData("location", "<Location_X>39.0</Location_X><Location_Y>88.1</Location_Y><Scale>16</Scale><Label><![CDATA[县城]]></Label>", "位置")]
    [InlineData("link", "<Title>t</Title><Description>d</Description><Url>http://x</Url>", "链接")]
    [InlineData("hologram", "", "文字")]
    public async Task Messages_ThatAreNoText_GetAFriendlyWord(string type, string fields, string word) =>
        Assert.Contains(word, (await host.SafeAsync(WeChatPushes.Message("oKind", type, type, fields))).Text, StringComparison.Ordinal);

    [Theory]
    [InlineData("VIEW")]
    [InlineData("LOCATION")]
    [InlineData("MASSSENDJOBFINISH")]
    [InlineData("an_event_of_next_year")]
    public async Task Events_ThatAskForNothing_AreTaken(string name) =>
        Assert.Equal((HttpStatusCode.OK, "success"), await host.SafeAsync(WeChatPushes.Event("oEvent", name)) is var a ? (a.Status, a.Raw) : default);

    /// <summary>Three tries at once, and one more a minute later: one turn, one answer.</summary>
    [Fact]
    public async Task Tries_OfOneMessage_GetOneAnswer()
    {
        await host.SafeAsync(WeChatPushes.Event("oTries", "subscribe"));
        var tries = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => host.SafeAsync(WeChatPushes.Text("oTries", "77", "1"))));
        host.Time.Pass(TimeSpan.FromMinutes(1));
        var late = await host.SafeAsync(WeChatPushes.Text("oTries", "77", "1"));
        Assert.Single(tries.Append(late).Select(t => t.Text).Distinct());
        Assert.NotEqual(late.Text, (await host.SafeAsync(WeChatPushes.Text("oTries", "78", "什么时候截止"))).Text);
    }

    /// <summary>Without the right to send by itself, the rest of a long outcome comes when asked for, and only the question shown last is numbered.</summary>
    [Fact]
    public async Task Outcome_LongerThanOneMessage_GoesOnWhenAsked()
    {
        await host.SafeAsync(WeChatPushes.Text("oLong", "1", "自查"));
        await host.SafeAsync(WeChatPushes.Text("oLong", "2", "若羌县第二小学语文老师，事业编，专技岗，全日制大专，2023年8月入职，考核合格，普通话二甲"));
        var outcome = (await host.SafeAsync(WeChatPushes.Text("oLong", "3", "1"))).Text!;
        for (var i = 4; i < 12 && !outcome.Contains("以审核为准", StringComparison.Ordinal); i++) outcome = (await host.SafeAsync(WeChatPushes.Text("oLong", $"{i}", "1"))).Text!;
        Assert.InRange(TextSplitter.Bytes(outcome), 500, 2048);
        if (!outcome.Contains("回复“继续”接着看", StringComparison.Ordinal)) return;
        var rest = (await host.SafeAsync(WeChatPushes.Text("oLong", "90", "继续"))).Text!;
        Assert.Equal(rest, (await host.SafeAsync(WeChatPushes.Text("oLong", "90", "继续"))).Text);
        Assert.DoesNotContain("继续”接着看", rest, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Unsubscribe_OfSomebodyWhoAsked_RemovesEverything()
    {
        var key = new ConversationKey("wechat", "main|oLeaves");
        await host.SafeAsync(WeChatPushes.Text("oLeaves", "1", "我是幼儿园老师，什么时候截止？"));
        Assert.NotNull(await host.Services.GetRequiredService<People>().ReadAsync(key, TestContext.Current.CancellationToken));
        Assert.Equal("success", (await host.SafeAsync(WeChatPushes.Event("oLeaves", "unsubscribe"))).Raw);
        Assert.Empty(await LeftAsync("oLeaves"));
    }

    [Fact]
    public async Task Erasing_ByWord_LeavesNothing()
    {
        await host.SafeAsync(WeChatPushes.Text("oErase", "1", "清除我的数据"));
        var done = await host.SafeAsync(WeChatPushes.Text("oErase", "2", "是"));
        Assert.NotNull(done.Text);
        Assert.Empty(await LeftAsync("oErase"));
        Assert.Equal(done.Text, (await host.SafeAsync(WeChatPushes.Text("oErase", "2", "是"))).Text);
    }

    private async Task<string[]> LeftAsync(string person)
    {
        var redis = await host.Services.GetRequiredService<Bot.State.Redis.RedisConnection>().GetAsync(TestContext.Current.CancellationToken);
        var server = redis.GetServer(redis.GetEndPoints()[0]);
        return [.. server.Keys(pattern: $"*{person}*").Select(k => k.ToString())];
    }

    private async Task<(HttpStatusCode Status, string Body)> GetAsync(string path)
    {
        using var response = await host.Client.GetAsync(path, TestContext.Current.CancellationToken);
        return (response.StatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }
}
