using Bot.Channels.Tencent.Boxes;
using Bot.Delivery;
using Bot.State.Conversations;
using Dialogs.Replies;
using Dialogs.Turns;
using Microsoft.Extensions.DependencyInjection;
using TestKit.Platforms;
using TestKit.Processes;

namespace Bot.Tests.Channels.Tencent;

/// <summary>What the account says by itself: the ladder, its accounting, and every misbehaviour of the platform.</summary>
public sealed class WeChatSendingTests : IAsyncLifetime
{
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;
    private FakePlatform platform = null!;
    private TextChannelHost host = null!;

    public async ValueTask InitializeAsync()
    {
        platform = await FakePlatform.StartAsync();
        host = await TextChannelHost.StartAsync(settings: TextChannelHost.Account(platform, more:
        [
            ("WeChat:Templates:0:Id", "sub-1"), ("WeChat:Templates:0:Kind", "Subscription"), ("WeChat:Templates:0:Fields:thing1", "{headline}"), ("WeChat:Templates:0:Fields:date2", "{today}"),
        ]));
    }

    public async ValueTask DisposeAsync()
    {
        await host.DisposeAsync();
        await platform.DisposeAsync();
    }

    [Fact]
    public async Task Announcement_WithinTheWindow_GoesOutAsRawUtf8AndOnlyOnce()
    {
        var person = await KnownAsync("oWindow");
        Assert.Equal(Reach.Now, (await Deliverer.ReachAsync(person, Ct)).Reach);
        Assert.IsType<DeliveryResult.Sent>(await SendAsync(person, "a1", "明天截止😀，请尽早。"));
        Assert.IsType<DeliveryResult.Sent>(await SendAsync(person, "a1", "明天截止😀，请尽早。"));
        var sent = Assert.Single(platform.Sent);
        Assert.Contains("\"content\":\"明天截止😀，请尽早。\"", sent.Raw, StringComparison.Ordinal);
        Assert.Equal("oWindow", sent.Body["touser"]!.ToString());
        Assert.Equal(1, platform.TokensIssued);
    }

    [Fact]
    public async Task Announcement_AfterFive_WaitsAndIsGivenWithTheNextMessage()
    {
        var person = await KnownAsync("oFive");
        for (var i = 0; i < 5; i++) Assert.IsType<DeliveryResult.Sent>(await SendAsync(person, $"a{i}", $"第{i}条"));
        Assert.Equal(Reach.OnceTheyWrite, (await Deliverer.ReachAsync(person, Ct)).Reach);
        var kept = Assert.IsType<DeliveryResult.Kept>(await SendAsync(person, "a5", "公示后天截止。"));
        Assert.Contains("只能等对方来信", kept.Reason, StringComparison.Ordinal);
        _ = Assert.IsType<DeliveryResult.Kept>(await SendAsync(person, "a6", "申报下周截止。"));
        Assert.Equal(5, platform.Sent.Count);

        var answer = await host.SafeAsync(WeChatPushes.Text("oFive", "2", "什么时候截止"));
        Assert.Contains("公示后天截止。", answer.Text, StringComparison.Ordinal);
        Assert.Contains("申报下周截止。", answer.Text, StringComparison.Ordinal);
        Assert.Equal(answer.Text, (await host.SafeAsync(WeChatPushes.Text("oFive", "2", "什么时候截止"))).Text);
        Assert.DoesNotContain("公示后天截止。", (await host.SafeAsync(WeChatPushes.Text("oFive", "3", "什么时候截止"))).Text, StringComparison.Ordinal);
        Assert.Equal(Reach.Now, (await Deliverer.ReachAsync(person, Ct)).Reach);
    }

    [Theory]
    [InlineData(48 * 3600 - 5, true)]
    [InlineData(48 * 3600 + 5, false)]
    public async Task Window_OfFortyEightHours_EndsThen(int seconds, bool reached)
    {
        var person = await KnownAsync("oHours");
        host.Time.Pass(TimeSpan.FromSeconds(seconds));
        Assert.Equal(reached ? Reach.Now : Reach.OnceTheyWrite, (await Deliverer.ReachAsync(person, Ct)).Reach);
        Assert.Equal(reached, await SendAsync(person, "a", "明天截止。") is DeliveryResult.Sent);
    }

    [Theory]
    [InlineData("CLICK", 55, true)]
    [InlineData("CLICK", 65, false)]
    [InlineData("VIEW", 0, false)]
    public async Task Events_AllowThreeForAMinute(string name, int seconds, bool reached)
    {
        var person = await KnownAsync("oClicks");
        host.Time.Pass(TimeSpan.FromHours(49));
        await host.SafeAsync(WeChatPushes.Event("oClicks", name, "<EventKey><![CDATA[say:什么时候截止]]></EventKey>"));
        host.Time.Pass(TimeSpan.FromSeconds(seconds));
        Assert.Equal(reached ? Reach.Now : Reach.OnceTheyWrite, (await Deliverer.ReachAsync(person, Ct)).Reach);
    }

    [Fact]
    public async Task Consent_OfOneNotice_IsUsedOnce()
    {
        var person = await KnownAsync("oConsent");
        await host.SafeAsync(WeChatPushes.Event("oConsent", "subscribe_msg_popup_event", "<SubscribeMsgPopupEvent><List><TemplateId>sub-1</TemplateId><SubscribeStatusString>accept</SubscribeStatusString><PopupScene>1</PopupScene></List></SubscribeMsgPopupEvent>"));
        await host.SafeAsync(WeChatPushes.Event("oConsent", "subscribe_msg_popup_event", "<SubscribeMsgPopupEvent><List><TemplateId>sub-1</TemplateId><SubscribeStatusString>accept</SubscribeStatusString><PopupScene>1</PopupScene></List></SubscribeMsgPopupEvent>"));
        host.Time.Pass(TimeSpan.FromHours(49));
        Assert.Equal(Reach.Now, (await Deliverer.ReachAsync(person, Ct)).Reach);
        Assert.IsType<DeliveryResult.Sent>(await SendAsync(person, "a1", "个人网上申报明天截止，请今天就提交，不要等到最后一天。\n详情见通知。"));
        var notice = Assert.Single(platform.CallsOf("subscribe/bizsend"));
        Assert.Equal("个人网上申报明天截止，请今天就提交，不…", notice.Body["data"]!["thing1"]!["value"]!.ToString());
        Assert.Equal("2024年10月12日", notice.Body["data"]!["date2"]!["value"]!.ToString());
        Assert.IsType<DeliveryResult.Kept>(await SendAsync(person, "a2", "还有一件事。"));
        // The notice was short: the whole text comes with the next message, and so does what waited.
        var answer = (await host.SafeAsync(WeChatPushes.Text("oConsent", "9", "什么时候截止"))).Text;
        Assert.Contains("详情见通知。", answer, StringComparison.Ordinal);
        Assert.Contains("还有一件事。", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Consent_Withdrawn_IsNone()
    {
        var person = await KnownAsync("oReject");
        await host.SafeAsync(WeChatPushes.Event("oReject", "subscribe_msg_popup_event", "<SubscribeMsgPopupEvent><List><TemplateId>sub-1</TemplateId><SubscribeStatusString>accept</SubscribeStatusString></List></SubscribeMsgPopupEvent>"));
        await host.SafeAsync(WeChatPushes.Event("oReject", "subscribe_msg_change_event", "<SubscribeMsgChangeEvent><List><TemplateId>sub-1</TemplateId><SubscribeStatusString>reject</SubscribeStatusString></List></SubscribeMsgChangeEvent>"));
        host.Time.Pass(TimeSpan.FromHours(49));
        Assert.Equal(Reach.OnceTheyWrite, (await Deliverer.ReachAsync(person, Ct)).Reach);
    }

    [Theory]
    [InlineData(45009, "Passing", "次数已用完")]
    [InlineData(45011, "Passing", "太频繁")]
    [InlineData(40164, "Passing", "白名单")]
    [InlineData(45047, "Kept", "只能等对方来信")]
    [InlineData(45015, "Kept", "只能等对方来信")]
    [InlineData(48001, "Kept", "只能等对方来信")]
    [InlineData(43004, "Refused", "取消关注")]
    [InlineData(40003, "Refused", "不是本公众号")]
    [InlineData(45168, "Refused", "不允许的词")]
    [InlineData(99999, "Refused", "99999")]
    public async Task Refusals_OfThePlatform_AreEachWhatTheyAre(int code, string expected, string word)
    {
        var person = await KnownAsync($"oCode{code}");
        platform.Misbehave(new("custom/send") { ErrorCode = code });
        var result = await SendAsync(person, "a1", "明天截止。");
        Assert.Equal(expected, result.GetType().Name);
        Assert.Contains(word, result.ToString(), StringComparison.Ordinal);
        Assert.Equal(code is 43004 or 40003 ? Reach.Never : code is 45047 or 45015 ? Reach.OnceTheyWrite : Reach.Now, (await Deliverer.ReachAsync(person, Ct)).Reach);
        // What did not go out goes out when it is tried again; nothing else is said twice.
        var again = await SendAsync(person, "a1", "明天截止。");
        Assert.Equal(expected == "Passing" ? "Sent" : expected, again.GetType().Name);
        Assert.Equal(expected == "Passing" ? 1 : 0, platform.Sent.Count);
    }

    [Theory]
    [InlineData(42001)]
    [InlineData(40001)]
    [InlineData(40014)]
    public async Task Token_ThatWasRefused_IsRenewedOnce(int code)
    {
        var person = await KnownAsync("oToken");
        Assert.IsType<DeliveryResult.Sent>(await SendAsync(person, "a0", "一"));
        if (code == 42001) platform.ExpireTokens();
        else platform.Misbehave(new("custom/send") { ErrorCode = code });
        Assert.IsType<DeliveryResult.Sent>(await SendAsync(person, "a1", "二"));
        Assert.Equal(2, platform.TokensIssued);
        Assert.Equal(2, platform.Sent.Count);
    }

    [Fact]
    public async Task Platform_Busy_IsAskedAgain()
    {
        var person = await KnownAsync("oBusy");
        platform.Misbehave(new("custom/send") { ErrorCode = -1 });
        platform.Misbehave(new("custom/send") { Status = 500 });
        Assert.IsType<DeliveryResult.Sent>(await SendAsync(person, "a1", "明天截止。"));
        Assert.Equal(3, platform.CallsOf("custom/send").Count);
    }

    /// <summary>Nobody can tell whether it arrived. It is said so, and not sent again.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Connection_Cut_IsUncertainAndNothingIsSentTwice(bool after)
    {
        var person = await KnownAsync("oCut");
        platform.Misbehave(new("custom/send") { CutAfter = after, CutBefore = !after });
        Assert.IsType<DeliveryResult.Uncertain>(await SendAsync(person, "a1", "明天截止。"));
        Assert.IsType<DeliveryResult.Uncertain>(await SendAsync(person, "a1", "明天截止。"));
        Assert.Equal(after ? 1 : 0, platform.Sent.Count);
    }

    [Fact]
    public async Task Announcement_ToSomebodyWhoLeft_IsRefused()
    {
        var person = await KnownAsync("oLeft");
        await host.SafeAsync(WeChatPushes.Event("oLeft", "unsubscribe"));
        Assert.Equal(Reach.Never, (await Deliverer.ReachAsync(person, Ct)).Reach);
        Assert.IsType<DeliveryResult.Refused>(await SendAsync(person, "a1", "明天截止。"));
        Assert.Empty(platform.Sent);
        Assert.Equal(PersonBox.Empty, await host.Services.GetRequiredService<BoxStore>().ReadAsync(person, Ct));
    }

    /// <summary>A text of three messages in answer to one: the first goes back, the others follow by themselves and in order.</summary>
    [Fact]
    public async Task Announcement_OfSeveralMessages_ComesInOrder()
    {
        var person = await KnownAsync("oParts");
        Assert.IsType<DeliveryResult.Sent>(await SendAsync(person, "a1", string.Join('\n', Enumerable.Range(1000, 300).Select(i => $"第{i}行通知"))));
        Assert.InRange(platform.Sent.Count, 3, 5);
        Assert.Equal(Enumerable.Range(1000, 300).Select(i => $"第{i}行通知"), platform.Sent.SelectMany(s => s.Body["text"]!["content"]!.ToString().Split('\n')));
    }

    private Deliverer Deliverer => host.Services.GetRequiredService<Deliverer>();

    private async Task<ConversationKey> KnownAsync(string person)
    {
        await host.SafeAsync(WeChatPushes.Text(person, "1", "你好"));
        return new("wechat", $"main|{person}");
    }

    private Task<DeliveryResult> SendAsync(ConversationKey person, string id, string text) =>
        Deliverer.SendAsync(person, new(id, state => new(state, [new Reply { Text = text }], [])), Ct);
}
