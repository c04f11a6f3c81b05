using Bot.Channels.WebChat.DirectLine;
using Bot.Channels.WebChat.Tokens;

namespace Bot.Channels.WebChat;

/// <summary>
/// <c>POST /webchat/token</c>: a token for a new person, or for the one whose old token or cookie comes along. A name given in the body labels a new
/// person and opens nobody's conversation.
/// </summary>
internal sealed class TokenEndpoint(ChatTokens tokens)
{
    private const string Cookie = "webchat";
    private const string Path = "/webchat";

    public async Task ServeAsync(HttpContext context)
    {
        var label = await UserIds.ReadBodyAsync(context, "user");
        var known = await ResumedAsync(context);
        var (conversation, user) = known is null ? (WebChatKey.NewConversation(), label ?? UserIds.New()) : (known.Conversation, known.User);
        var token = await tokens.IssueAsync(TokenUse.Chat, conversation, user, context.RequestAborted);
        context.Response.Cookies.Append(Cookie, await tokens.IssueAsync(TokenUse.Resume, conversation, user, context.RequestAborted), new CookieOptions
        {
            HttpOnly = true,
            SameSite = SameSiteMode.Strict,
            Secure = context.Request.IsHttps,
            MaxAge = ChatTokens.ResumeLife,
            Path = Path,
            IsEssential = true,
        });
        await DirectLineResponse.WriteAsync(context, StatusCodes.Status200OK, (token, conversation), static (json, t) =>
        {
            json.WriteString("token"u8, t.token);
            json.WriteString("conversationId"u8, t.conversation);
            json.WriteNumber("expires_in"u8, (int)ChatTokens.ChatLife.TotalSeconds);
        });
    }

    // A token that is not ours is refused: somebody believes to resume and should not silently begin anew. A cookie that is not ours is from before
    // the store was replaced: the browser cannot help it.
    private async Task<ChatToken?> ResumedAsync(HttpContext context)
    {
        if (DirectLineAccess.Bearer(context.Request) is { } bearer)
            return await tokens.ReadAsync(bearer, context.RequestAborted) is { Use: TokenUse.Chat or TokenUse.Resume } old ? old : throw DirectLineException.Forbidden();
        return context.Request.Cookies[Cookie] is { } cookie && await tokens.ReadAsync(cookie, context.RequestAborted) is { Use: TokenUse.Resume } kept && !tokens.IsExpired(kept) ? kept : null;
    }
}
