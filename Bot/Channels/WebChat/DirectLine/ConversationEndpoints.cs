using Bot.Channels.WebChat.Tokens;
using Bot.State;
using Bot.State.Conversations;
using Bot.State.Time;

namespace Bot.Channels.WebChat.DirectLine;

/// <summary>Opening, reconnecting, polling, posting: the calls of Direct Line 3.0 that clients make.</summary>
internal sealed class ConversationEndpoints(
    DirectLineAccess access, ChatTokens tokens, TurnRunner turns, PostedTurn posted, IConversationFeed feed, WelcomeStep welcome, NoticeClock clock)
{
    private const string Greeting = "greeting";

    /// <summary>201 with the greeting in the transcript; 200 if the conversation was there.</summary>
    public async Task StartAsync(HttpContext context)
    {
        var token = await access.AuthenticateAsync(context) ?? await NewForServerAsync(context);
        try
        {
            var known = await feed.ReadAsync(WebChatKey.Of(token.Conversation), 0, context.RequestAborted);
            if (known is null) await GreetAsync(token.Conversation);
            await WriteConversationAsync(context, known is null ? StatusCodes.Status201Created : StatusCodes.Status200OK, token.Conversation, token.User, 0);
        }
        catch (StateUnavailableException)
        {
            throw DirectLineException.Away();
        }
    }

    /// <summary>A fresh token and stream for a client that lost its socket. Without a watermark only what is new follows; an empty one means that nothing was seen.</summary>
    public async Task ReconnectAsync(HttpContext context)
    {
        var conversation = Conversation(context);
        var user = await access.EnterAsync(context, conversation) ?? ServerUser;
        var seen = DirectLineResponse.ParseWatermark(context.Request.Query["watermark"]);
        try
        {
            var known = await feed.ReadAsync(WebChatKey.Of(conversation), seen, context.RequestAborted);
            if (known is null) await GreetAsync(conversation);
            else if (!context.Request.Query.ContainsKey("watermark") && known is [.., { Sequence: { } last }]) seen = last;
        }
        catch (StateUnavailableException)
        {
            // The stream waits for the store; the client need not.
        }
        await WriteConversationAsync(context, StatusCodes.Status200OK, conversation, user, seen);
    }

    public async Task PollAsync(HttpContext context)
    {
        var conversation = Conversation(context);
        _ = await access.EnterAsync(context, conversation);
        string? watermark = context.Request.Query["watermark"];
        var seen = DirectLineResponse.ParseWatermark(watermark);
        var entries = await ReadAsync(conversation, seen, context.RequestAborted);
        context.Response.ContentType = "application/json; charset=utf-8";
        DirectLineResponse.WriteActivities(context.Response.BodyWriter, entries, DirectLineResponse.Watermark(entries) ?? seen.ToString(System.Globalization.CultureInfo.InvariantCulture));
        await context.Response.BodyWriter.FlushAsync(context.RequestAborted);
    }

    public async Task PostAsync(HttpContext context)
    {
        var conversation = Conversation(context);
        var user = await access.EnterAsync(context, conversation);
        var activity = IncomingActivity.Parse(await RequestBody.ReadAsync(context, IncomingActivity.MostBytes, DirectLineException.TooLarge));
        await DirectLineResponse.WriteIdAsync(context, await posted.RunAsync(conversation, user ?? UserIds.Clean(activity.FromId) ?? ServerUser, activity));
    }

    /// <summary>Another half hour, while the old one lasts.</summary>
    public async Task RefreshAsync(HttpContext context)
    {
        var token = await access.AuthenticateAsync(context) ?? throw DirectLineException.Forbidden();
        await WriteTokenAsync(context, token);
    }

    /// <summary>For other servers: a token for a person of theirs. The conversation is not started.</summary>
    public async Task GenerateAsync(HttpContext context)
    {
        if (await access.AuthenticateAsync(context) is not null) throw DirectLineException.Forbidden();
        await WriteTokenAsync(context, await NewForServerAsync(context));
    }

    public static string Conversation(HttpContext context) => (string)context.Request.RouteValues["conversation"]!;

    private const string ServerUser = "user";

    // A poll must not fail while the store is away: clients stop polling for good at the first error.
    private async Task<System.Collections.Immutable.ImmutableArray<TranscriptEntry>> ReadAsync(string conversation, long seen, CancellationToken ct)
    {
        try
        {
            return await feed.ReadAsync(WebChatKey.Of(conversation), seen, ct) ?? [];
        }
        catch (StateUnavailableException)
        {
            return [];
        }
    }

    private Task<TurnOutcome> GreetAsync(string conversation) => turns.RunAsync(
        WebChatKey.Of(conversation), Greeting, state => welcome(state, clock.Now), turn => TurnActivities.Render(turn, null), CancellationToken.None);

    private static async Task<ChatToken> NewForServerAsync(HttpContext context)
    {
        var user = await UserIds.ReadBodyAsync(context, "user.id");
        return new(TokenUse.Chat, WebChatKey.NewConversation(), user ?? UserIds.New(), default);
    }

    private async Task WriteTokenAsync(HttpContext context, ChatToken token)
    {
        var fresh = await tokens.IssueAsync(TokenUse.Chat, token.Conversation, token.User, context.RequestAborted);
        await DirectLineResponse.WriteAsync(context, StatusCodes.Status200OK, (token.Conversation, fresh), static (json, t) =>
        {
            json.WriteString("conversationId"u8, t.Conversation);
            json.WriteString("token"u8, t.fresh);
            json.WriteNumber("expires_in"u8, (int)ChatTokens.ChatLife.TotalSeconds);
        });
    }

    private async Task WriteConversationAsync(HttpContext context, int status, string conversation, string user, long seen)
    {
        var fresh = await tokens.IssueAsync(TokenUse.Chat, conversation, user, context.RequestAborted);
        var pass = await tokens.IssueAsync(TokenUse.Stream, conversation, user, context.RequestAborted);
        var request = context.Request;
        var stream = $"{(request.IsHttps ? "wss" : "ws")}://{request.Host}{request.PathBase}{DirectLineRoutes.Prefix}/conversations/{conversation}/stream?watermark={seen}&t={pass}";
        await DirectLineResponse.WriteAsync(context, status, (conversation, fresh, stream), static (json, c) =>
        {
            json.WriteString("conversationId"u8, c.conversation);
            json.WriteString("token"u8, c.fresh);
            json.WriteNumber("expires_in"u8, (int)ChatTokens.ChatLife.TotalSeconds);
            json.WriteString("streamUrl"u8, c.stream);
        });
    }
}
