using System.Globalization;
using System.IO.Hashing;
using System.Text;

namespace Bot.State.Conversations;

/// <summary>
/// Tells a record that was kept whole from one that was not: a checksum at a fixed place of its end, <c>…,"sum":"0123456789abcdef","v":"0123456789abcdef"}</c>, over everything in front of it.
/// </summary>
internal static class RecordSum
{
    /// <summary>What stands in its place until the record is written.</summary>
    public static ReadOnlySpan<byte> Placeholder => "0000000000000000"u8;

    private static ReadOnlySpan<byte> Name => "\"sum\":\""u8;
    private static ReadOnlySpan<byte> NameOfVersion => "\",\"v\":\""u8;
    private static ReadOnlySpan<byte> End => "\"}"u8;

    private const int Length = RecordCodec.VersionLength;

    private static int BehindSum => NameOfVersion.Length + RecordCodec.VersionLength + End.Length;

    /// <summary>Writes it.</summary>
    /// <param name="before">The hash of what stands in front of <paramref name="tail"/>; it is used up.</param>
    /// <param name="tail">The end of the record.</param>
    public static void Write(XxHash3 before, Span<byte> tail)
    {
        var start = tail.Length - BehindSum - Length;
        before.Append(tail[..start]);
        before.GetCurrentHashAsUInt64().TryFormat(tail.Slice(start, Length), out _, "x16", CultureInfo.InvariantCulture);
    }

    /// <summary>Whether the value ends as a record does; what older releases wrote does not.</summary>
    public static bool EndsAsRecord(ReadOnlySpan<byte> record) =>
        record.Length >= Name.Length + Length + BehindSum && record.EndsWith(End)
        && record[^BehindSum..].StartsWith(NameOfVersion) && record[^(BehindSum + Length + Name.Length)..].StartsWith(Name);

    /// <summary>False: something of it was lost or changed.</summary>
    public static bool IsWhole(ReadOnlySpan<byte> record) =>
        EndsAsRecord(record) && Parse(record[^(BehindSum + Length)..]) == XxHash3.HashToUInt64(record[..^(BehindSum + Length)]);

    /// <summary>The version's text, of a value that ends as a record.</summary>
    public static string VersionOf(ReadOnlySpan<byte> record) => Encoding.ASCII.GetString(record.Slice(record.Length - End.Length - RecordCodec.VersionLength, RecordCodec.VersionLength));

    /// <summary>The number that a checksum's digits say; null: they are none.</summary>
    public static ulong? Parse(ReadOnlySpan<byte> digits) =>
        ulong.TryParse(Encoding.ASCII.GetString(digits[..Length]), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var sum) ? sum : null;
}
