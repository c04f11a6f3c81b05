using Bot.Channels.Tencent.Answers;
using Bot.Channels.Tencent.Crypt;
using Bot.Operations;
using Bot.State;

namespace Bot.Channels.WeCom;

/// <summary><c>/wecom</c>: the address that the app is given. Everything is encrypted, the check of the address too.</summary>
internal sealed partial class WeComEndpoints(WeComApp app, WeComConversation conversation, TimeProvider time, ILogger<WeComEndpoints> log)
{
    private const int LongestCaption = 20;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/wecom", static (HttpContext context, WeComEndpoints endpoints) => endpoints.VerifyAsync(context)).ExcludeFromDescription();
        routes.MapPost("/wecom", static (HttpContext context, WeComEndpoints endpoints) => endpoints.TakeAsync(context)).ExcludeFromDescription();
    }

    private Task VerifyAsync(HttpContext context)
    {
        if (!app.IsConnected) return RefuseAsync(context, StatusCodes.Status404NotFound);
        var query = PushQuery.Of(context.Request.Query);
        // A plus sign that came unescaped reads as a space.
        var echo = query.Echo.Replace(' ', '+');
        return PushReader.IsFresh(query, time.GetUtcNow()) && Signature.Matches(query.MessageSignature, app.Settings.Token, query.Timestamp, query.Nonce, echo)
            && PushReader.Decrypt(echo, app.Secrets).Opened is Opened.Message opened
            ? PushResponse.WriteAsync(context, opened.Text, "text/plain; charset=utf-8")
            : RefuseAsync(context, StatusCodes.Status401Unauthorized);
    }

    private async Task TakeAsync(HttpContext context)
    {
        var query = PushQuery.Of(context.Request.Query);
        if (!app.IsConnected || !PushReader.IsFresh(query, time.GetUtcNow()) || query.MessageSignature.Length == 0)
        {
            await RefuseAsync(context, app.IsConnected ? StatusCodes.Status401Unauthorized : StatusCodes.Status404NotFound);
            return;
        }
        var push = await PushReader.ReadAsync(context.Request, context.RequestAborted) is { } body ? PushReader.Open(body, query, app.Secrets) : new Push.Unreadable();
        await (push switch
        {
            Push.Accepted { Crypt: { } crypt } accepted when PushedEvent.Read(accepted.Fields) is { } read => AnswerAsync(context, read, crypt),
            Push.Unsigned => RefuseAsync(context, StatusCodes.Status401Unauthorized),
            _ => RefuseAsync(context, StatusCodes.Status400BadRequest),
        });
    }

    private async Task AnswerAsync(HttpContext context, PushedEvent push, MessageCrypt crypt)
    {
        string text;
        try
        {
            text = await conversation.AnswerAsync(push, Site(context));
        }
        catch (StateUnavailableException) when (push.IsEvent)
        {
            await RefuseAsync(context, StatusCodes.Status503ServiceUnavailable);
            return;
        }
        var now = time.GetUtcNow();
        // The pressed card says what was chosen; the answer comes as a message of its own.
        var xml = push is { IsEvent: true, Kind: "template_card_event" } ? ReplyXml.PressedButton(push.From, push.Account, now, Caption(WeComSender.Said(push.Key)))
            : text.Length > 0 ? ReplyXml.Text(push.From, push.Account, now, text) : null;
        await PushResponse.WriteAsync(context, xml is null ? "" : ReplyXml.Seal(xml, app.Settings.Token, crypt, now), xml is null ? "text/plain; charset=utf-8" : "text/xml; charset=utf-8");
    }

    private static string Caption(string said) => $"已选：{(said.Length <= LongestCaption ? said : said[..LongestCaption] + "…")}";

    private string Site(HttpContext context) => app.Settings.PublicUrl.Length > 0 ? app.Settings.PublicUrl : $"{context.Request.Scheme}://{context.Request.Host}";

    private Task RefuseAsync(HttpContext context, int status)
    {
        if (status != StatusCodes.Status404NotFound) LogRefused(status);
        return ErrorResponses.WriteAsync(context, status);
    }

    [LoggerMessage(EventId = 32, Level = LogLevel.Warning, Message = "A call of /wecom was refused with {Status}; if it came from the platform, compare Token, EncodingAESKey and CorpId with its console.")]
    private partial void LogRefused(int status);
}
