using System.Text;
using System.Text.Json;

namespace Bot.State.Conversations;

/// <summary>A message that was answered, and where its entries are in the transcript.</summary>
/// <param name="Id">In UTF-8, a piece of the value it was read from: a record has dozens, of which a turn looks for one.</param>
internal readonly record struct SeenMessage(ReadOnlyMemory<byte> Id, long First, int Count)
{
    public SeenMessage(string id, long first, int count) : this(Encoding.UTF8.GetBytes(id), first, count) { }

    /// <summary>From <c>["id", first, count]</c>; the reader stands at its beginning and is left at its end.</summary>
    public static SeenMessage Read(ref Utf8JsonReader reader, ReadOnlyMemory<byte> line)
    {
        _ = reader.Read();
        var id = reader.ValueIsEscaped || reader.TokenType != JsonTokenType.String
            ? Encoding.UTF8.GetBytes(reader.GetString() ?? throw new JsonException("A seen message has an id."))
            : line.Slice((int)reader.TokenStartIndex + 1, reader.ValueSpan.Length);
        _ = reader.Read();
        var first = reader.GetInt64();
        _ = reader.Read();
        var count = reader.GetInt32();
        _ = reader.Read();
        return new(id, first, count);
    }

    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartArray();
        json.WriteStringValue(Id.Span);
        json.WriteNumberValue(First);
        json.WriteNumberValue(Count);
        json.WriteEndArray();
    }
}
