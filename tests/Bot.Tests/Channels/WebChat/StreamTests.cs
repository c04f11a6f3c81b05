using System.Net;
using System.Net.WebSockets;
using System.Text.Json;

namespace Bot.Tests.Channels.WebChat;

/// <summary>The socket of a conversation, and what clients see while the store is away.</summary>
public sealed class StreamTests(WebChatHost host) : IClassFixture<WebChatHost>
{
    private static CancellationToken Limit => new CancellationTokenSource(TimeSpan.FromSeconds(10)).Token;

    [Fact]
    public async Task Socket_OpenedAfterTheGreeting_StillBringsItAndThenWhatIsSaid()
    {
        var (id, token, url) = await StartAsync("anna");
        using var socket = await ConnectAsync(url);
        Assert.Equal([ScriptedAssistant.Greeting], Texts(await ReceiveAsync(socket)));
        await WebChatCalls.PostAsync(host, id, token, "你好");
        var set = await ReceiveAsync(socket);
        Assert.Equal(["你好", "您说：你好"], Texts(set));
        Assert.Equal((await WebChatCalls.PollAsync(host, id, token, "")).Watermark, set.GetProperty("watermark").GetString());
    }

    [Fact]
    public async Task Socket_PingedWithEmptyFramesAndNonsense_StaysOpen()
    {
        var (id, token, url) = await StartAsync("bert");
        using var socket = await ConnectAsync(url);
        await ReceiveAsync(socket);
        await socket.SendAsync(Array.Empty<byte>(), WebSocketMessageType.Text, true, Limit);
        await socket.SendAsync("{\"type\":\"message\"}"u8.ToArray(), WebSocketMessageType.Text, true, Limit);
        await socket.SendAsync(new byte[10_000], WebSocketMessageType.Binary, true, Limit);
        await WebChatCalls.PostAsync(host, id, token, "noch da");
        Assert.Equal(["noch da", "您说：noch da"], Texts(await ReceiveAsync(socket)));
    }

    [Fact]
    public async Task Sockets_OfTwoWindows_BothGetEverything()
    {
        var (id, token, url) = await StartAsync("carl");
        using var one = await ConnectAsync(url);
        using var two = await ConnectAsync(url);
        await ReceiveAsync(one);
        await ReceiveAsync(two);
        await WebChatCalls.PostAsync(host, id, token, "你好");
        Assert.Equal(Texts(await ReceiveAsync(one)), Texts(await ReceiveAsync(two)));
    }

    [Fact]
    public async Task Socket_LostAndOpenedAgain_BringsWhatWasMissedOnce()
    {
        var (id, token, url) = await StartAsync("dora");
        string watermark;
        using (var lost = await ConnectAsync(url))
        {
            watermark = (await ReceiveAsync(lost)).GetProperty("watermark").GetString()!;
            lost.Abort();
        }
        await WebChatCalls.PostAsync(host, id, token, "一");
        await WebChatCalls.PostAsync(host, id, token, "二");
        var again = await WebChatCalls.JsonAsync(await WebChatCalls.SendAsync(host, HttpMethod.Get, $"/v3/directline/conversations/{id}?watermark={watermark}", token, null));
        Assert.NotEmpty(again.GetProperty("token").GetString()!);
        using var socket = await ConnectAsync(again.GetProperty("streamUrl").GetString()!);
        Assert.Equal(["一", "您说：一", "二", "您说：二"], Texts(await ReceiveAsync(socket)));
        await WebChatCalls.PostAsync(host, id, token, "三");
        Assert.Equal(["三", "您说：三"], Texts(await ReceiveAsync(socket)));
    }

    [Fact]
    public async Task Reconnect_WithoutAWatermark_FollowsOnlyWhatIsNew()
    {
        var (id, token, _) = await StartAsync("emil");
        var again = await WebChatCalls.JsonAsync(await WebChatCalls.SendAsync(host, HttpMethod.Get, $"/v3/directline/conversations/{id}", token, null));
        using var socket = await ConnectAsync(again.GetProperty("streamUrl").GetString()!);
        await WebChatCalls.PostAsync(host, id, token, "neu");
        Assert.Equal(["neu", "您说：neu"], Texts(await ReceiveAsync(socket)));
    }

    [Fact]
    public async Task PollingAndSocket_GiveTheSameSequence()
    {
        var (id, token, url) = await StartAsync("fritz");
        foreach (var text in new[] { "一", "二", "三" }) await WebChatCalls.PostAsync(host, id, token, text);
        using var socket = await ConnectAsync(url);
        var streamed = await ReceiveAsync(socket);
        var (polled, watermark) = await WebChatCalls.PollAsync(host, id, token, "");
        Assert.Equal(polled.Select(a => a.GetRawText()), streamed.GetProperty("activities").EnumerateArray().Select(a => a.GetRawText()));
        Assert.Equal(watermark, streamed.GetProperty("watermark").GetString());
    }

    [Fact]
    public async Task Socket_WithoutAPassOrWithAnOldOne_IsRefused()
    {
        var (_, _, url) = await StartAsync("gerd");
        var (_, _, other) = await StartAsync("hans");
        foreach (var wrong in new[] { url.Split("&t=")[0], url.Split("&t=")[0] + "&t=" + other.Split("&t=")[1] }) await AssertRefusedAsync(wrong);
        host.Time.Pass(TimeSpan.FromMinutes(3));
        await AssertRefusedAsync(url);
    }

    [Fact]
    public async Task Store_Away_IsSaidOnTheSocketPollsStayCalmAndAllComesBack()
    {
        var (id, token, url) = await StartAsync("ida");
        using var socket = await ConnectAsync(url);
        await ReceiveAsync(socket);
        host.Store.IsAway = true;
        try
        {
            using var refused = await WebChatCalls.PostAsync(host, id, token, "你好");
            Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
            Assert.NotNull(refused.Headers.RetryAfter);
            var told = await ReceiveAsync(socket);
            Assert.Contains("请稍等", Assert.Single(Texts(told)));
            Assert.False(told.TryGetProperty("watermark", out _));
            var (activities, watermark) = await WebChatCalls.PollAsync(host, id, token, "7");
            Assert.Empty(activities);
            Assert.Equal("7", watermark);
            using var again = await WebChatCalls.SendAsync(host, HttpMethod.Get, $"/v3/directline/conversations/{id}?watermark=", token, null);
            Assert.Equal(HttpStatusCode.OK, again.StatusCode);
            using var start = await WebChatCalls.SendAsync(host, HttpMethod.Post, "/v3/directline/conversations", token, "");
            Assert.Equal(HttpStatusCode.ServiceUnavailable, start.StatusCode);
        }
        finally
        {
            host.Store.IsAway = false;
        }
        await WebChatCalls.PostAsync(host, id, token, "wieder da");
        Assert.Equal(["wieder da", "您说：wieder da"], Texts(await ReceiveAsync(socket)));
    }

    private async Task<(string Id, string Token, string Url)> StartAsync(string user)
    {
        var started = await WebChatCalls.JsonAsync(await WebChatCalls.SendAsync(host, HttpMethod.Post, "/v3/directline/conversations", await WebChatCalls.TokenAsync(host, user), "{}"));
        return (started.GetProperty("conversationId").GetString()!, started.GetProperty("token").GetString()!, started.GetProperty("streamUrl").GetString()!);
    }

    private static async Task<ClientWebSocket> ConnectAsync(string url)
    {
        var socket = new ClientWebSocket();
        socket.Options.Proxy = null;
        await socket.ConnectAsync(new Uri(url), Limit);
        return socket;
    }

    private static async Task AssertRefusedAsync(string url)
    {
        using var socket = new ClientWebSocket();
        socket.Options.Proxy = null;
        await Assert.ThrowsAsync<WebSocketException>(() => socket.ConnectAsync(new Uri(url), Limit));
    }

    private static async Task<JsonElement> ReceiveAsync(ClientWebSocket socket)
    {
        using var frame = new MemoryStream();
        var buffer = new byte[4096];
        ValueWebSocketReceiveResult received;
        do
        {
            received = await socket.ReceiveAsync(buffer.AsMemory(), Limit);
            frame.Write(buffer, 0, received.Count);
        }
        while (!received.EndOfMessage);
        return JsonSerializer.Deserialize<JsonElement>(frame.ToArray());
    }

    private static string[] Texts(JsonElement set) => [.. set.GetProperty("activities").EnumerateArray().Select(a => a.GetProperty("text").GetString()!)];
}
