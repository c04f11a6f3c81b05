using System.Globalization;
using System.IO.Hashing;
using System.Text;

namespace Bot.State.Conversations;

/// <summary>
/// Tells a record that was kept whole from one that was not: a checksum at a fixed place of its first line, <c>{"v":"…","sum":"0123456789abcdef",…</c>, over everything behind it.
/// </summary>
internal static class RecordSum
{
    /// <summary>What stands in its place until the record is written.</summary>
    public static ReadOnlySpan<byte> Placeholder => "0000000000000000"u8;

    private static ReadOnlySpan<byte> Name => "\",\"sum\":\""u8;

    private const int NameStart = RecordCodec.VersionStart + RecordCodec.VersionLength;
    private const int Length = 16;

    private static int Start => NameStart + Name.Length;

    public static void Write(Span<byte> record) => Sum(record).TryFormat(record.Slice(Start, Length), out _, "x16", CultureInfo.InvariantCulture);

    /// <summary>False: something of it was lost or changed. A record of a release that wrote no checksum passes.</summary>
    public static bool IsWhole(ReadOnlySpan<byte> record)
    {
        if (record.Length < Start + Length) return false;
        if (!record[NameStart..].StartsWith(Name)) return true;
        return ulong.TryParse(Encoding.ASCII.GetString(record.Slice(Start, Length)), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var sum) && sum == Sum(record);
    }

    private static ulong Sum(ReadOnlySpan<byte> record) => XxHash3.HashToUInt64(record[(Start + Length)..]);
}
