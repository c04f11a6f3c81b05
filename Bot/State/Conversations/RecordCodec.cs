using System.Buffers;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Dialogs.Turns;

namespace Bot.State.Conversations;

/// <summary>
/// A record as bytes: one line of JSON with everything but the transcript, then one line for each of its activities, oldest first.
/// Lines are found by their line break, so a turn parses the first line only and copies the others as they are.
/// The first line begins with the version at a fixed place, for the compare-and-set script, and with a checksum (<see cref="RecordSum"/>).
/// </summary>
internal sealed class RecordCodec(SchemaUpgrades upgrades)
{
    /// <summary>Where the version stands: <c>{"v":"0123456789abcdef",…</c></summary>
    public const int VersionStart = 6, VersionLength = 16;

    /// <returns>The version that it wrote.</returns>
    public string Write(ConversationRecord record, PooledBuffer buffer)
    {
        var version = NewVersion();
        using (var json = new Utf8JsonWriter(buffer, new() { Encoder = StateJson.Options.Encoder, SkipValidation = true })) WriteHeader(json, version, record);
        foreach (var activity in record.Transcript.Activities)
        {
            buffer.Write("\n"u8);
            buffer.Write(activity.Span);
        }
        RecordSum.Write(buffer.Written.Span);
        return version;
    }

    private void WriteHeader(Utf8JsonWriter json, string version, ConversationRecord record)
    {
        json.WriteStartObject();
        json.WriteString("v"u8, version);
        json.WriteString("sum"u8, RecordSum.Placeholder);
        json.WriteNumber("schema"u8, upgrades.Current);
        RecordHeader.Write(json, record);
        json.WriteEndObject();
    }

    /// <exception cref="UnreadableRecordException">It is damaged, or of a newer release.</exception>
    public StoredConversation Read(ConversationKey key, ReadOnlyMemory<byte> value)
    {
        if (!RecordSum.IsWhole(value.Span)) throw new DamagedRecordException(key.ToString());
        var end = value.Span.IndexOf((byte)'\n');
        var line = end < 0 ? value : value[..end];
        var version = Encoding.ASCII.GetString(line.Span.Slice(VersionStart, VersionLength));
        var header = ReadHeader(key, line);
        var activities = ImmutableArray.CreateBuilder<ReadOnlyMemory<byte>>(Transcript.MostEntries);
        while (end >= 0)
        {
            value = value[(end + 1)..];
            end = value.Span.IndexOf((byte)'\n');
            activities.Add(end < 0 ? value : value[..end]);
        }
        return new(header.With(activities.DrainToImmutable()), version);
    }

    /// <summary>The state alone, of a value or of its beginning as long as its first line is whole.</summary>
    public ConversationState ReadState(ConversationKey key, ReadOnlyMemory<byte> value)
    {
        var end = value.Span.IndexOf((byte)'\n');
        return ReadHeader(key, end < 0 ? value : value[..end]).State;
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

    // {"v":"…","sum":"…","schema":1,…: always in front of everything that could be long.
    private static int ReadSchema(ReadOnlySpan<byte> line)
    {
        var reader = new Utf8JsonReader(line);
        while (reader.Read())
            if (reader.CurrentDepth == 1 && reader.TokenType == JsonTokenType.PropertyName && reader.ValueTextEquals("schema"u8))
                return reader.Read() ? reader.GetInt32() : 0;
        throw new JsonException("A stored conversation begins with its version and schema.");
    }

    // Drawn, not counted: after an erasure the count would begin again, and a turn that began before it could overwrite what came after.
    private static string NewVersion() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(VersionLength / 2));
}
