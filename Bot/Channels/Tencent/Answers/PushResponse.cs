using System.Text;

namespace Bot.Channels.Tencent.Answers;

/// <summary>What goes back to the platform in the response to its push.</summary>
internal static class PushResponse
{
    /// <summary>Not cut short when the caller hangs up: its next try gets the same.</summary>
    public static Task WriteAsync(HttpContext context, string body, string type)
    {
        context.Response.ContentType = type;
        var bytes = Encoding.UTF8.GetBytes(body);
        context.Response.ContentLength = bytes.Length;
        return context.Response.Body.WriteAsync(bytes, CancellationToken.None).AsTask();
    }
}
