using System.Buffers;
using System.Net.WebSockets;
using Bot.Channels.WebChat.Tokens;
using Bot.State.Conversations;

namespace Bot.Channels.WebChat.DirectLine;

/// <summary>The socket of a conversation: what came since the watermark, and then everything as it happens.</summary>
internal sealed class StreamEndpoint(ChatTokens tokens, IConversationFeed feed, IHostApplicationLifetime lifetime)
{
    private const string Goodbye = "The server is stopping; connect again.";

    public async Task ServeAsync(HttpContext context)
    {
        if (!context.WebSockets.IsWebSocketRequest) throw DirectLineException.Malformed("This address is a WebSocket.");
        var conversation = ConversationEndpoints.Conversation(context);
        await AdmitAsync(context, conversation);
        var seen = DirectLineResponse.ParseWatermark(context.Request.Query["watermark"]);
        using var socket = await context.WebSockets.AcceptWebSocketAsync();
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, lifetime.ApplicationStopping);
        var listening = ListenAsync(socket, ending);
        await SendAsync(socket, conversation, seen, ending);
        await CloseAsync(socket);
        await listening;
    }

    // The address itself is the credential: browsers send no headers with a socket.
    private async Task AdmitAsync(HttpContext context, string conversation)
    {
        string pass = context.Request.Query["t"].ToString();
        if (pass.Length == 0) throw DirectLineException.Unauthorized();
        var token = await tokens.ReadAsync(pass, context.RequestAborted) ?? throw DirectLineException.Forbidden();
        if (token.Use == TokenUse.Resume || token.Conversation != conversation) throw DirectLineException.Forbidden();
        if (tokens.IsExpired(token)) throw DirectLineException.Expired();
    }

    private async Task SendAsync(WebSocket socket, string conversation, long seen, CancellationTokenSource ending)
    {
        var frame = new ArrayBufferWriter<byte>(4096);
        try
        {
            await foreach (var entries in feed.FollowAsync(WebChatKey.Of(conversation), seen, ending.Token))
            {
                frame.ResetWrittenCount();
                DirectLineResponse.WriteActivities(frame, entries, DirectLineResponse.Watermark(entries));
                await socket.SendAsync(frame.WrittenMemory, WebSocketMessageType.Text, endOfMessage: true, ending.Token);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or WebSocketException)
        {
            // The client has gone, or the server goes.
        }
    }

    // Clients send empty frames to keep the socket open, and perhaps others: none means anything.
    private static async Task ListenAsync(WebSocket socket, CancellationTokenSource ending)
    {
        var ignored = new byte[1024];
        try
        {
            while (socket.State is WebSocketState.Open or WebSocketState.CloseSent)
                if ((await socket.ReceiveAsync(ignored.AsMemory(), CancellationToken.None)).MessageType == WebSocketMessageType.Close) break;
        }
        catch (WebSocketException)
        {
            // Cut off without a goodbye, as phones do.
        }
        catch (ObjectDisposedException)
        {
        }
        finally
        {
            await CancelAsync(ending);
        }
    }

    private static async Task CancelAsync(CancellationTokenSource ending)
    {
        try
        {
            await ending.CancelAsync();
        }
        catch (ObjectDisposedException)
        {
        }
    }

    private static async Task CloseAsync(WebSocket socket)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(2));
        try
        {
            if (socket.State is WebSocketState.Open or WebSocketState.CloseReceived) await socket.CloseOutputAsync(WebSocketCloseStatus.EndpointUnavailable, Goodbye, patience.Token);
            await Task.Delay(socket.State == WebSocketState.CloseSent ? TimeSpan.FromMilliseconds(200) : TimeSpan.Zero, patience.Token);
        }
        catch (Exception e) when (e is OperationCanceledException or WebSocketException)
        {
        }
        socket.Abort();
    }
}
