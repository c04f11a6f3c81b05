using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Bot.Channels.Cards;
using Bot.Channels.Teams.Activities;
using Bot.State.Conversations;

namespace Bot.Channels.Teams.Incoming;

/// <summary>Writes what the channel is answered in the response.</summary>
internal static class ActivityAnswers
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <summary><c>{"activities":[…]}</c> for whoever expects replies; they are JSON already.</summary>
    public static Task WriteRepliesAsync(HttpContext context, TurnOutcome outcome) => WriteAsync(context, StatusCodes.Status200OK, outcome, static (json, outcome) =>
    {
        json.WriteStartArray("activities"u8);
        foreach (var entry in outcome.Entries) json.WriteRawValue(entry.Json.Span, skipInputValidation: true);
        json.WriteEndArray();
    });

    public static Task WriteErrorAsync(HttpContext context, ActivityException error)
    {
        if (error.Status is StatusCodes.Status429TooManyRequests or StatusCodes.Status503ServiceUnavailable) context.Response.Headers.RetryAfter = "2";
        // The rest of the body is not read, so nothing can follow on this connection.
        if (error.Status == StatusCodes.Status413PayloadTooLarge) context.Response.Headers.Connection = "close";
        if (error.Status == StatusCodes.Status401Unauthorized) context.Response.Headers.WWWAuthenticate = "Bearer";
        return WriteAsync(context, error.Status, error, static (json, error) =>
        {
            json.WriteStartObject("error"u8);
            json.WriteString("code"u8, error.Code);
            json.WriteString("message"u8, error.Message);
            json.WriteEndObject();
        });
    }

    /// <summary>The transport says 200 whenever our code ran; how it went stands inside.</summary>
    /// <param name="amongReplies">The caller expects replies: the answer also stands among them, where older callers look.</param>
    public static Task WriteCardAsync(HttpContext context, CardAnswer answer, bool amongReplies) => WriteAsync(context, StatusCodes.Status200OK, (answer, amongReplies), static (json, a) =>
    {
        if (!a.amongReplies)
        {
            WriteCard(json, a.answer);
            return;
        }
        json.WriteStartArray("activities"u8);
        json.WriteStartObject();
        json.WriteString("type"u8, "invokeResponse"u8);
        json.WriteStartObject("value"u8);
        json.WriteNumber("status"u8, StatusCodes.Status200OK);
        WriteBody(json, a.answer);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndArray();
        WriteBody(json, a.answer);
    });

    private static void WriteBody(Utf8JsonWriter json, CardAnswer answer)
    {
        json.WriteStartObject("body"u8);
        WriteCard(json, answer);
        json.WriteEndObject();
    }

    private static void WriteCard(Utf8JsonWriter json, CardAnswer answer)
    {
        switch (answer)
        {
            case CardAnswer.Card(var card):
                WriteHead(json, StatusCodes.Status200OK, AdaptiveCard.ContentType);
                JsonSerializer.Serialize(json, card, CardJson.Wire.AdaptiveCard);
                break;
            case CardAnswer.Sentence(var text):
                WriteHead(json, StatusCodes.Status200OK, "application/vnd.microsoft.activity.message");
                json.WriteStringValue(text);
                break;
            case CardAnswer.Error(var status, var code, var message):
                WriteHead(json, status, "application/vnd.microsoft.error");
                json.WriteStartObject();
                json.WriteString("code"u8, code);
                json.WriteString("message"u8, message);
                json.WriteEndObject();
                break;
        }
    }

    private static void WriteHead(Utf8JsonWriter json, int status, string type)
    {
        json.WriteNumber("statusCode"u8, status);
        json.WriteString("type"u8, type);
        json.WritePropertyName("value"u8);
    }

    private static async Task WriteAsync<T>(HttpContext context, int status, T state, Action<Utf8JsonWriter, T> members)
    {
        var body = new ArrayBufferWriter<byte>(4096);
        using (var json = new Utf8JsonWriter(body, Options))
        {
            json.WriteStartObject();
            members(json, state);
            json.WriteEndObject();
        }
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json; charset=utf-8";
        context.Response.ContentLength = body.WrittenCount;
        _ = await context.Response.BodyWriter.WriteAsync(body.WrittenMemory, context.RequestAborted);
    }
}
