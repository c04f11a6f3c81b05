using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Bot.State.Conversations;

namespace Bot.Channels.Cards;

/// <summary>Writes activities into a buffer that each thread keeps.</summary>
internal static class ActivityJson
{
    private const int KeptBuffer = 64 * 1024;

    [ThreadStatic]
    private static ArrayBufferWriter<byte>? buffer;

    [ThreadStatic]
    private static Utf8JsonWriter? writer;

    /// <param name="write">Writes the members of one object.</param>
    public static RawActivity Write<T>(T state, Action<Utf8JsonWriter, T> write)
    {
        buffer ??= new(2048);
        // Chinese stays readable and short; the JSON is never pasted into HTML.
        writer ??= new(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true, MaxDepth = 128 });
        try
        {
            writer.WriteStartObject();
            write(writer, state);
            writer.WriteEndObject();
            writer.Flush();
            return new(buffer.WrittenSpan.ToArray());
        }
        finally
        {
            if (buffer.Capacity > KeptBuffer) (buffer, writer) = (null, null);
            else
            {
                buffer.ResetWrittenCount();
                writer.Reset();
            }
        }
    }
}
