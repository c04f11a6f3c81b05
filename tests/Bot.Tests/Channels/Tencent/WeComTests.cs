using System.Globalization;
using System.Net;
using System.Text;
using System.Xml.Linq;
using Bot.Channels.Tencent.Crypt;
using Bot.Delivery;
using Bot.State.Conversations;
using Bot.Tests.Channels.WebChat;
using Dialogs.Replies;
using Microsoft.Extensions.DependencyInjection;
using TestKit.Platforms;
using TestKit.Processes;

namespace Bot.Tests.Channels.Tencent;

public sealed class WeComTests : IAsyncLifetime
{
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;
    private FakePlatform platform = null!;
    private TextChannelHost host = null!;

    public async ValueTask InitializeAsync()
    {
        platform = await FakePlatform.StartAsync();
        host = await TextChannelHost.StartAsync(settings: App(FakePlatform.Secret));
    }

    public async ValueTask DisposeAsync()
    {
        await host.DisposeAsync();
        await platform.DisposeAsync();
    }

    [Fact]
    public async Task Verification_OfTheAddress_AnswersTheDecryptedEcho()
    {
        for (var i = 0; i < 20; i++)
        {
            var echo = Crypt.Encrypt($"59277824894423524{i}");
            var (time, signature) = Sign(echo);
            // Once escaped and once with its plus signs as they are.
            foreach (var written in new[] { Uri.EscapeDataString(echo), echo.Replace("=", "%3D", StringComparison.Ordinal) })
                Assert.Equal((HttpStatusCode.OK, $"59277824894423524{i}"), await GetAsync($"/wecom?msg_signature={signature}&timestamp={time}&nonce=n7&echostr={written}"));
            Assert.Equal(HttpStatusCode.Unauthorized, (await GetAsync($"/wecom?msg_signature={signature}&timestamp={time}&nonce=n8&echostr={Uri.EscapeDataString(echo)}")).Status);
        }
    }

    [Fact]
    public async Task Question_WithChoices_IsAnsweredAtOnceAndShowsButtons()
    {
        var answer = await PostAsync(Text("ZhangSan", "1", "什么时候截止"));
        Assert.Contains("10月25日", answer!.Element("Content")!.Value, StringComparison.Ordinal);
        Assert.DoesNotContain("\n1. ", answer.Element("Content")!.Value, StringComparison.Ordinal);
        var card = await CardAsync(1);
        Assert.Equal("button_interaction", card["card_type"]!.ToString());
        Assert.Matches("^[0-9a-zA-Z_@-]{1,128}$", card["task_id"]!.ToString());
        Assert.InRange(card["button_list"]!.AsArray().Count, 1, 6);
        Assert.DoesNotContain("\\u", platform.Sent[0].Raw, StringComparison.Ordinal);
    }

    /// <summary>The card shows what was chosen, and the answer comes as a message of its own, once for all tries.</summary>
    [Fact]
    public async Task Button_Pressed_UpdatesTheCardAndIsAnswered()
    {
        await PostAsync(Text("lisi", "1", "自查"));
        var card = await CardAsync(1);
        var button = card["button_list"]![0]!;
        var pressed = $"<EventKey><![CDATA[{button["key"]}]]></EventKey><TaskId><![CDATA[{card["task_id"]}]]></TaskId><CardType><![CDATA[button_interaction]]></CardType><ResponseCode><![CDATA[r1]]></ResponseCode><AgentID>7</AgentID>";
        for (var i = 0; i < 3; i++)
        {
            var update = (await PostAsync(Event("lisi", "template_card_event", pressed)))!;
            Assert.Equal("update_button", update.Element("MsgType")!.Value);
            Assert.StartsWith("已选：", update.Element("Button")!.Element("ReplaceName")!.Value, StringComparison.Ordinal);
        }
        await CardAsync(2);
        var texts = platform.CallsOf("message/send").Where(c => c.Body["msgtype"]!.ToString() == "text").ToArray();
        Assert.Contains("记下了", Assert.Single(texts).Body["text"]!["content"]!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Subscribe_Greets_AndLeavingForgets()
    {
        Assert.StartsWith("您好", (await PostAsync(Event("wangwu", "subscribe", "")))!.Element("Content")!.Value, StringComparison.Ordinal);
        await PostAsync(Text("wangwu", "1", "什么时候截止"));
        Assert.Null(await PostAsync(Event("wangwu", "enter_agent", "")));
        await CardAsync(1);
        Assert.Null(await PostAsync(Event("wangwu", "unsubscribe", "")));
        Assert.IsType<DeliveryResult.Refused>(await SendAsync("wangwu", "a1"));
    }

    [Fact]
    public async Task Announcement_ToSomebodyOutsideTheApp_IsRefusedFromThenOn()
    {
        await PostAsync(Text("Gone1", "1", "你好"));
        Assert.IsType<DeliveryResult.Refused>(await SendAsync("gone1", "a1"));
        Assert.Equal(Reach.Never, (await Deliverer.ReachAsync(new("wecom", "gone1"), Ct)).Reach);
        await PostAsync(Text("Gone1", "2", "你好"));
        Assert.Equal(Reach.Now, (await Deliverer.ReachAsync(new("wecom", "gone1"), Ct)).Reach);
    }

    /// <summary>The platform drops a repeat within half an hour, so a cut connection is tried again.</summary>
    [Fact]
    public async Task Announcement_WithACutConnection_IsSentWithTheDuplicateCheck()
    {
        await PostAsync(Text("zhao", "1", "什么时候截止"));
        await CardAsync(1);
        platform.Misbehave(new("message/send") { CutBefore = true });
        Assert.IsType<DeliveryResult.Sent>(await SendAsync("zhao", "a1"));
        Assert.Equal("1", platform.Sent[^1].Body["enable_duplicate_check"]!.ToString());
        platform.Misbehave(new("message/send") { ErrorCode = 60020 });
        Assert.Contains("企业可信IP", Assert.IsType<DeliveryResult.Passing>(await SendAsync("zhao", "a2")).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Push_ThatIsNotEncryptedOrForeign_IsRefused()
    {
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(Text("x", "1", "你好"), "n7"));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(Envelope(new MessageCrypt(WeChatPushes.Key, "ww-other").Encrypt(Text("x", "1", "你好"))), "n7"));
        Assert.Equal(HttpStatusCode.BadRequest, await StatusAsync(Envelope(Crypt.Encrypt("<xml>")), "n7"));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(Envelope(Crypt.Encrypt(Text("x", "1", "你好"))), "n8"));
    }

    [Fact]
    public async Task App_WithoutItsSecret_AnswersInNumbersAndKeepsAnnouncements()
    {
        await using var silent = await TextChannelHost.StartAsync(settings: App(""));
        Assert.Contains("\n1. ", (await PostAsync(Text("sun", "1", "什么时候截止"), silent))!.Element("Content")!.Value, StringComparison.Ordinal);
        var deliverer = silent.Services.GetRequiredService<Deliverer>();
        Assert.Equal(Reach.OnceTheyWrite, (await deliverer.ReachAsync(new("wecom", "sun"), Ct)).Reach);
        Assert.IsType<DeliveryResult.Kept>(await deliverer.SendAsync(new("wecom", "sun"), new("a1", s => new(s, [new Reply { Text = "明天截止。" }], [])), Ct));
        Assert.Contains("明天截止。", (await PostAsync(Text("sun", "2", "什么时候截止"), silent))!.Element("Content")!.Value, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Addresses_OfWhatIsNotConnected_AreNotThere()
    {
        await using var bare = await TextChannelHost.StartAsync();
        foreach (var path in new[] { "/wechat", "/wechat/main", "/wecom" })
        {
            using var got = await bare.Client.GetAsync($"{path}?signature=x&timestamp=1&nonce=1&echostr=1", Ct);
            using var posted = await bare.Client.PostAsync(path, new StringContent("<xml/>"), Ct);
            Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), (got.StatusCode, posted.StatusCode));
        }
    }

    private static MessageCrypt Crypt { get; } = new(WeChatPushes.Key, FakePlatform.Id);

    private Deliverer Deliverer => host.Services.GetRequiredService<Deliverer>();

    private (string, string)[] App(string secret) =>
    [
        ("WeCom:CorpId", FakePlatform.Id), ("WeCom:AgentId", "7"), ("WeCom:Secret", secret), ("WeCom:Token", WeChatPushes.Token),
        ("WeCom:EncodingAesKey", WeChatPushes.Key), ("WeCom:ApiUrl", platform.Url.ToString()),
    ];

    private static string Text(string from, string id, string content) =>
        $"<xml><ToUserName><![CDATA[{FakePlatform.Id}]]></ToUserName><FromUserName><![CDATA[{from}]]></FromUserName><CreateTime>1700000000</CreateTime><MsgType><![CDATA[text]]></MsgType><Content><![CDATA[{content}]]></Content><MsgId>{id}</MsgId><AgentID>7</AgentID></xml>";

    private static string Event(string from, string name, string fields) =>
        $"<xml><ToUserName><![CDATA[{FakePlatform.Id}]]></ToUserName><FromUserName><![CDATA[{from}]]></FromUserName><CreateTime>1700000000</CreateTime><MsgType><![CDATA[event]]></MsgType><Event><![CDATA[{name}]]></Event>{fields}</xml>";

    private static string Envelope(string cipher) => $"<xml><ToUserName><![CDATA[{FakePlatform.Id}]]></ToUserName><AgentID><![CDATA[7]]></AgentID><Encrypt><![CDATA[{cipher}]]></Encrypt></xml>";

    private (string Time, string Signature) Sign(string cipher, TextChannelHost? at = null)
    {
        var time = (at ?? host).Time.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        return (time, Signature.Of(WeChatPushes.Token, time, "n7", cipher));
    }

    private Task<DeliveryResult> SendAsync(string user, string id) => Deliverer.SendAsync(new("wecom", user), new(id, s => new(s, [new Reply { Text = "明天截止。" }], [])), Ct);

    /// <summary>The newest card, once there are so many.</summary>
    private async Task<System.Text.Json.Nodes.JsonNode> CardAsync(int count)
    {
        var cards = Array.Empty<PlatformCall>();
        await Eventually.BecomesTrueAsync(() => Task.FromResult((cards = [.. platform.CallsOf("message/send").Where(c => c.Body["msgtype"]!.ToString() == "template_card")]).Length >= count), TimeSpan.FromSeconds(60), () => $"{cards.Length} cards");
        return cards[^1].Body["template_card"]!;
    }

    private async Task<XElement?> PostAsync(string xml, TextChannelHost? at = null)
    {
        var cipher = Crypt.Encrypt(xml);
        var (time, signature) = Sign(cipher, at);
        using var response = await (at ?? host).Client.PostAsync($"/wecom?msg_signature={signature}&timestamp={time}&nonce=n7", new StringContent(Envelope(cipher), Encoding.UTF8, "text/xml"), Ct);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var raw = await response.Content.ReadAsStringAsync(Ct);
        return raw.Length == 0 ? null : XElement.Parse(Assert.IsType<Opened.Message>(Crypt.Decrypt(XElement.Parse(raw).Element("Encrypt")!.Value)).Text);
    }

    private async Task<HttpStatusCode> StatusAsync(string body, string nonce)
    {
        var (time, signature) = Sign(XmlFields.Parse(body)!["Encrypt"] ?? "");
        using var response = await host.Client.PostAsync($"/wecom?msg_signature={signature}&timestamp={time}&nonce={nonce}", new StringContent(body, Encoding.UTF8, "text/xml"), Ct);
        return response.StatusCode;
    }

    private async Task<(HttpStatusCode Status, string Body)> GetAsync(string path)
    {
        using var response = await host.Client.GetAsync(path, Ct);
        return (response.StatusCode, await response.Content.ReadAsStringAsync(Ct));
    }
}
