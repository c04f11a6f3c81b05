using Bot.Channels.Tencent.Answers;
using Bot.Channels.Tencent.Crypt;
using Bot.Channels.WeChat.Accounts;
using Bot.Operations;
using Bot.State;

namespace Bot.Channels.WeChat;

/// <summary><c>/wechat</c> and <c>/wechat/{account}</c>: the address that the platform is given.</summary>
internal sealed partial class WeChatEndpoints(WeChatAccounts accounts, WeChatConversation conversation, TimeProvider time, ILogger<WeChatEndpoints> log)
{
    private const string Arrived = "success";

    public static void Map(IEndpointRouteBuilder app)
    {
        foreach (var path in new[] { "/wechat", "/wechat/{account}" })
        {
            app.MapGet(path, static (HttpContext context, WeChatEndpoints endpoints) => endpoints.VerifyAsync(context)).ExcludeFromDescription();
            app.MapPost(path, static (HttpContext context, WeChatEndpoints endpoints) => endpoints.TakeAsync(context)).ExcludeFromDescription();
        }
    }

    private Task VerifyAsync(HttpContext context)
    {
        if (AccountOf(context) is not { } account) return RefuseAsync(context, StatusCodes.Status404NotFound);
        var query = PushQuery.Of(context.Request.Query);
        return PushReader.IsFresh(query, time.GetUtcNow()) && PushReader.IsSigned(query, account.Secrets.Token) && query.Echo.Length is > 0 and <= 256
            ? PushResponse.WriteAsync(context, query.Echo, "text/plain; charset=utf-8")
            : RefuseAsync(context, StatusCodes.Status401Unauthorized);
    }

    private async Task TakeAsync(HttpContext context)
    {
        if (AccountOf(context) is not { } account)
        {
            await RefuseAsync(context, StatusCodes.Status404NotFound);
            return;
        }
        var query = PushQuery.Of(context.Request.Query);
        var signed = PushReader.IsSigned(query, account.Secrets.Token) || query.MessageSignature.Length > 0;
        if (!PushReader.IsFresh(query, time.GetUtcNow()) || !signed)
        {
            await RefuseAsync(context, StatusCodes.Status401Unauthorized);
            return;
        }
        var push = await PushReader.ReadAsync(context.Request, context.RequestAborted) is { } body ? PushReader.Open(body, query, account.Secrets) : new Push.Unreadable();
        await (push switch
        {
            Push.Accepted accepted when PushedEvent.Read(accepted.Fields) is { } read => AnswerAsync(context, account, read, accepted.Crypt),
            Push.Unsigned => RefuseAsync(context, StatusCodes.Status401Unauthorized),
            _ => RefuseAsync(context, StatusCodes.Status400BadRequest),
        });
    }

    private async Task AnswerAsync(HttpContext context, WeChatAccount account, PushedEvent push, MessageCrypt? crypt)
    {
        string text;
        try
        {
            text = await conversation.AnswerAsync(account, push, Site(context, account), context.RequestAborted);
        }
        catch (StateUnavailableException) when (push.IsEvent)
        {
            // The platform asks again; what it tells is not lost.
            await RefuseAsync(context, StatusCodes.Status503ServiceUnavailable);
            return;
        }
        if (text.Length == 0)
        {
            await PushResponse.WriteAsync(context, Arrived, "text/plain; charset=utf-8");
            return;
        }
        var xml = ReplyXml.Text(push.From, push.Account, time.GetUtcNow(), text);
        await PushResponse.WriteAsync(context, crypt is null ? xml : ReplyXml.Seal(xml, account.Secrets.Token, crypt, time.GetUtcNow()), "text/xml; charset=utf-8");
    }

    private static string Site(HttpContext context, WeChatAccount account) =>
        account.Settings.PublicUrl.Length > 0 ? account.Settings.PublicUrl : $"{context.Request.Scheme}://{context.Request.Host}";

    private WeChatAccount? AccountOf(HttpContext context) => accounts.Find((string?)context.GetRouteValue("account"));

    private Task RefuseAsync(HttpContext context, int status)
    {
        if (status != StatusCodes.Status404NotFound) LogRefused(status);
        return ErrorResponses.WriteAsync(context, status);
    }

    [LoggerMessage(EventId = 31, Level = LogLevel.Warning, Message = "A call of /wechat was refused with {Status}; if it came from the platform, compare Token, EncodingAESKey and AppID with its console.")]
    private partial void LogRefused(int status);
}
