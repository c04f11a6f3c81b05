using System.Net;
using System.Text.Json;

namespace Bot.Tests.Operations;

public sealed class ErrorTests(BotHost bot)
{
    [Theory]
    [InlineData("GET", "/api/nothing", HttpStatusCode.NotFound)]
    [InlineData("GET", "/nothing/at/all", HttpStatusCode.NotFound)]
    [InlineData("GET", "/api/ask", HttpStatusCode.MethodNotAllowed)]
    [InlineData("POST", "/api/deadlines", HttpStatusCode.MethodNotAllowed)]
    public async Task Errors_ToAProgram_AreProblems(string method, string path, HttpStatusCode status)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        using var response = await bot.Client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(status, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.MediaType);
        var problem = JsonDocument.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).RootElement;
        Assert.Equal((int)status, problem.GetProperty("status").GetInt32());
        Assert.NotEmpty(problem.GetProperty("title").GetString()!);
        Assert.NotEmpty(problem.GetProperty("detail").GetString()!);
    }

    [Fact]
    public async Task Errors_ToABrowser_AreAPageWithASentenceAndAWayOn()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/nothing");
        request.Headers.Add("Accept", "text/html,*/*;q=0.8");
        using var response = await bot.Client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Equal("text/html", response.Content.Headers.ContentType!.MediaType);
        var page = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Contains("<h1>没有这个地址</h1>", page, StringComparison.Ordinal);
        Assert.Contains("<a href=\"/\">回到首页问助手</a>", page, StringComparison.Ordinal);
        Assert.DoesNotContain("{", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Notices_WithoutAnId_AreAList()
    {
        using var response = await bot.Client.GetAsync("/notices", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Contains("<a href=\"/notices/ruoqiang-2024\">", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Answers_OfAnyKind_CarrySecurityHeaders()
    {
        foreach (var path in new[] { "/healthz", "/nothing", "/api/deadlines" })
        {
            using var response = await bot.Client.GetAsync(path, TestContext.Current.CancellationToken);
            Assert.Equal("nosniff", Assert.Single(response.Headers.GetValues("X-Content-Type-Options")));
            Assert.Contains("frame-ancestors", Assert.Single(response.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
            Assert.False(response.Headers.Contains("Server"));
        }
    }
}
