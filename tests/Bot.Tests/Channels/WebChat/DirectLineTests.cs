using System.Net;
using System.Text;
using System.Text.Json;

namespace Bot.Tests.Channels.WebChat;

/// <summary>The server as a client of Direct Line 3.0 finds it.</summary>
public sealed class DirectLineTests(WebChatHost host) : IClassFixture<WebChatHost>
{
    [Theory]
    [InlineData("""{"user":{}}""")]
    [InlineData("")]
    [InlineData("""{"user":{"id":"x"},"locale":"zh-CN","unknown":[1,{"a":null}]}""")]
    public async Task Start_WithWhateverBody_OpensAConversationWithTheGreeting(string body)
    {
        var token = await TokenAsync("anna");
        using var started = await SendAsync(HttpMethod.Post, "/v3/directline/conversations", token, body);
        Assert.Equal(HttpStatusCode.Created, started.StatusCode);
        var conversation = await JsonAsync(started);
        Assert.Equal(1800, conversation.GetProperty("expires_in").GetInt32());
        Assert.StartsWith("ws://", conversation.GetProperty("streamUrl").GetString());

        using var again = await SendAsync(HttpMethod.Post, "/v3/directline/conversations", token, "");
        Assert.Equal(HttpStatusCode.OK, again.StatusCode);
        var activities = await PollAsync(conversation.GetProperty("conversationId").GetString()!, token);
        Assert.Equal(ScriptedAssistant.Greeting, Assert.Single(activities).GetProperty("text").GetString());
    }

    [Fact]
    public async Task Post_ComesBackAsEchoAndReply_UnderTheIdOfTheAnswer()
    {
        var (id, token) = await OpenAsync("bert");
        using var posted = await PostAsync(id, token, """{"type":"message","from":{"id":"somebody else","name":"B"},"text":"你好","channelData":{"clientActivityID":"c-1","other":{"kept":[1,2.50,true,null]}},"entities":[{"type":"ClientCapabilities"}],"mine":"yes"}""");
        var echoId = (await JsonAsync(posted)).GetProperty("id").GetString();

        var activities = await PollAsync(id, token);
        var (echo, reply) = (activities[^2], activities[^1]);
        Assert.Equal(echoId, echo.GetProperty("id").GetString());
        Assert.Equal("bert", echo.GetProperty("from").GetProperty("id").GetString());
        Assert.Equal("user", echo.GetProperty("from").GetProperty("role").GetString());
        Assert.Equal("""{"clientActivityID":"c-1","other":{"kept":[1,2.50,true,null]}}""", echo.GetProperty("channelData").GetRawText());
        Assert.Equal("yes", echo.GetProperty("mine").GetString());
        Assert.Equal("您说：你好", reply.GetProperty("text").GetString());
        Assert.Equal(echoId, reply.GetProperty("replyToId").GetString());
        Assert.Equal("bot", reply.GetProperty("from").GetProperty("role").GetString());
    }

    [Theory]
    [InlineData("""{"type":"message","text":"一","channelData":{"clientActivityID":"same"}}""", """{"type":"message","text":"二","id":"other","channelData":{"clientActivityID":"same"}}""")]
    [InlineData("""{"type":"message","text":"一","id":"same"}""", """{"type":"message","text":"二","id":"same"}""")]
    public async Task Post_Repeated_IsAnsweredAsBeforeAndSaidOnce(string first, string second)
    {
        var (id, token) = await OpenAsync("carl");
        var one = await JsonAsync(await PostAsync(id, token, first));
        var two = await JsonAsync(await PostAsync(id, token, second));
        Assert.Equal(one.GetProperty("id").GetString(), two.GetProperty("id").GetString());
        Assert.Equal(3, (await PollAsync(id, token)).Length);
    }

    [Fact]
    public async Task Post_WithPersonalNumbers_IsKeptWithoutThem()
    {
        var (id, token) = await OpenAsync("13812345678");
        await PostAsync(id, token, """{"type":"message","from":{"name":"王 13812345678"},"text":"我是65282419900101123X","value":{"phone":13812345678,"say":"电话13812345678"},"x":["6222 0212 3456 7890"]}""");
        using var polled = await SendAsync(HttpMethod.Get, $"/v3/directline/conversations/{id}/activities", token, null);
        var text = await polled.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.DoesNotContain("13812345678", text);
        Assert.DoesNotContain("65282419900101123X", text);
        Assert.DoesNotContain("7890", text);
        Assert.Contains("您说：电话［手机号］（按钮）", text);
    }

    [Fact]
    public async Task Post_InATalkGoingOn_CostsOneScript()
    {
        var (id, token) = await OpenAsync("dora");
        var before = host.Store.Calls;
        await PostAsync(id, token, """{"type":"message","text":"你好"}""");
        Assert.Equal(1, host.Store.Calls - before);
    }

    [Fact]
    public async Task Post_OfACardsButton_IsPressed()
    {
        var (id, token) = await OpenAsync("emil");
        await PostAsync(id, token, """{"type":"message","value":{"say":"公示做完了"},"channelData":{"postBack":true}}""");
        Assert.Equal("您说：公示做完了（按钮）", (await PollAsync(id, token))[^1].GetProperty("text").GetString());
    }

    [Fact]
    public async Task Post_OfALongText_IsAnsweredWithARequestToSayItInParts()
    {
        var (id, token) = await OpenAsync("fritz");
        using var posted = await PostAsync(id, token, JsonSerializer.Serialize(new { type = "message", text = new string('长', 5_000) }));
        Assert.Equal(HttpStatusCode.OK, posted.StatusCode);
        Assert.Contains("太长", (await PollAsync(id, token))[^1].GetProperty("text").GetString());
    }

    [Fact]
    public async Task Post_WithControlCharacters_IsReadWithoutThem()
    {
        var (id, token) = await OpenAsync("gerd");
        await PostAsync(id, token, "{\"type\":\"message\",\"text\":\"你\\u0000\\u001b好\\n吗\"}");
        Assert.Equal("您说：你好\n吗", (await PollAsync(id, token))[^1].GetProperty("text").GetString());
    }

    [Theory]
    [InlineData("{", 400)]
    [InlineData("[]", 400)]
    [InlineData("\"text\"", 400)]
    [InlineData("", 400)]
    [InlineData("""{"type":"message","text":5}""", 400)]
    [InlineData("""{"type":"message","text":"a"} trailing""", 400)]
    [InlineData("""{"type":"message","text":"\ud800"}""", 400)]
    public async Task Post_OfWhatIsNoActivity_IsRefusedWithAReason(string body, int status)
    {
        var (id, token) = await OpenAsync("hans");
        using var refused = await PostAsync(id, token, body);
        await AssertErrorAsync(refused, status, "BadArgument");
    }

    [Fact]
    public async Task Post_OfMoreThanAQuarterMegabyte_IsRefused()
    {
        var (id, token) = await OpenAsync("ida");
        using var refused = await PostAsync(id, token, JsonSerializer.Serialize(new { type = "message", text = new string('a', 300_000) }));
        await AssertErrorAsync(refused, 413, "MessageSizeTooBig");
    }

    [Theory]
    [InlineData("typing")]
    [InlineData("event")]
    [InlineData("conversationUpdate")]
    public async Task Post_OfWhatIsNoMessage_IsAcceptedAndSaysNothing(string type)
    {
        var (id, token) = await OpenAsync("jo");
        using var posted = await PostAsync(id, token, $$"""{"type":"{{type}}","name":"webchat/join"}""");
        Assert.Equal(HttpStatusCode.OK, posted.StatusCode);
        Assert.Single(await PollAsync(id, token));
    }

    [Fact]
    public async Task Upload_OfTwoFilesOfOneName_FindsTheActivityAmongThem()
    {
        var (id, token) = await OpenAsync("karl");
        using var form = new MultipartFormDataContent();
        foreach (var _ in new[] { 1, 2 }) form.Add(new ByteArrayContent([1, 2, 3]) { Headers = { ContentType = new("image/png") } }, "file", "photo.png");
        form.Add(new StringContent("""{"type":"message","text":"看看","channelData":{"clientActivityID":"u-1"},"attachments":[{"contentType":"image/png","name":"photo.png"}]}""", Encoding.UTF8, "application/vnd.microsoft.activity"), "activity", "blob");
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/v3/directline/conversations/{id}/upload?userId=karl") { Content = form, Headers = { Authorization = new("Bearer", token) } };
        using var answer = await host.Client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var activities = await PollAsync(id, token);
        Assert.Equal("u-1", activities[^3].GetProperty("channelData").GetProperty("clientActivityID").GetString());
        Assert.Contains("没有保存", activities[^2].GetProperty("text").GetString());
        Assert.Equal("您说：看看", activities[^1].GetProperty("text").GetString());
    }

    [Fact]
    public async Task Upload_OfAFileAlone_IsAnsweredPolitely()
    {
        var (id, token) = await OpenAsync("lena");
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/v3/directline/conversations/{id}/upload?userId=lena") { Content = new ByteArrayContent([1, 2]), Headers = { Authorization = new("Bearer", token) } };
        request.Content.Headers.ContentType = new("image/png");
        using var answer = await host.Client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains("文字", (await PollAsync(id, token))[^1].GetProperty("text").GetString());
    }

    [Theory]
    [InlineData("/v3/directline/tokens/refresh")]
    [InlineData("/v3/directline/conversations")]
    [InlineData("/v3/directline/conversations/x")]
    [InlineData("/v3/directline/conversations/x/activities")]
    [InlineData("/v3/directline/conversations/x/upload")]
    public async Task Preflight_OfEachRoute_NeedsNoToken(string path)
    {
        using var answer = await SendAsync(HttpMethod.Options, path, null, null);
        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        var allowed = string.Join(",", answer.Headers.GetValues("Access-Control-Allow-Headers"));
        Assert.All(["Authorization", "Content-Type", "x-ms-bot-agent"], header => Assert.Contains(header, allowed));
    }

    [Fact]
    public async Task Caller_WithoutATokenOrWithAWrongOne_IsTurnedAway()
    {
        var (a, tokenA) = await OpenAsync("max");
        var (b, _) = await OpenAsync("nora");
        await AssertErrorAsync(await SendAsync(HttpMethod.Get, $"/v3/directline/conversations/{a}/activities", null, null), 401, "BadArgument");
        await AssertErrorAsync(await SendAsync(HttpMethod.Get, $"/v3/directline/conversations/{a}/activities", "nonsense", null), 403, "BadArgument");
        await AssertErrorAsync(await SendAsync(HttpMethod.Get, $"/v3/directline/conversations/{a}/activities", tokenA[..^2] + "AA", null), 403, "BadArgument");
        await AssertErrorAsync(await SendAsync(HttpMethod.Get, $"/v3/directline/conversations/{b}/activities", tokenA, null), 403, "BadArgument");
        await AssertErrorAsync(await PostAsync(b, tokenA, """{"type":"message","text":"x"}"""), 403, "BadArgument");
        await AssertErrorAsync(await SendAsync(HttpMethod.Get, "/v3/directline/conversations/unknown/activities", tokenA, null), 404, "BadArgument");
        await AssertErrorAsync(await SendAsync(HttpMethod.Get, "/v3/directline/conversations/unknown", tokenA, null), 404, "BadArgument");
        await AssertErrorAsync(await SendAsync(HttpMethod.Post, "/v3/directline/tokens/generate", tokenA, ""), 403, "BadArgument");
    }

    [Fact]
    public async Task AnotherServer_WithTheSecret_OpensConversationsAndSpeaksForItsPeople()
    {
        const string secret = "a-secret-of-another-server";
        var generated = await JsonAsync(await SendAsync(HttpMethod.Post, "/v3/directline/tokens/generate", secret, """{"user":{"id":"dl_otto"}}"""));
        var started = await JsonAsync(await SendAsync(HttpMethod.Post, "/v3/directline/conversations", generated.GetProperty("token").GetString(), ""));
        Assert.Equal(generated.GetProperty("conversationId").GetString(), started.GetProperty("conversationId").GetString());

        var own = (await JsonAsync(await SendAsync(HttpMethod.Post, "/v3/directline/conversations", secret, ""))).GetProperty("conversationId").GetString()!;
        using var posted = await PostAsync(own, secret, """{"type":"message","from":{"id":"paula"},"text":"你好"}""");
        Assert.Equal(HttpStatusCode.OK, posted.StatusCode);
        Assert.Equal("paula", (await PollAsync(own, secret))[^2].GetProperty("from").GetProperty("id").GetString());
    }

    [Fact]
    public async Task Erasure_IsConfirmedToWhoPollsAndLeavesNothing()
    {
        var (id, token) = await OpenAsync("quinn");
        await PostAsync(id, token, """{"type":"message","text":"你好"}""");
        var (_, watermark) = await PollFromAsync(id, token, "");
        await PostAsync(id, token, """{"type":"message","text":"清除我的数据"}""");
        Assert.Equal("已清除。", (await PollFromAsync(id, token, watermark)).Activities[^1].GetProperty("text").GetString());

        await PostAsync(id, token, """{"type":"message","text":"又来了"}""");
        var (after, _) = await PollFromAsync(id, token, watermark);
        Assert.Equal("您说：又来了", after[^1].GetProperty("text").GetString());
        host.Time.Pass(TimeSpan.FromMinutes(3));
        Assert.DoesNotContain((await PollFromAsync(id, token, "")).Activities, a => a.GetProperty("text").GetString()!.Contains("你好，", StringComparison.Ordinal));
    }

    private Task<string> TokenAsync(string user) => WebChatCalls.TokenAsync(host, user);

    private Task<(string Id, string Token)> OpenAsync(string user) => WebChatCalls.OpenAsync(host, user);

    private Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string? bearer, string? body) => WebChatCalls.SendAsync(host, method, path, bearer, body);

    private Task<HttpResponseMessage> PostAsync(string id, string token, string body) => SendAsync(HttpMethod.Post, $"/v3/directline/conversations/{id}/activities", token, body);

    private async Task<JsonElement[]> PollAsync(string id, string token) => (await PollFromAsync(id, token, "")).Activities;

    private Task<(JsonElement[] Activities, string Watermark)> PollFromAsync(string id, string token, string watermark) => WebChatCalls.PollAsync(host, id, token, watermark);

    private static Task<JsonElement> JsonAsync(HttpResponseMessage response) => WebChatCalls.JsonAsync(response);

    private static async Task AssertErrorAsync(HttpResponseMessage response, int status, string code)
    {
        Assert.Equal(status, (int)response.StatusCode);
        var error = (await JsonAsync(response)).GetProperty("error");
        Assert.Equal(code, error.GetProperty("code").GetString());
        Assert.NotEmpty(error.GetProperty("message").GetString()!);
    }
}
