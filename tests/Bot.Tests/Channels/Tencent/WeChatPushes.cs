using System.Globalization;
using System.Net;
using System.Text;
using System.Xml.Linq;
using Bot.Channels.Tencent.Crypt;
using TestKit.Platforms;

namespace Bot.Tests.Channels.Tencent;

/// <summary>What came back for a push.</summary>
/// <param name="Text">The content of the answer; null: it was none.</param>
internal sealed record PushAnswer(HttpStatusCode Status, string Raw, string? Text, bool WasEncrypted);

/// <summary>Pushes as the platform makes them.</summary>
internal static class WeChatPushes
{
    public const string Token = "devToken123", Key = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG", Account = "gh_0123456789ab";

    public static string Text(string from, string id, string content) => Message(from, id, "text", $"<Content><![CDATA[{content}]]></Content>");

    public static string Message(string from, string id, string type, string fields) =>
        $"<xml><ToUserName><![CDATA[{Account}]]></ToUserName><FromUserName><![CDATA[{from}]]></FromUserName><CreateTime>1700000000</CreateTime><MsgType><![CDATA[{type}]]></MsgType>{fields}<MsgId>{id}</MsgId></xml>";

    public static string Event(string from, string name, string fields = "", long at = 1700000000) =>
        $"<xml><ToUserName><![CDATA[{Account}]]></ToUserName><FromUserName><![CDATA[{from}]]></FromUserName><CreateTime>{at}</CreateTime><MsgType><![CDATA[event]]></MsgType><Event><![CDATA[{name}]]></Event>{fields}</xml>";

    public static Task<PushAnswer> SafeAsync(this TextChannelHost host, string xml, string path = "/wechat") =>
        PostAsync(host, path, Sealed(host, xml));

    public static Task<PushAnswer> PlainAsync(this TextChannelHost host, string xml, string path = "/wechat") => PostAsync(host, path, (Query(host.Time.GetUtcNow()), xml));

    /// <summary>Query and body of an encrypted push; with <paramref name="compatible"/> the plain fields stand beside the cipher.</summary>
    public static (string Query, string Body) Sealed(TextChannelHost host, string xml, bool compatible = false, string receiver = FakePlatform.Id, DateTimeOffset? at = null)
    {
        var cipher = new MessageCrypt(Key, receiver).Encrypt(xml);
        var time = (at ?? host.Time.GetUtcNow()).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var query = $"signature={Signature.Of(Token, time, "n7")}&timestamp={time}&nonce=n7&openid=o1&encrypt_type=aes&msg_signature={Signature.Of(Token, time, "n7", cipher)}";
        return (query, compatible ? xml.Replace("</xml>", $"<Encrypt><![CDATA[{cipher}]]></Encrypt></xml>", StringComparison.Ordinal) : $"<xml><ToUserName><![CDATA[{Account}]]></ToUserName><Encrypt><![CDATA[{cipher}]]></Encrypt></xml>");
    }

    public static string Query(DateTimeOffset now, string token = Token)
    {
        var time = now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        return $"signature={Signature.Of(token, time, "n7")}&timestamp={time}&nonce=n7&openid=o1";
    }

    public static async Task<PushAnswer> PostAsync(TextChannelHost host, string path, (string Query, string Body) push)
    {
        using var content = new StringContent(push.Body, Encoding.UTF8, "text/xml");
        using var response = await host.Client.PostAsync($"{path}?{push.Query}", content, TestContext.Current.CancellationToken);
        var raw = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        if (!raw.StartsWith("<xml>", StringComparison.Ordinal)) return new(response.StatusCode, raw, null, false);
        var answer = XElement.Parse(raw);
        if (answer.Element("Encrypt") is not { } cipher) return new(response.StatusCode, raw, answer.Element("Content")!.Value, false);
        Assert.Equal(Signature.Of(Token, answer.Element("TimeStamp")!.Value, answer.Element("Nonce")!.Value, cipher.Value), answer.Element("MsgSignature")!.Value);
        var inner = XElement.Parse(Assert.IsType<Opened.Message>(new MessageCrypt(Key, FakePlatform.Id).Decrypt(cipher.Value)).Text);
        return new(response.StatusCode, raw, inner.Element("Content")!.Value, true);
    }
}
