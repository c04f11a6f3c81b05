using System.Text.Json;

namespace Bot.Channels.WebChat.DirectLine;

/// <summary>
/// What a client posted: the few members that matter, and the whole as it came for the echo. Read without building a tree, since this is the one path
/// that carries load.
/// </summary>
internal sealed record IncomingActivity
{
    public const int MostBytes = 256 * 1024;
    public const int MostDepth = 48;

    public string Type { get; private set; } = "message";
    public string? Id { get; private set; }
    public string? ClientActivityId { get; private set; }
    public string? Text { get; private set; }

    /// <summary>What a pressed button of ours says, or a string value.</summary>
    public string? Said { get; private set; }

    public string? FromId { get; private set; }
    public string? FromName { get; private set; }
    public bool HasAttachments { get; private set; }

    /// <summary>The JSON object as it came, valid.</summary>
    public required ReadOnlyMemory<byte> Json { get; init; }

    /// <exception cref="DirectLineException">It is not an activity.</exception>
    public static IncomingActivity Parse(ReadOnlyMemory<byte> json)
    {
        // Utf8JsonReader does not look into strings, and an echo is stored.
        if (!System.Text.Unicode.Utf8.IsValid(json.Span)) throw DirectLineException.Malformed("The body is not UTF-8.");
        try
        {
            var activity = new IncomingActivity { Json = json };
            activity.Read();
            return activity;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw DirectLineException.Malformed("The body is not a JSON activity such as {\"type\":\"message\",\"from\":{\"id\":\"me\"},\"text\":\"…\"}.");
        }
    }

    /// <summary>The same, with files that came beside it.</summary>
    public IncomingActivity WithAttachments() => this with { HasAttachments = true };

    private void Read()
    {
        var reader = new Utf8JsonReader(Json.Span, new JsonReaderOptions { MaxDepth = MostDepth });
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject) throw new JsonException();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName) ReadMember(ref reader);
        if (reader.Read()) throw new JsonException();
    }

    private void ReadMember(ref Utf8JsonReader reader)
    {
        if (reader.ValueTextEquals("type"u8)) Type = Member(ref reader, "type") ?? "message";
        else if (reader.ValueTextEquals("id"u8)) Id = Member(ref reader, "id");
        else if (reader.ValueTextEquals("text"u8)) Text = Member(ref reader, "text");
        else if (reader.ValueTextEquals("from"u8)) ReadFrom(ref reader);
        else if (reader.ValueTextEquals("channelData"u8)) ClientActivityId = Nested(ref reader, "clientActivityID"u8);
        else if (reader.ValueTextEquals("value"u8)) ReadValue(ref reader);
        else if (reader.ValueTextEquals("attachments"u8)) ReadAttachments(ref reader);
        else Skip(ref reader);
    }

    private static string? Member(ref Utf8JsonReader reader, string name)
    {
        reader.Read();
        return reader.TokenType switch
        {
            JsonTokenType.String => reader.GetString(),
            JsonTokenType.Null => null,
            _ => throw DirectLineException.Malformed($"{name} is not a string."),
        };
    }

    private void ReadFrom(ref Utf8JsonReader reader)
    {
        var copy = reader;
        FromName = Nested(ref copy, "name"u8);
        FromId = Nested(ref reader, "id"u8);
    }

    private void ReadValue(ref Utf8JsonReader reader)
    {
        var copy = reader;
        copy.Read();
        Said = copy.TokenType == JsonTokenType.String ? copy.GetString() : Said;
        Said = Nested(ref reader, "say"u8) ?? Said;
    }

    private void ReadAttachments(ref Utf8JsonReader reader)
    {
        var copy = reader;
        HasAttachments = copy.Read() && copy.TokenType == JsonTokenType.StartArray && copy.Read() && copy.TokenType != JsonTokenType.EndArray;
        Skip(ref reader);
    }

    // A string member of the object that follows; null if it is not there, or not a string, or what follows is no object. Reads over the whole value.
    private static string? Nested(ref Utf8JsonReader reader, ReadOnlySpan<byte> name)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return null;
        }
        string? found = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var wanted = reader.ValueTextEquals(name);
            reader.Read();
            if (wanted && reader.TokenType == JsonTokenType.String) found = reader.GetString();
            else reader.Skip();
        }
        return found;
    }

    private static void Skip(ref Utf8JsonReader reader)
    {
        reader.Read();
        reader.Skip();
    }
}
