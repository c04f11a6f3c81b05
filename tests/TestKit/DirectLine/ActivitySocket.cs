using System.Net.WebSockets;
using System.Text.Json;

namespace TestKit.DirectLine;

/// <summary>The WebSocket of a conversation: activity sets as they come.</summary>
public sealed class ActivitySocket : IAsyncDisposable
{
    private readonly ClientWebSocket socket;

    private ActivitySocket(ClientWebSocket socket) => this.socket = socket;

    public static async Task<ActivitySocket> OpenAsync(Uri url)
    {
        var socket = new ClientWebSocket();
        socket.Options.Proxy = null;
        await socket.ConnectAsync(url, CancellationToken.None);
        return new(socket);
    }

    /// <summary>The next text that the bot says; empty frames are pings.</summary>
    public async Task<string> WaitForTextAsync(TimeSpan limit)
    {
        using var patience = new CancellationTokenSource(limit);
        while (true)
        {
            var frame = await ReceiveAsync(patience.Token);
            if (frame.Length == 0) continue;
            foreach (var activity in JsonElement.Parse(frame).GetProperty("activities").EnumerateArray())
            {
                var fromPerson = activity.GetProperty("from").TryGetProperty("role", out var role) && role.GetString() == "user";
                if (!fromPerson && activity.TryGetProperty("text", out var text) && text.GetString() is { Length: > 0 } said) return said;
            }
        }
    }

    public ValueTask DisposeAsync()
    {
        socket.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<string> ReceiveAsync(CancellationToken ct)
    {
        using var message = new MemoryStream();
        var buffer = new byte[8192];
        ValueWebSocketReceiveResult part;
        do
        {
            part = await socket.ReceiveAsync(buffer.AsMemory(), ct);
            if (part.MessageType == WebSocketMessageType.Close) throw new WebSocketException("The bot closed the socket.");
            message.Write(buffer, 0, part.Count);
        }
        while (!part.EndOfMessage);
        return System.Text.Encoding.UTF8.GetString(message.ToArray());
    }
}
