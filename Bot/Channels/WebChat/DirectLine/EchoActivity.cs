using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Bot.Channels.Cards;
using Bot.State.Conversations;
using Dialogs.Language;

namespace Bot.Channels.WebChat.DirectLine;

/// <summary>
/// What the client posted as it comes back to all its windows and as it is kept: with the server's id, time and sender, and without personal numbers.
/// Members that the server does not know stay, except in an activity of unusual size.
/// </summary>
/// <param name="Text">Masked and cut; null: the activity had none.</param>
internal sealed record EchoActivity(IncomingActivity Incoming, string User, string? Text)
{
    private const int MostKept = 6 * 1024;

    public static string IdOf(string conversation, long sequence) => string.Create(CultureInfo.InvariantCulture, $"{conversation}|{sequence:D10}");

    public RawActivity Render(string conversation, long sequence, DateTimeOffset now) =>
        ActivityJson.Write((Echo: this, Conversation: conversation, Sequence: sequence, Now: now), static (json, a) => a.Echo.Write(json, a.Conversation, a.Sequence, a.Now));

    private void Write(Utf8JsonWriter json, string conversation, long sequence, DateTimeOffset now)
    {
        json.WriteString("type"u8, Incoming.Type);
        json.WriteString("id"u8, IdOf(conversation, sequence));
        json.WriteString("timestamp"u8, now.UtcDateTime);
        json.WriteString("channelId"u8, WebChatKey.Channel);
        json.WriteStartObject("conversation"u8);
        json.WriteString("id"u8, conversation);
        json.WriteEndObject();
        json.WriteStartObject("from"u8);
        json.WriteString("id"u8, User);
        if (Incoming.FromName is { } name) json.WriteString("name"u8, PersonalDataMask.Apply(name));
        json.WriteString("role"u8, "user"u8);
        json.WriteEndObject();
        if (Text is not null) json.WriteString("text"u8, Text);
        if (Incoming.Json.Length <= MostKept) CopyOthers(json);
        else if (Incoming.ClientActivityId is { } client) WriteClientId(json, client);
    }

    private static void WriteClientId(Utf8JsonWriter json, string client)
    {
        json.WriteStartObject("channelData"u8);
        json.WriteString("clientActivityID"u8, client);
        json.WriteEndObject();
    }

    private void CopyOthers(Utf8JsonWriter json)
    {
        var reader = new Utf8JsonReader(Incoming.Json.Span, new JsonReaderOptions { MaxDepth = IncomingActivity.MostDepth });
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (IsOurs(ref reader))
            {
                reader.Read();
                reader.Skip();
                continue;
            }
            json.WritePropertyName(reader.GetString()!);
            reader.Read();
            Copy(ref reader, json);
        }
    }

    private static bool IsOurs(ref Utf8JsonReader reader) =>
        reader.ValueTextEquals("type"u8) || reader.ValueTextEquals("id"u8) || reader.ValueTextEquals("timestamp"u8) || reader.ValueTextEquals("channelId"u8)
        || reader.ValueTextEquals("conversation"u8) || reader.ValueTextEquals("from"u8) || reader.ValueTextEquals("text"u8) || reader.ValueTextEquals("recipient"u8)
        || reader.ValueTextEquals("serviceUrl"u8) || reader.ValueTextEquals("attachments"u8);

    // Token by token: the copy is on one line however the original was laid out, and nothing private passes.
    private static void Copy(ref Utf8JsonReader reader, Utf8JsonWriter json)
    {
        var depth = reader.CurrentDepth;
        var isId = false;
        do
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.StartObject: json.WriteStartObject(); break;
                case JsonTokenType.EndObject: json.WriteEndObject(); break;
                case JsonTokenType.StartArray: json.WriteStartArray(); break;
                case JsonTokenType.EndArray: json.WriteEndArray(); break;
                case JsonTokenType.PropertyName:
                    isId = reader.ValueTextEquals("clientActivityID"u8);
                    CopyString(ref reader, json, name: true, keep: false);
                    break;
                case JsonTokenType.String: CopyString(ref reader, json, name: false, keep: isId); break;
                case JsonTokenType.Number: CopyNumber(ref reader, json); break;
                case JsonTokenType.True: json.WriteBooleanValue(true); break;
                case JsonTokenType.False: json.WriteBooleanValue(false); break;
                default: json.WriteNullValue(); break;
            }
        }
        while (!(reader.CurrentDepth == depth && reader.TokenType is not (JsonTokenType.StartObject or JsonTokenType.StartArray or JsonTokenType.PropertyName)) && reader.Read());
    }

    private static void CopyString(ref Utf8JsonReader reader, Utf8JsonWriter json, bool name, bool keep)
    {
        var text = reader.GetString()!;
        var masked = keep ? text : PersonalDataMask.Apply(text);
        if (name) json.WritePropertyName(masked);
        else json.WriteStringValue(masked);
    }

    private static void CopyNumber(ref Utf8JsonReader reader, Utf8JsonWriter json)
    {
        var digits = reader.HasValueSequence ? Encoding.ASCII.GetString(reader.ValueSequence.ToArray()) : Encoding.ASCII.GetString(reader.ValueSpan);
        var masked = PersonalDataMask.Apply(digits);
        if (ReferenceEquals(masked, digits)) json.WriteRawValue(digits, skipInputValidation: true);
        else json.WriteStringValue(masked);
    }
}
