using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;

namespace TestKit.Platforms;

/// <summary>People of an Official Account who write to a bot that runs: pushes in plain text, signed as the platform signs them.</summary>
public sealed class Followers(HttpClient bot)
{
    public const string Token = "devToken123";
    private int number;

    /// <summary>How much further on than ours the bot's clock is.</summary>
    public TimeSpan Ahead { get; set; }

    /// <summary>The settings of a bot whose account has every right on this platform; later ones go over earlier ones.</summary>
    public static (string Key, string Value)[] Settings(FakePlatform platform, params (string Key, string Value)[] more) =>
    [
        ("WeChat__Token", Token), ("WeChat__AppId", FakePlatform.Id), ("WeChat__AppSecret", FakePlatform.Secret), ("WeChat__Mode", "Plain"), ("WeChat__CustomerService", "true"),
        ("WeChat__ApiUrl", platform.Url.ToString().TrimEnd('/')), ("WeChat__SendsPerSecond", "1000"), .. more,
    ];

    /// <returns>What came back; empty: nothing but that it has arrived.</returns>
    public Task<string> SayAsync(string openId, string text, string? id = null) =>
        PushAsync(openId, "text", $"<Content><![CDATA[{text}]]></Content><MsgId>{id ?? $"{Interlocked.Increment(ref number)}-{Guid.NewGuid():N}"}</MsgId>");

    /// <summary>They consent to one notice by this template.</summary>
    public Task<string> ConsentAsync(string openId, string template) => PushAsync(openId, "event",
        $"<Event>subscribe_msg_popup_event</Event><SubscribeMsgPopupEvent><List><TemplateId>{template}</TemplateId><SubscribeStatusString>accept</SubscribeStatusString><PopupScene>1</PopupScene></List></SubscribeMsgPopupEvent>");

    public async Task<string> PushAsync(string openId, string type, string fields)
    {
        var time = (TimeProvider.System.GetUtcNow() + Ahead).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var xml = $"<xml><ToUserName>gh_0123456789ab</ToUserName><FromUserName>{openId}</FromUserName><CreateTime>{time}</CreateTime><MsgType>{type}</MsgType>{fields}</xml>";
        using var content = new StringContent(xml, Encoding.UTF8, "text/xml");
        using var response = await bot.PostAsync($"wechat?signature={Sign(time)}&timestamp={time}&nonce=n7", content);
        var answer = await response.Content.ReadAsStringAsync();
        if (!response.IsSuccessStatusCode) throw new HttpRequestException($"{(int)response.StatusCode}: {answer}");
        return answer.StartsWith("<xml>", StringComparison.Ordinal) ? XElement.Parse(answer).Element("Content")!.Value : "";
    }

#pragma warning disable CA5350 // The platform's choice.
    private static string Sign(string time) => Convert.ToHexStringLower(SHA1.HashData(Encoding.UTF8.GetBytes(string.Concat(new[] { Token, time, "n7" }.Order(StringComparer.Ordinal)))));
#pragma warning restore CA5350
}
