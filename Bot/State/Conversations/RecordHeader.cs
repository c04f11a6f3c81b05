using System.Collections.Immutable;
using System.Text.Json;
using Bot.State.Letters;
using Dialogs.Turns;

namespace Bot.State.Conversations;

/// <summary>
/// The first line of a record, member by member: every turn reads one, and the serializer took four times as long over the ids of seen messages and its own constructor arguments.
/// Members that this release does not know are passed over.
/// </summary>
internal sealed class RecordHeader
{
    public ConversationState State { get; private set; } = null!;

    // The least that one takes, so that there is room for all at once.
    private const int BytesOfSeen = 24;

    private ImmutableArray<SeenMessage> seen = [];
    private ImmutableArray<OutboxEntry> outbox = [];
    private ImmutableArray<Letter> letters = [];
    private long next;
    private bool isKnown, isClosed;

    private RecordHeader() { }

    /// <exception cref="JsonException">It is not the first line of a record.</exception>
    public static RecordHeader Read(ReadOnlyMemory<byte> line)
    {
        var reader = new Utf8JsonReader(line.Span);
        var header = new RecordHeader();
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject) throw new JsonException("A stored conversation begins with a JSON object.");
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName) header.ReadMember(ref reader, line);
        return header.State is null ? throw new JsonException("A stored conversation has a state.") : header;
    }

    public ConversationRecord With(ImmutableArray<ReadOnlyMemory<byte>> activities) =>
        new() { State = State, Seen = seen, Outbox = outbox, Letters = letters, Known = isKnown, IsClosed = isClosed, Transcript = new(next, activities) };

    public static void Write(Utf8JsonWriter json, ConversationRecord record)
    {
        json.WritePropertyName("state"u8);
        JsonSerializer.Serialize(json, record.State, StateJson.Options);
        json.WriteStartArray("seen"u8);
        foreach (var seen in record.Seen) seen.Write(json);
        json.WriteEndArray();
        json.WritePropertyName("outbox"u8);
        JsonSerializer.Serialize(json, record.Outbox, StateJson.Options);
        json.WriteNumber("next"u8, record.Transcript.Next);
        if (record.Known) json.WriteBoolean("known"u8, true);
        if (!record.Letters.IsEmpty) WriteLetters(json, record.Letters);
        if (record.IsClosed) json.WriteBoolean("closed"u8, true);
    }

    private static void WriteLetters(Utf8JsonWriter json, ImmutableArray<Letter> letters)
    {
        json.WritePropertyName("letters"u8);
        JsonSerializer.Serialize(json, letters, StateJson.Options);
    }

    private void ReadMember(ref Utf8JsonReader reader, ReadOnlyMemory<byte> line)
    {
        if (reader.ValueTextEquals("state"u8)) State = Parse<ConversationState>(ref reader);
        else if (reader.ValueTextEquals("seen"u8)) seen = ReadSeen(ref reader, line);
        else if (reader.ValueTextEquals("outbox"u8)) outbox = Parse<ImmutableArray<OutboxEntry>>(ref reader);
        else if (reader.ValueTextEquals("letters"u8)) letters = Parse<ImmutableArray<Letter>>(ref reader);
        else if (reader.ValueTextEquals("next"u8)) next = reader.Read() ? reader.GetInt64() : 0;
        else if (reader.ValueTextEquals("known"u8)) isKnown = reader.Read() && reader.GetBoolean();
        else if (reader.ValueTextEquals("closed"u8)) isClosed = reader.Read() && reader.GetBoolean();
        else reader.Skip();
    }

    private static ImmutableArray<SeenMessage> ReadSeen(ref Utf8JsonReader reader, ReadOnlyMemory<byte> line)
    {
        _ = reader.Read();
        var seen = ImmutableArray.CreateBuilder<SeenMessage>(Math.Min(line.Length / BytesOfSeen, ConversationRecord.MostSeen));
        while (reader.Read() && reader.TokenType == JsonTokenType.StartArray) seen.Add(SeenMessage.Read(ref reader, line));
        return seen.DrainToImmutable();
    }

    private static T Parse<T>(ref Utf8JsonReader reader) => JsonSerializer.Deserialize<T>(ref reader, StateJson.Options) ?? throw new JsonException("null in a stored conversation.");
}
