using System.Net;

namespace Bot.Tests.Channels.WebChat;

/// <summary>Who gets into which conversation.</summary>
public sealed class TokenTests(WebChatHost host) : IClassFixture<WebChatHost>
{
    [Fact]
    public async Task Token_OfTheSameLabelTwice_IsOfTwoConversations()
    {
        var (first, _) = await WebChatCalls.OpenAsync(host, "anna");
        var (second, _) = await WebChatCalls.OpenAsync(host, "anna");
        Assert.NotEqual(first, second);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("""{"user":null}""")]
    [InlineData("""{"user":"张三","more":1}""")]
    public async Task Token_IsMadeForWhoeverAsks(string body)
    {
        var made = await WebChatCalls.JsonAsync(await WebChatCalls.SendAsync(host, HttpMethod.Post, "/webchat/token", null, body));
        Assert.Equal(1800, made.GetProperty("expires_in").GetInt32());
        Assert.NotEmpty(made.GetProperty("token").GetString()!);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("""{"user":5}""")]
    public async Task Token_AskedForInNonsense_IsRefused(string body)
    {
        using var refused = await WebChatCalls.SendAsync(host, HttpMethod.Post, "/webchat/token", null, body);
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
    }

    [Fact]
    public async Task Token_Expired_OpensNothingButAFreshOneOfTheSameConversation()
    {
        var (id, token) = await WebChatCalls.OpenAsync(host, "bert");
        host.Time.Pass(TimeSpan.FromMinutes(31));
        foreach (var (method, path) in new[] { (HttpMethod.Get, $"conversations/{id}/activities"), (HttpMethod.Get, $"conversations/{id}"), (HttpMethod.Post, "tokens/refresh"), (HttpMethod.Post, $"conversations/{id}/activities") })
        {
            var error = (await WebChatCalls.JsonAsync(await WebChatCalls.SendAsync(host, method, $"/v3/directline/{path}", token, null))).GetProperty("error");
            Assert.Equal("TokenExpired", error.GetProperty("code").GetString());
        }

        var resumed = await WebChatCalls.JsonAsync(await WebChatCalls.SendAsync(host, HttpMethod.Post, "/webchat/token", token, """{"user":"somebody else"}"""));
        Assert.Equal(id, resumed.GetProperty("conversationId").GetString());
        using var posted = await WebChatCalls.PostAsync(host, id, resumed.GetProperty("token").GetString()!, "你好");
        Assert.Equal(HttpStatusCode.OK, posted.StatusCode);
        Assert.Equal("bert", (await WebChatCalls.PollAsync(host, id, resumed.GetProperty("token").GetString()!, "")).Activities[1].GetProperty("from").GetProperty("id").GetString());
    }

    [Fact]
    public async Task Cookie_ResumesTheConversationAndScriptsCannotReadIt()
    {
        using var first = await WebChatCalls.SendAsync(host, HttpMethod.Post, "/webchat/token", null, "{}");
        var cookie = Assert.Single(first.Headers.GetValues("Set-Cookie"));
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=strict", cookie, StringComparison.OrdinalIgnoreCase);
        var id = (await WebChatCalls.JsonAsync(first)).GetProperty("conversationId").GetString();

        var again = await WebChatCalls.JsonAsync(await WebChatCalls.SendAsync(host, HttpMethod.Post, "/webchat/token", null, "{}", cookie.Split(';')[0]));
        Assert.Equal(id, again.GetProperty("conversationId").GetString());
        var forged = await WebChatCalls.JsonAsync(await WebChatCalls.SendAsync(host, HttpMethod.Post, "/webchat/token", null, "{}", "webchat=forged"));
        Assert.NotEqual(id, forged.GetProperty("conversationId").GetString());
    }

    [Fact]
    public async Task Cookie_IsNoTokenAndAStreamPassIsNone()
    {
        using var made = await WebChatCalls.SendAsync(host, HttpMethod.Post, "/webchat/token", null, "{}");
        var resume = made.Headers.GetValues("Set-Cookie").Single().Split(';')[0]["webchat=".Length..];
        var started = await WebChatCalls.JsonAsync(await WebChatCalls.SendAsync(host, HttpMethod.Post, "/v3/directline/conversations", (await WebChatCalls.JsonAsync(made)).GetProperty("token").GetString(), ""));
        var pass = started.GetProperty("streamUrl").GetString()!.Split("&t=")[1];
        foreach (var wrong in new[] { resume, pass })
        {
            using var refused = await WebChatCalls.SendAsync(host, HttpMethod.Post, "/v3/directline/conversations", wrong, "");
            Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        }
        using var forged = await WebChatCalls.SendAsync(host, HttpMethod.Post, "/webchat/token", pass, "{}");
        Assert.Equal(HttpStatusCode.Forbidden, forged.StatusCode);
    }

    [Fact]
    public async Task Refresh_WhileTheTokenLives_GivesAnotherHalfHour()
    {
        var (id, token) = await WebChatCalls.OpenAsync(host, "carl");
        host.Time.Pass(TimeSpan.FromMinutes(20));
        var fresh = (await WebChatCalls.JsonAsync(await WebChatCalls.SendAsync(host, HttpMethod.Post, "/v3/directline/tokens/refresh", token, ""))).GetProperty("token").GetString()!;
        host.Time.Pass(TimeSpan.FromMinutes(20));
        using var polled = await WebChatCalls.SendAsync(host, HttpMethod.Get, $"/v3/directline/conversations/{id}/activities", fresh, null);
        Assert.Equal(HttpStatusCode.OK, polled.StatusCode);
    }

    [Fact]
    public async Task Loopback_MayOpenTwoHundredConversationsAtOnce()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => WebChatCalls.SendAsync(host, HttpMethod.Post, "/webchat/token", null, "{}")));
        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.OK, answer.StatusCode));
    }
}
