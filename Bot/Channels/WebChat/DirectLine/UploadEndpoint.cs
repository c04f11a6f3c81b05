using Microsoft.AspNetCore.Http.Features;

namespace Bot.Channels.WebChat.DirectLine;

/// <summary>Takes what browsers upload beside a message, keeps nothing of the files, and answers the words.</summary>
internal sealed class UploadEndpoint(DirectLineAccess access, PostedTurn posted)
{
    private const int MostBytes = 8 * 1024 * 1024;
    private const string ActivityType = "application/vnd.microsoft.activity";
    private static readonly FormOptions Limits = new() { MultipartBodyLengthLimit = MostBytes, ValueCountLimit = 32, MemoryBufferThreshold = 64 * 1024 };

    public async Task ServeAsync(HttpContext context)
    {
        var conversation = ConversationEndpoints.Conversation(context);
        var user = await access.EnterAsync(context, conversation);
        if (context.Request.ContentLength > MostBytes) throw DirectLineException.TooLarge(MostBytes);
        var activity = context.Request.HasFormContentType ? await ReadFormAsync(context) : Without("");
        await DirectLineResponse.WriteIdAsync(context, await posted.RunAsync(conversation, user ?? UserIds.Clean(context.Request.Query["userId"]) ?? "user", activity));
    }

    private static async Task<IncomingActivity> ReadFormAsync(HttpContext context)
    {
        try
        {
            var form = await context.Request.ReadFormAsync(Limits, context.RequestAborted);
            var part = form.Files.FirstOrDefault(f => f.Name == "activity" || f.ContentType.StartsWith(ActivityType, StringComparison.OrdinalIgnoreCase));
            if (part is null) return Without(form["activity"].ToString());
            if (part.Length > IncomingActivity.MostBytes) throw DirectLineException.TooLarge(IncomingActivity.MostBytes);
            await using var stream = part.OpenReadStream();
            var json = new byte[part.Length];
            await stream.ReadExactlyAsync(json, context.RequestAborted);
            return IncomingActivity.Parse(json).WithAttachments();
        }
        catch (InvalidDataException)
        {
            throw new DirectLineException(413, "MessageSizeTooBig", $"The files are longer than {MostBytes} bytes together, or the form cannot be read.");
        }
    }

    // A file alone is a message without words.
    private static IncomingActivity Without(string json) =>
        IncomingActivity.Parse(json.Length > 0 ? System.Text.Encoding.UTF8.GetBytes(json) : "{\"type\":\"message\"}"u8.ToArray()).WithAttachments();
}
