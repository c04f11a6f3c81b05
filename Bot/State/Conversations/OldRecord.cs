using System.IO.Hashing;
using System.Text;

namespace Bot.State.Conversations;

/// <summary>How the first release laid a record out: what is the last line now was the first, <c>{"v":"0123456789abcdef","sum":"0123456789abcdef",…</c>, the transcript behind it.</summary>
internal static class OldRecord
{
    private static ReadOnlySpan<byte> Start => "{\"v\":\""u8;
    private static ReadOnlySpan<byte> NameOfSum => "\",\"sum\":\""u8;

    /// <summary>Whether a value, or its beginning, was laid out so.</summary>
    public static bool Is(ReadOnlySpan<byte> value) => value.StartsWith(Start) && !RecordSum.EndsAsRecord(value);

    /// <summary>False: something of it was lost or changed. One without a checksum passes.</summary>
    public static bool IsWhole(ReadOnlySpan<byte> value)
    {
        var rest = value[Math.Min(value.Length, Start.Length + RecordCodec.VersionLength)..];
        if (!rest.StartsWith(NameOfSum)) return value.Length > Start.Length + RecordCodec.VersionLength;
        rest = rest[NameOfSum.Length..];
        return rest.Length >= RecordCodec.VersionLength && RecordSum.Parse(rest) == XxHash3.HashToUInt64(rest[RecordCodec.VersionLength..]);
    }

    public static RecordVersion VersionOf(ReadOnlySpan<byte> value) =>
        new(Encoding.ASCII.GetString(value.Slice(Start.Length, RecordCodec.VersionLength)), value.Length, -1, 0, 0);

    /// <summary>Its header and the lines of its transcript.</summary>
    public static (ReadOnlyMemory<byte> Header, ReadOnlyMemory<byte> Lines) Split(ReadOnlyMemory<byte> value) =>
        value.Span.IndexOf((byte)'\n') is var end and >= 0 ? (value[..end], value[(end + 1)..]) : (value, default);
}
