using System.Globalization;
using System.Security.Cryptography;
using System.Xml.Linq;

namespace Bot.Channels.Tencent.Crypt;

/// <summary>What goes back in the response to a push.</summary>
internal static class ReplyXml
{
    public static string Text(string to, string from, DateTimeOffset now, string content) =>
        Write(Head(to, from, now, "text"), new XElement("Content", new XCData(XmlFields.Clean(content))));

    /// <summary>WeCom: the pressed card shows this instead of its buttons.</summary>
    public static string PressedButton(string to, string from, DateTimeOffset now, string caption) =>
        Write(Head(to, from, now, "update_button"), new XElement("Button", new XElement("ReplaceName", new XCData(XmlFields.Clean(caption)))));

    /// <summary>The envelope of an encrypted reply, with a timestamp and a nonce of its own.</summary>
    public static string Seal(string xml, string token, MessageCrypt crypt, DateTimeOffset now) =>
        Seal(crypt.Encrypt(xml), token, now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture), RandomNumberGenerator.GetInt32(int.MaxValue).ToString(CultureInfo.InvariantCulture));

    internal static string Seal(string cipher, string token, string timestamp, string nonce) => Write(
    [
        new XElement("Encrypt", new XCData(cipher)),
        new XElement("MsgSignature", new XCData(Signature.Of(token, timestamp, nonce, cipher))),
        new XElement("TimeStamp", timestamp),
        new XElement("Nonce", new XCData(nonce)),
    ]);

    private static XElement[] Head(string to, string from, DateTimeOffset now, string type) =>
    [
        new("ToUserName", new XCData(to)),
        new("FromUserName", new XCData(from)),
        new("CreateTime", now.ToUnixTimeSeconds()),
        new("MsgType", new XCData(type)),
    ];

    private static string Write(XElement[] head, XElement body) => Write([.. head, body]);

    private static string Write(XElement[] fields) => new XElement("xml", fields).ToString(SaveOptions.DisableFormatting);
}
