using Bot.Channels.Tencent;
using Bot.Channels.Tencent.Crypt;
using Bot.Channels.WeChat.Accounts;

namespace Bot.Channels.WeChat;

/// <summary><c>/wechat</c> and <c>/wechat/{account}</c>: the address that the platform is given.</summary>
internal sealed class WeChatEndpoints(WeChatAccounts accounts, WeChatConversation conversation, PushDoor door)
{
    private const string Arrived = "success";
    private const int LongestEcho = 256;

    public static void Map(IEndpointRouteBuilder app)
    {
        foreach (var path in new[] { "/wechat", "/wechat/{account}" })
        {
            app.MapGet(path, static (HttpContext context, WeChatEndpoints endpoints) => endpoints.VerifyAsync(context)).ExcludeFromDescription();
            app.MapPost(path, static (HttpContext context, WeChatEndpoints endpoints) => endpoints.TakeAsync(context)).ExcludeFromDescription();
        }
    }

    private Task VerifyAsync(HttpContext context) => AccountOf(context) is { } account
        ? door.VerifyAsync(context, PushQuery.Of(context.Request.Query), query => PushReader.IsSigned(query, account.Secrets.Token) && query.Echo.Length is > 0 and <= LongestEcho ? query.Echo : null)
        : PushDoor.RefuseUnknownAsync(context);

    private Task TakeAsync(HttpContext context) => AccountOf(context) is { } account
        ? door.TakeAsync(context, account.Secrets, new(Arrived, push => conversation.AnswerAsync(account, push, PushDoor.Site(context, account.Settings.PublicUrl), context.RequestAborted), XmlOf))
        : PushDoor.RefuseUnknownAsync(context);

    private static string? XmlOf(PushedEvent push, string text, DateTimeOffset now) => text.Length == 0 ? null : ReplyXml.Text(push.From, push.Account, now, text);

    private WeChatAccount? AccountOf(HttpContext context) => accounts.Find((string?)context.GetRouteValue("account"));
}
