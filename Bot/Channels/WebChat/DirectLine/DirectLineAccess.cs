using System.Security.Cryptography;
using System.Text;
using Bot.Channels.WebChat.Tokens;
using Bot.State;
using Bot.State.Conversations;
using Microsoft.Extensions.Options;

namespace Bot.Channels.WebChat.DirectLine;

/// <summary>Who may do what. A caller is known by its token, another server by the secret.</summary>
internal sealed class DirectLineAccess(ChatTokens tokens, IConversationFeed feed, IOptions<WebChatOptions> options)
{
    private const string Scheme = "Bearer ";
    private readonly byte[] secret = Encoding.UTF8.GetBytes(options.Value.Secret);

    /// <summary>The live token of a request; null: it brought the secret.</summary>
    public async ValueTask<ChatToken?> AuthenticateAsync(HttpContext context)
    {
        var bearer = Bearer(context.Request) ?? throw DirectLineException.Unauthorized();
        if (IsSecret(bearer)) return null;
        var token = await tokens.ReadAsync(bearer, context.RequestAborted) ?? throw DirectLineException.Forbidden();
        if (token.Use != TokenUse.Chat) throw DirectLineException.Forbidden();
        return tokens.IsExpired(token) ? throw DirectLineException.Expired() : token;
    }

    /// <summary>Lets pass who may talk in this conversation.</summary>
    /// <returns>The id of the person; null: another server speaks for whom it names.</returns>
    public async ValueTask<string?> EnterAsync(HttpContext context, string conversation)
    {
        var token = await AuthenticateAsync(context);
        if (token is not null && token.Conversation == conversation) return token.User;
        var known = await IsKnownAsync(conversation, context.RequestAborted);
        if (!known) throw DirectLineException.Unknown();
        return token is null ? null : throw DirectLineException.Forbidden();
    }

    public static string? Bearer(HttpRequest request)
    {
        var header = request.Headers.Authorization.ToString();
        return header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) && header.Length > Scheme.Length ? header[Scheme.Length..].Trim() : null;
    }

    private bool IsSecret(string bearer) => secret.Length > 0 && CryptographicOperations.FixedTimeEquals(secret, Encoding.UTF8.GetBytes(bearer));

    private async ValueTask<bool> IsKnownAsync(string conversation, CancellationToken ct)
    {
        try
        {
            return await feed.ReadAsync(WebChatKey.Of(conversation), long.MaxValue - 1, ct) is not null;
        }
        catch (StateUnavailableException)
        {
            return true;
        }
    }
}
