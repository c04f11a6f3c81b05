using Bot.Pages;
using Bot.State.Conversations;
using Knowledge.Notices;
using Knowledge.Papers;
using Microsoft.Net.Http.Headers;

namespace Bot.Papers;

/// <summary><c>GET /papers/{link}</c>: the paper, made when it is fetched. A link that does not work any more is answered by a page that says what to do.</summary>
internal sealed class PapersEndpoint(PaperTickets tickets, IConversationStore conversations, NoticeLibrary notices, GonePage gone, TimeProvider time)
{
    public const string Path = "/papers";

    /// <summary>More activities than this since the link was given: another conversation, whose numbering began at a later millisecond.</summary>
    private const int MostSince = 2_000;

    public async Task ServeAsync(HttpContext context)
    {
        var ct = context.RequestAborted;
        context.Response.Headers.CacheControl = "private, no-store";
        context.Response.Headers["X-Robots-Tag"] = "noindex";
        context.Response.Headers["Referrer-Policy"] = "no-referrer";
        var ticket = await tickets.OpenAsync((string)context.Request.RouteValues["link"]!, ct);
        if (ticket is null) await PageWriter.WriteAsync(context, gone.Render(), StatusCodes.Status404NotFound);
        else if (await PaperAsync(ticket, ct) is { } paper) await SendAsync(context, paper);
        else await PageWriter.WriteAsync(context, gone.Render(), StatusCodes.Status410Gone);
    }

    /// <summary>Null: the link is too old, the conversation was erased, or the notice has no such paper any more.</summary>
    private async Task<WrittenPaper?> PaperAsync(PaperTicket ticket, CancellationToken ct)
    {
        if (time.GetUtcNow().ToUnixTimeSeconds() >= ticket.Until) return null;
        if (!NoticeId.TryParse(ticket.Notice, null, out var id) || notices.Find(id) is not { } notice || notice.Paper(ticket.Paper) is not { } paper) return null;
        var (record, _) = await conversations.ReadAsync(new ConversationKey(ticket.Channel, ticket.Conversation), ct);
        return record is null || record.Transcript.First - ticket.Sequence > MostSince ? null : PaperWriter.Write(notice, paper, ticket.Facts, ticket.Day, ticket.Starts, ticket.Ends);
    }

    private static async Task SendAsync(HttpContext context, WrittenPaper paper)
    {
        var bytes = DocxWriter.Write(paper);
        var disposition = new ContentDispositionHeaderValue("attachment");
        disposition.SetHttpFileName($"{paper.Name}.docx");
        context.Response.ContentType = DocxWriter.ContentType;
        context.Response.ContentLength = bytes.Length;
        context.Response.Headers.ContentDisposition = disposition.ToString();
        context.Response.Headers.XContentTypeOptions = "nosniff";
        if (!HttpMethods.IsHead(context.Request.Method)) await context.Response.Body.WriteAsync(bytes, context.RequestAborted);
    }
}
