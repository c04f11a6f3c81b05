using System.Buffers;

namespace Bot.Channels.WebChat.DirectLine;

/// <summary>Reads a whole body, but never more than allowed.</summary>
internal static class RequestBody
{
    public static async Task<ReadOnlyMemory<byte>> ReadAsync(HttpContext context, int limit)
    {
        if (context.Request.ContentLength > limit) throw DirectLineException.TooLarge(limit);
        var reader = context.Request.BodyReader;
        while (true)
        {
            var read = await reader.ReadAsync(context.RequestAborted);
            if (read.Buffer.Length > limit) throw DirectLineException.TooLarge(limit);
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
