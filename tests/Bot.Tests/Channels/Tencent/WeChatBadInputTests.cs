using System.Net;
using System.Text;
using Bot.Channels.Tencent.Crypt;
using Bot.State.Persons;
using Microsoft.Extensions.DependencyInjection;

namespace Bot.Tests.Channels.Tencent;

/// <summary>Whatever is wrong with a push: the status that the platform expects, nothing processed, nothing said of why.</summary>
public sealed class WeChatBadInputTests(WeChatBadInputTests.SafeMode safe) : IClassFixture<WeChatBadInputTests.SafeMode>
{
    private const string Person = "oBad";
    private readonly TextChannelHost host = safe.Host;

    public sealed class SafeMode : IAsyncLifetime
    {
        public TextChannelHost Host { get; private set; } = null!;

        public async ValueTask InitializeAsync() => Host = await TextChannelHost.StartAsync(settings: [.. TextChannelHost.Account(null), ("WeChat:Mode", "Safe")]);

        public ValueTask DisposeAsync() => Host.DisposeAsync();
    }

    public static TheoryData<string, HttpStatusCode> Bad => new()
    {
        { "plain in safe mode", HttpStatusCode.Unauthorized },
        { "wrong signature", HttpStatusCode.Unauthorized },
        { "signature of another cipher", HttpStatusCode.Unauthorized },
        { "no signature", HttpStatusCode.Unauthorized },
        { "signature twice", HttpStatusCode.Unauthorized },
        { "stale", HttpStatusCode.Unauthorized },
        { "from the future", HttpStatusCode.Unauthorized },
        { "timestamp of words", HttpStatusCode.Unauthorized },
        { "another app inside", HttpStatusCode.Unauthorized },
        { "cipher of no key", HttpStatusCode.BadRequest },
        { "empty cipher", HttpStatusCode.BadRequest },
        { "truncated", HttpStatusCode.BadRequest },
        { "truncated inside", HttpStatusCode.BadRequest },
        { "entity bomb", HttpStatusCode.BadRequest },
        { "entity bomb inside", HttpStatusCode.BadRequest },
        { "10 MB", HttpStatusCode.BadRequest },
        { "empty", HttpStatusCode.BadRequest },
        { "not UTF-8", HttpStatusCode.BadRequest },
        { "no sender", HttpStatusCode.BadRequest },
        { "sender with a line break", HttpStatusCode.BadRequest },
        { "no message id", HttpStatusCode.BadRequest },
        { "time of words", HttpStatusCode.BadRequest },
    };

    [Theory]
    [MemberData(nameof(Bad))]
    public async Task Push_ThatIsWrong_IsRefusedAndNothingHappens(string what, HttpStatusCode expected)
    {
        var (query, body) = Make(what);
        using var content = new ByteArrayContent(what == "not UTF-8" ? [.. Encoding.UTF8.GetBytes("<xml><Encrypt>"), 0xC3, 0x28, .. Encoding.UTF8.GetBytes("</Encrypt></xml>")] : Encoding.UTF8.GetBytes(body));
        using var response = await host.Client.PostAsync($"/wechat?{query}", content, TestContext.Current.CancellationToken);
        var said = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Equal(expected, response.StatusCode);
        foreach (var secret in new[] { Person, WeChatPushes.Token, WeChatPushes.Key, "Exception", "   at ", "XML" }) Assert.DoesNotContain(secret, said, StringComparison.Ordinal);
        Assert.Equal(0, await host.Services.GetRequiredService<People>().CountAsync(TestContext.Current.CancellationToken));
    }

    private (string Query, string Body) Make(string what)
    {
        const string Bomb = "<!DOCTYPE lolz [<!ENTITY a \"lol\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;\"><!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;\">]><xml><Content>&c;</Content></xml>";
        var xml = WeChatPushes.Text(Person, "1", "什么时候截止");
        var good = WeChatPushes.Sealed(host, xml);
        var other = WeChatPushes.Sealed(host, WeChatPushes.Text(Person, "2", "自查"));
        return what switch
        {
            "plain in safe mode" => (WeChatPushes.Query(host.Time.GetUtcNow()), xml),
            "wrong signature" => (good.Query.Replace("msg_signature=", "msg_signature=0", StringComparison.Ordinal), good.Body),
            "signature of another cipher" => (other.Query, good.Body),
            "no signature" => ("", good.Body),
            "signature twice" => ($"{good.Query}&{good.Query}", good.Body),
            "stale" => WeChatPushes.Sealed(host, xml, at: host.Time.GetUtcNow().AddMinutes(-11)),
            "from the future" => WeChatPushes.Sealed(host, xml, at: host.Time.GetUtcNow().AddMinutes(11)),
            "timestamp of words" => (good.Query.Replace("timestamp=", "timestamp=now", StringComparison.Ordinal), good.Body),
            "another app inside" => WeChatPushes.Sealed(host, xml, receiver: "wxffffffffffffffff"),
            "cipher of no key" => Signed(Convert.ToBase64String(new byte[64])),
            "empty cipher" => Signed(""),
            "truncated" => (good.Query, good.Body[..^9]),
            "truncated inside" => WeChatPushes.Sealed(host, xml[..^9]),
            "entity bomb" => (good.Query, Bomb),
            "entity bomb inside" => WeChatPushes.Sealed(host, Bomb),
            "10 MB" => (good.Query, $"<xml><Encrypt>{new string('A', 10_000_000)}</Encrypt></xml>"),
            "no sender" => WeChatPushes.Sealed(host, WeChatPushes.Text("", "1", "你好")),
            "sender with a line break" => WeChatPushes.Sealed(host, WeChatPushes.Text("o\n1", "1", "你好")),
            "no message id" => WeChatPushes.Sealed(host, xml.Replace("<MsgId>1</MsgId>", "", StringComparison.Ordinal)),
            "time of words" => WeChatPushes.Sealed(host, xml.Replace("1700000000", "now", StringComparison.Ordinal)),
            _ => (good.Query, ""),
        };
    }

    private (string Query, string Body) Signed(string cipher)
    {
        var query = WeChatPushes.Sealed(host, "<xml/>").Query;
        var time = query.Split('&').First(p => p.StartsWith("timestamp=", StringComparison.Ordinal))[10..];
        return ($"{query.Split("&msg_signature=")[0]}&msg_signature={Signature.Of(WeChatPushes.Token, time, "n7", cipher)}", $"<xml><Encrypt><![CDATA[{cipher}]]></Encrypt></xml>");
    }
}
