using System.Net;
using System.Text.Json;

namespace Bot.Tests.Operations;

public sealed class HealthTests(BotHost bot)
{
    [Fact]
    public async Task Healthz_WithoutRedis_IsOk()
    {
        using var response = await bot.Client.GetAsync("/healthz", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task Readyz_WithoutRedis_SaysSoWith503()
    {
        using var response = await bot.Client.GetAsync("/readyz", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        var body = JsonDocument.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).RootElement;
        Assert.False(body.GetProperty("ready").GetBoolean());
        var checks = body.GetProperty("checks").EnumerateArray().ToDictionary(c => c.GetProperty("name").GetString()!);
        Assert.True(checks["notices"].GetProperty("ok").GetBoolean());
        Assert.False(checks["redis"].GetProperty("ok").GetBoolean());
        Assert.NotEmpty(checks["redis"].GetProperty("detail").GetString()!);
    }

    [Fact]
    public async Task Metrics_AskedOnThisMachine_AreShown()
    {
        var text = await bot.Client.GetStringAsync("/metrics", TestContext.Current.CancellationToken);
        Assert.Contains("dotnet_", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Metrics_AskedThroughAProxy_DoNotExist()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/metrics");
        request.Headers.Add("X-Forwarded-For", "203.0.113.7");
        using var response = await bot.Client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [Fact]
    public async Task Metrics_OpenedToOthers_AreShownToThem()
    {
        await using var open = await BotHost.StartAsync("Metrics:AllowRemote=true");
        using var request = new HttpRequestMessage(HttpMethod.Get, "/metrics");
        request.Headers.Add("X-Forwarded-For", "203.0.113.7");
        using var response = await open.Client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }
}
