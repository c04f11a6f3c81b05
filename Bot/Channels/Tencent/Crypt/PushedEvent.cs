using System.Globalization;

namespace Bot.Channels.Tencent.Crypt;

/// <summary>One push, of an Official Account or of a WeCom app.</summary>
/// <param name="Account">The account's own id (gh_…), or that of the company.</param>
/// <param name="From">The person's id.</param>
/// <param name="Id">The same for every try.</param>
/// <param name="Kind">MsgType, or the event's name, in lower case.</param>
internal sealed record PushedEvent(string Account, string From, string Id, string Kind, bool IsEvent, XmlFields Fields)
{
    private const int LongestId = 128;

    /// <summary>Null: a field is missing that every push has.</summary>
    public static PushedEvent? Read(XmlFields fields)
    {
        var (to, from, type) = (fields["ToUserName"]?.Trim(), fields["FromUserName"]?.Trim(), fields["MsgType"]?.Trim().ToLowerInvariant());
        if (to is not { Length: > 0 and <= LongestId } || !IsPerson(from) || type is not { Length: > 0 }) return null;
        if (!long.TryParse(fields["CreateTime"], NumberStyles.None, CultureInfo.InvariantCulture, out var at)) return null;
        if (type != "event") return fields["MsgId"]?.Trim() is { Length: > 0 and <= LongestId } id ? new(to, from!, id, type, false, fields) : null;
        return fields["Event"]?.Trim().ToLowerInvariant() is { Length: > 0 } name ? new(to, from!, $"{from}-{at}-{name}-{fields["EventKey"]}", name, true, fields) : null;
    }

    public string Key => Fields["EventKey"]?.Trim() ?? "";

    private static bool IsPerson(string? id) => id is { Length: > 0 and <= LongestId } && id.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '@' or '.');
}
