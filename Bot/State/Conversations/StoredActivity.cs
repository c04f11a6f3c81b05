using System.Buffers;
using System.Buffers.Binary;
using System.IO.Compression;
using System.Runtime.InteropServices;

namespace Bot.State.Conversations;

/// <summary>
/// An activity as a record keeps it: JSON on one line, or, where that saves much, deflated: a mark that no JSON begins with, the length of what follows, the length of the JSON, and the
/// deflated JSON.
/// </summary>
internal static class StoredActivity
{
    /// <summary>What is shorter stays readable, and would not get much shorter.</summary>
    public const int LeastPacked = 1024;

    private const byte Mark = 1;
    private const int Head = 1 + 2 * sizeof(int);

    /// <summary>Deflated if a third of it is saved, else as it is.</summary>
    public static ReadOnlyMemory<byte> Pack(ReadOnlyMemory<byte> json)
    {
        if (json.Length < LeastPacked) return json;
        var most = Head + json.Length * 2 / 3;
        // Text that does not shrink gets longer by an eighth and a little.
        var buffer = ArrayPool<byte>.Shared.Rent(json.Length + json.Length / 4 + 256);
        try
        {
            var length = Deflate(json.Span, buffer);
            if (Head + length > most) return json;
            var stored = new byte[Head + length];
            stored[0] = Mark;
            BinaryPrimitives.WriteInt32LittleEndian(stored.AsSpan(1), length);
            BinaryPrimitives.WriteInt32LittleEndian(stored.AsSpan(1 + sizeof(int)), json.Length);
            buffer.AsSpan(0, length).CopyTo(stored.AsSpan(Head));
            return stored;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static int Deflate(ReadOnlySpan<byte> json, byte[] buffer)
    {
        using var packed = new MemoryStream(buffer);
        using (var deflate = new DeflateStream(packed, CompressionLevel.Fastest, leaveOpen: true)) deflate.Write(json);
        return (int)packed.Position;
    }

    /// <summary>The JSON again.</summary>
    public static ReadOnlyMemory<byte> Unpack(ReadOnlyMemory<byte> stored)
    {
        if (stored.Span[0] != Mark) return stored;
        var json = new byte[BinaryPrimitives.ReadInt32LittleEndian(stored.Span[(1 + sizeof(int))..])];
        using var packed = Open(stored[Head..]);
        using var inflate = new DeflateStream(packed, CompressionMode.Decompress);
        inflate.ReadExactly(json);
        return json;
    }

    private static MemoryStream Open(ReadOnlyMemory<byte> packed) => MemoryMarshal.TryGetArray(packed, out var bytes)
        ? new(bytes.Array!, bytes.Offset, bytes.Count, writable: false)
        : new(packed.ToArray(), writable: false);

    /// <summary>How long the JSON is.</summary>
    public static int JsonLength(ReadOnlySpan<byte> stored) => stored[0] == Mark ? BinaryPrimitives.ReadInt32LittleEndian(stored[(1 + sizeof(int))..]) : stored.Length;

    /// <summary>How long the first of several activities is, each with a line break behind it; negative: what is there is not one.</summary>
    public static int LengthOfFirst(ReadOnlySpan<byte> activities)
    {
        if (activities[0] != Mark) return activities.IndexOf((byte)'\n') is var end and >= 0 ? end : activities.Length;
        var length = activities.Length < Head ? -1 : Head + BinaryPrimitives.ReadInt32LittleEndian(activities[1..]);
        return length >= Head && length <= activities.Length ? length : -1;
    }
}
