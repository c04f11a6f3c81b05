using Bot.Channels.Tencent;
using Bot.Channels.Tencent.Crypt;

namespace Bot.Channels.WeCom;

/// <summary><c>/wecom</c>: the address that the app is given. Everything is encrypted, the check of the address too.</summary>
internal sealed class WeComEndpoints(WeComApp app, WeComConversation conversation, PushDoor door)
{
    private const int LongestCaption = 20;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/wecom", static (HttpContext context, WeComEndpoints endpoints) => endpoints.VerifyAsync(context)).ExcludeFromDescription();
        routes.MapPost("/wecom", static (HttpContext context, WeComEndpoints endpoints) => endpoints.TakeAsync(context)).ExcludeFromDescription();
    }

    private Task VerifyAsync(HttpContext context) => app.IsConnected ? door.VerifyAsync(context, PushQuery.Of(context.Request.Query), Echo) : PushDoor.RefuseUnknownAsync(context);

    private string? Echo(PushQuery query)
    {
        // A plus sign that came unescaped reads as a space.
        var echo = query.Echo.Replace(' ', '+');
        return Signature.Matches(query.MessageSignature, app.Settings.Token, query.Timestamp, query.Nonce, echo) && PushReader.Decrypt(echo, app.Secrets).Opened is Opened.Message opened ? opened.Text : null;
    }

    private Task TakeAsync(HttpContext context) => app.IsConnected
        ? door.TakeAsync(context, app.Secrets, new("", push => conversation.AnswerAsync(push, PushDoor.Site(context, app.Settings.PublicUrl)), XmlOf))
        : PushDoor.RefuseUnknownAsync(context);

    // The pressed card says what was chosen; the answer comes as a message of its own.
    private static string? XmlOf(PushedEvent push, string text, DateTimeOffset now) =>
        push is { IsEvent: true, Kind: "template_card_event" } ? ReplyXml.PressedButton(push.From, push.Account, now, Caption(WeComSender.Said(push.Key)))
        : text.Length > 0 ? ReplyXml.Text(push.From, push.Account, now, text) : null;

    private static string Caption(string said) => $"已选：{(said.Length <= LongestCaption ? said : said[..LongestCaption] + "…")}";
}
