using System.Net;
using System.Text.Json;

namespace Bot.Tests.Operations;

public sealed class RateLimitTests
{
    private static async Task<HttpResponseMessage> AskFromAsync(BotHost bot, string client)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/deadlines");
        request.Headers.Add("X-Forwarded-For", client);
        return await bot.Client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Api_CalledTooOften_RefusesThatClientOnly()
    {
        await using var bot = await BotHost.StartAsync("RateLimits:PerMinute=3");
        for (var i = 0; i < 3; i++) Assert.Equal(HttpStatusCode.OK, (await AskFromAsync(bot, "203.0.113.7")).StatusCode);

        using var refused = await AskFromAsync(bot, "203.0.113.7");
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.Equal("application/problem+json", refused.Content.Headers.ContentType!.MediaType);
        Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 60);
        var problem = JsonDocument.Parse(await refused.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).RootElement;
        Assert.Equal(429, problem.GetProperty("status").GetInt32());

        Assert.Equal(HttpStatusCode.OK, (await AskFromAsync(bot, "203.0.113.8")).StatusCode);
    }

    [Fact]
    public async Task Api_CalledFromOneIpv6Network_CountsAsOneClient()
    {
        await using var bot = await BotHost.StartAsync("RateLimits:PerMinute=1");
        Assert.Equal(HttpStatusCode.OK, (await AskFromAsync(bot, "2001:db8:0:1::1")).StatusCode);
        Assert.Equal(HttpStatusCode.TooManyRequests, (await AskFromAsync(bot, "2001:db8:0:1::2")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await AskFromAsync(bot, "2001:db8:0:2::1")).StatusCode);
    }

    [Theory]
    [InlineData(false, HttpStatusCode.OK)]
    [InlineData(true, HttpStatusCode.TooManyRequests)]
    public async Task Api_CalledOnThisMachine_IsLimitedIfConfigured(bool limited, HttpStatusCode expected)
    {
        await using var bot = await BotHost.StartAsync("RateLimits:PerMinute=1", $"RateLimits:LimitLoopback={limited}");
        using var first = await bot.Client.GetAsync("/api/deadlines", TestContext.Current.CancellationToken);
        using var second = await bot.Client.GetAsync("/api/deadlines", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, first.StatusCode);
        Assert.Equal(expected, second.StatusCode);
    }
}
