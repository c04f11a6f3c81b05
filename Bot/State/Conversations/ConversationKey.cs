using System.Security.Cryptography;
using System.Text;
using StackExchange.Redis;

namespace Bot.State.Conversations;

/// <summary>
/// Names one conversation of one channel. Its Redis key carries a hash tag, so that all keys of a conversation live in one slot of a cluster.
/// </summary>
internal sealed record ConversationKey
{
    private const int LongestId = 120;
    private readonly string tag;

    public ConversationKey(string channel, string id)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(channel);
        ArgumentException.ThrowIfNullOrWhiteSpace(id);
        (Channel, Id) = (channel, id);
        tag = $"{{{Escape(channel)}:{Escape(id)}}}";
    }

    public string Channel { get; }
    public string Id { get; }

    /// <summary>The one key under which everything of the conversation is kept.</summary>
    public RedisKey Redis => $"bot:{tag}";

    /// <summary>The key as it is named inside other values (the pending set, the feed); never shown to people.</summary>
    public override string ToString() => tag[1..^1];

    public bool Equals(ConversationKey? other) => other is not null && tag == other.tag;

    public override int GetHashCode() => tag.GetHashCode(StringComparison.Ordinal);

    /// <summary>
    /// Characters outside of a safe set become <c>%</c> and their UTF-16 code, so that two ids never share a key and no id can close the hash tag.
    /// A long id is cut and its hash appended after <c>~</c>, which no escaped id contains.
    /// </summary>
    private static string Escape(string id)
    {
        var escaped = id.All(IsSafe) ? id : EscapeUnsafe(id);
        return escaped.Length <= LongestId ? escaped : $"{escaped[..32]}~{Hash(id)}";
    }

    private static string EscapeUnsafe(string id)
    {
        var text = new StringBuilder(id.Length * 2);
        foreach (var c in id) _ = IsSafe(c) ? text.Append(c) : text.Append('%').Append(((int)c).ToString("x4"));
        return text.ToString();
    }

    private static bool IsSafe(char c) => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' or '|' or '@';

    // Over the UTF-16 code units: UTF-8 would make different lone surrogates alike.
    private static string Hash(string id) =>
        Convert.ToHexStringLower(SHA256.HashData(System.Runtime.InteropServices.MemoryMarshal.AsBytes(id.AsSpan())));
}
