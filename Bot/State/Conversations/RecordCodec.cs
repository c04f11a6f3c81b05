using System.Buffers;
using System.Collections.Immutable;
using System.IO.Hashing;
using System.Numerics;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using Dialogs.Turns;

namespace Bot.State.Conversations;

/// <summary>
/// A record as bytes: the activities of the transcript, oldest first, each with a line break behind it (<see cref="StoredActivity"/>), then a line of JSON with everything else. So the next write need not send the transcript again:
/// it begins where that last line begins. The line ends with a checksum and, at a fixed place for the compare-and-set script, with the version (<see cref="RecordSum"/>);
/// blanks in front of it round the size up, so that mostly it does not change.
/// </summary>
internal sealed class RecordCodec(SchemaUpgrades upgrades)
{
    /// <summary>Of a version's text.</summary>
    public const int VersionLength = 16;

    // Where a value keeps its size, a store can write it in place.
    private const int SmallestStep = 256;

    // A talk of which much is gone takes less again.
    private const int MostKept = 2;

    [ThreadStatic]
    private static XxHash3? hash;

    /// <summary>Writes a record, or what is new of it.</summary>
    /// <param name="stored">What is stored now.</param>
    /// <param name="keepsSize">Whether a value that is written whole may not get a little shorter either: the embedded store writes in place what is as long as before or shorter, but what it has once
    /// made shorter it writes to a new place as soon as it grows again.</param>
    /// <returns>The version it then has, and the place in the stored value from which on the written bytes stand; 0: they are the whole.</returns>
    public (RecordVersion Version, int Offset) Write(ConversationRecord record, RecordVersion stored, PooledBuffer buffer, bool keepsSize = false)
    {
        var transcript = record.Transcript;
        var (kept, offset) = stored.LinesKeptBy(transcript) is { } count ? (count, stored.Lines) : (0, 0);
        var sum = hash ??= new();
        sum.Reset();
        for (var i = 0; i < transcript.Activities.Length; i++) WriteLine(transcript.Activities[i].Span, sum, i < kept ? null : buffer);
        var (lines, version) = (offset + buffer.Written.Length, NewVersion());
        WriteHeader(record, version, lines, offset > 0 || (keepsSize && stored.Size <= MostKept * lines) ? stored.Size : 0, buffer);
        RecordSum.Write(sum, buffer.Written.Span[(lines - offset)..]);
        return (new(version, offset + buffer.Written.Length, lines, transcript.First, transcript.Next), offset);
    }

    private static void WriteLine(ReadOnlySpan<byte> activity, XxHash3 sum, PooledBuffer? buffer)
    {
        sum.Append(activity);
        sum.Append("\n"u8);
        if (buffer is null) return;
        buffer.Write(activity);
        buffer.Write("\n"u8);
    }

    // Continued, never shorter than what was there: its end would stay behind.
    private void WriteHeader(ConversationRecord record, string version, int before, int atLeast, PooledBuffer buffer)
    {
        using var header = new PooledBuffer(4096);
        using (var json = new Utf8JsonWriter(header, new() { Encoder = StateJson.Options.Encoder, SkipValidation = true })) WriteHeader(json, version, record);
        var size = before + header.Written.Length;
        var blanks = Math.Max(atLeast, RoundUp(size)) - size;
        buffer.GetSpan(blanks)[..blanks].Fill((byte)' ');
        buffer.Advance(blanks);
        buffer.Write(header.Written.Span);
    }

    // By an eighth on average.
    private static int RoundUp(int size)
    {
        var step = Math.Max(SmallestStep, (int)(BitOperations.RoundUpToPowerOf2((uint)size) / 8));
        return (size + step - 1) / step * step;
    }

    private void WriteHeader(Utf8JsonWriter json, string version, ConversationRecord record)
    {
        json.WriteStartObject();
        json.WriteNumber("schema"u8, upgrades.Current);
        RecordHeader.Write(json, record);
        json.WriteString("sum"u8, RecordSum.Placeholder);
        json.WriteString("v"u8, version);
        json.WriteEndObject();
    }

    /// <exception cref="UnreadableRecordException">It is damaged, or of a newer release.</exception>
    public StoredConversation Read(ConversationKey key, ReadOnlyMemory<byte> value)
    {
        var isOld = OldRecord.Is(value.Span);
        if (!(isOld ? OldRecord.IsWhole(value.Span) : RecordSum.IsWhole(value.Span))) throw new DamagedRecordException(key.ToString());
        var (header, lines) = isOld ? OldRecord.Split(value) : Split(value);
        var record = ReadHeader(key, header).With(ReadLines(key, lines));
        return new(record, isOld ? OldRecord.VersionOf(value.Span) : new(RecordSum.VersionOf(value.Span), value.Length, lines.Length, record.Transcript.First, record.Transcript.Next));
    }

    private static (ReadOnlyMemory<byte> Header, ReadOnlyMemory<byte> Lines) Split(ReadOnlyMemory<byte> value)
    {
        var start = value.Span.LastIndexOf((byte)'\n') + 1;
        return (value[start..], value[..start]);
    }

    private static ImmutableArray<ReadOnlyMemory<byte>> ReadLines(ConversationKey key, ReadOnlyMemory<byte> lines)
    {
        var activities = ImmutableArray.CreateBuilder<ReadOnlyMemory<byte>>(lines.Span.Count((byte)'\n'));
        while (!lines.IsEmpty)
        {
            var length = StoredActivity.LengthOfFirst(lines.Span);
            if (length < 0) throw new DamagedRecordException(key.ToString());
            activities.Add(lines[..length]);
            lines = length < lines.Length ? lines[(length + 1)..] : default;
        }
        return activities.DrainToImmutable();
    }

    /// <summary>The state alone, of the last <paramref name="end"/> bytes of a value. Null: they do not reach back to where its last line begins, or it is laid out as before.</summary>
    public ConversationState? ReadState(ConversationKey key, ReadOnlyMemory<byte> end, bool isWhole)
    {
        if (!RecordSum.EndsAsRecord(end.Span)) return isWhole ? Read(key, end).Record!.State : null;
        var start = end.Span.LastIndexOf((byte)'\n') + 1;
        return start == 0 && !isWhole ? null : ReadHeader(key, end[start..]).State;
    }

    private RecordHeader ReadHeader(ConversationKey key, ReadOnlyMemory<byte> line)
    {
        try
        {
            return ParseHeader(key, line);
        }
        catch (JsonException e)
        {
            throw new DamagedRecordException(key.ToString(), e);
        }
    }

    private RecordHeader ParseHeader(ConversationKey key, ReadOnlyMemory<byte> line)
    {
        var schema = ReadSchema(line.Span);
        if (schema > upgrades.Current) throw new NewerSchemaException(key.ToString(), schema, upgrades.Current);
        if (schema == upgrades.Current) return RecordHeader.Read(line);
        return RecordHeader.Read(JsonSerializer.SerializeToUtf8Bytes(upgrades.Upgrade(JsonNode.Parse(line.Span)!.AsObject(), schema), StateJson.Options));
    }

    // Always in front of everything that could be long.
    private static int ReadSchema(ReadOnlySpan<byte> line)
    {
        var reader = new Utf8JsonReader(line);
        while (reader.Read())
            if (reader.CurrentDepth == 1 && reader.TokenType == JsonTokenType.PropertyName && reader.ValueTextEquals("schema"u8))
                return reader.Read() ? reader.GetInt32() : 0;
        throw new JsonException("A stored conversation says its schema first.");
    }

    // Drawn, not counted: after an erasure the count would begin again, and a turn that began before it could overwrite what came after.
    private static string NewVersion() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(VersionLength / 2));
}
