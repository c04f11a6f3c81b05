using System.Buffers;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Bot.State.Letters;
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

    private sealed record Header(
        ConversationState State, ImmutableArray<SeenMessage> Seen, ImmutableArray<OutboxEntry> Outbox, long Next, bool Known = false, ImmutableArray<Letter> Letters = default, bool Closed = false)
    {
        public ConversationRecord Record(Transcript transcript) =>
            new() { State = State, Seen = Seen, Outbox = Outbox, Known = Known, Letters = Letters.IsDefault ? [] : Letters, IsClosed = Closed, Transcript = transcript };
    }

    public void Write(ConversationRecord record, PooledBuffer buffer)
    {
        using (var json = new Utf8JsonWriter(buffer, new() { Encoder = StateJson.Options.Encoder, SkipValidation = true })) WriteHeader(json, record);
        foreach (var activity in record.Transcript.Activities)
        {
            buffer.Write("\n"u8);
            buffer.Write(activity.Span);
        }
        RecordSum.Write(buffer.Written.Span);
    }

    private void WriteHeader(Utf8JsonWriter json, ConversationRecord record)
    {
        json.WriteStartObject();
        json.WriteString("v"u8, NewVersion());
        json.WriteString("sum"u8, RecordSum.Placeholder);
        json.WriteNumber("schema"u8, upgrades.Current);
        json.WritePropertyName("state"u8);
        JsonSerializer.Serialize(json, record.State, StateJson.Options);
        json.WritePropertyName("seen"u8);
        JsonSerializer.Serialize(json, record.Seen, StateJson.Options);
        json.WritePropertyName("outbox"u8);
        JsonSerializer.Serialize(json, record.Outbox, StateJson.Options);
        json.WriteNumber("next"u8, record.Transcript.Next);
        if (record.Known) json.WriteBoolean("known"u8, true);
        if (!record.Letters.IsEmpty) WriteLetters(json, record.Letters);
        if (record.IsClosed) json.WriteBoolean("closed"u8, true);
        json.WriteEndObject();
    }

    private static void WriteLetters(Utf8JsonWriter json, ImmutableArray<Letter> letters)
    {
        json.WritePropertyName("letters"u8);
        JsonSerializer.Serialize(json, letters, StateJson.Options);
    }

    /// <exception cref="UnreadableRecordException">It is damaged, or of a newer release.</exception>
    public StoredConversation Read(string key, ReadOnlyMemory<byte> value)
    {
        if (!RecordSum.IsWhole(value.Span)) throw new DamagedRecordException(key);
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
        return new(header.Record(new(header.Next, activities.DrainToImmutable())), version);
    }

    /// <summary>The state alone, of a value or of its beginning as long as its first line is whole.</summary>
    public ConversationState ReadState(string key, ReadOnlyMemory<byte> value)
    {
        var end = value.Span.IndexOf((byte)'\n');
        return ReadHeader(key, end < 0 ? value : value[..end]).State;
    }

    private Header ReadHeader(string key, ReadOnlyMemory<byte> line)
    {
        try
        {
            return ParseHeader(key, line);
        }
        catch (JsonException e)
        {
            throw new DamagedRecordException(key, e);
        }
    }

    private Header ParseHeader(string key, ReadOnlyMemory<byte> line)
    {
        var schema = ReadSchema(line.Span);
        if (schema > upgrades.Current) throw new NewerSchemaException(key, schema, upgrades.Current);
        if (schema == upgrades.Current) return JsonSerializer.Deserialize<Header>(line.Span, StateJson.Options)!;
        return upgrades.Upgrade(JsonNode.Parse(line.Span)!.AsObject(), schema).Deserialize<Header>(StateJson.Options)!;
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
