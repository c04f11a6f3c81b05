using System.Buffers;
using System.Collections.Immutable;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Bot.State.Conversations;

namespace Bot.Channels.WebChat.DirectLine;

/// <summary>Writes what Direct Line answers.</summary>
internal static class DirectLineResponse
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <summary>For callers from pages of other origins; credentials travel in a header, never in a cookie.</summary>
    public static void AllowAnyOrigin(HttpContext context)
    {
        context.Response.Headers.AccessControlAllowOrigin = "*";
        context.Response.Headers.CacheControl = "no-store";
    }

    public static Task PreflightAsync(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.AccessControlAllowOrigin = "*";
        headers.AccessControlAllowMethods = "GET, POST, OPTIONS";
        headers.AccessControlAllowHeaders = "Authorization, Content-Type, x-ms-bot-agent, x-requested-with";
        headers.AccessControlMaxAge = "7200";
        context.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    }

    /// <summary>The answer to a post, in one piece.</summary>
    public static Task WriteIdAsync(HttpContext context, string id)
    {
        var body = System.Text.Encoding.UTF8.GetBytes($"{{\"id\":\"{JsonEncodedText.Encode(id)}\"}}");
        context.Response.ContentType = "application/json; charset=utf-8";
        context.Response.ContentLength = body.Length;
        return context.Response.BodyWriter.WriteAsync(body, context.RequestAborted).AsTask();
    }

    public static Task WriteErrorAsync(HttpContext context, DirectLineException error)
    {
        if (error.Status == StatusCodes.Status503ServiceUnavailable) context.Response.Headers.RetryAfter = "2";
        return WriteAsync(context, error.Status, error, static (json, error) =>
        {
            json.WriteStartObject("error"u8);
            json.WriteString("code"u8, error.Code);
            json.WriteString("message"u8, error.Message);
            json.WriteEndObject();
        });
    }

    public static Task WriteAsync<T>(HttpContext context, int status, T state, Action<Utf8JsonWriter, T> members)
    {
        var response = context.Response;
        response.StatusCode = status;
        response.ContentType = "application/json; charset=utf-8";
        using (var json = new Utf8JsonWriter(response.BodyWriter, Options))
        {
            json.WriteStartObject();
            members(json, state);
            json.WriteEndObject();
        }
        return response.BodyWriter.FlushAsync(context.RequestAborted).AsTask();
    }

    /// <summary><c>{"activities":[…],"watermark":"n"}</c>; the activities are JSON already.</summary>
    /// <param name="watermark">Null: none is said.</param>
    public static void WriteActivities(IBufferWriter<byte> output, ImmutableArray<TranscriptEntry> entries, string? watermark)
    {
        output.Write("{\"activities\":["u8);
        for (var i = 0; i < entries.Length; i++)
        {
            if (i > 0) output.Write(","u8);
            output.Write(entries[i].Json.Span);
        }
        output.Write("]"u8);
        if (watermark is not null)
        {
            output.Write(",\"watermark\":\""u8);
            output.Write(System.Text.Encoding.ASCII.GetBytes(watermark));
            output.Write("\""u8);
        }
        output.Write("}"u8);
    }

    public static string? Watermark(ImmutableArray<TranscriptEntry> entries)
    {
        for (var i = entries.Length - 1; i >= 0; i--)
            if (entries[i].Sequence is { } sequence) return sequence.ToString(CultureInfo.InvariantCulture);
        return null;
    }

    /// <summary>What a client has seen. Anything that is not a number of ours counts as nothing seen.</summary>
    public static long ParseWatermark(string? watermark) =>
        long.TryParse(watermark, NumberStyles.None, CultureInfo.InvariantCulture, out var sequence) ? sequence : 0;
}
