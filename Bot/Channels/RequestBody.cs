using System.Buffers;

namespace Bot.Channels;

/// <summary>Reads a whole body, but never more than allowed.</summary>
internal static class RequestBody
{
    /// <param name="tooLarge">What is thrown for a longer one.</param>
    public static async Task<ReadOnlyMemory<byte>> ReadAsync(HttpContext context, int limit, Func<int, Exception> tooLarge)
    {
        if (context.Request.ContentLength > limit) throw tooLarge(limit);
        var reader = context.Request.BodyReader;
        while (true)
        {
            var read = await reader.ReadAsync(context.RequestAborted);
            if (read.Buffer.Length > limit)
            {
                // Else the server, which reads on to the end of it, finds the reader in the middle of a read.
                reader.AdvanceTo(read.Buffer.End);
                throw tooLarge(limit);
            }
            if (read.IsCompleted)
            {
                var body = read.Buffer.ToArray();
                reader.AdvanceTo(read.Buffer.End);
                return body;
            }
            reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }
}
