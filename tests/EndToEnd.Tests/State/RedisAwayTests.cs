using System.Net;
using System.Net.Http.Json;
using TestKit.DirectLine;
using TestKit.Processes;
using TestKit.Redis;

namespace EndToEnd.Tests.State;

/// <summary>The Redis goes away and comes back.</summary>
public sealed class RedisAwayTests
{
    [Fact]
    public async Task Bot_WhoseRedisGoesAway_AnswersWhatNeedsNoneSaysSoAndRecovers()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var bot = await BotProcess.StartAsync(new BotSettings().With("Redis__ConnectionString", redis.ConnectionString));
        var person = await DirectLineClient.StartAsync(bot.Client);
        await person.SayAsync("你好");
        await using var socket = await person.OpenSocketAsync();

        await redis.KillAsync();
        await Eventually.BecomesTrueAsync(async () => await StatusAsync(bot, "readyz") == HttpStatusCode.ServiceUnavailable, TimeSpan.FromSeconds(15), () => "/readyz did not say that Redis is away");
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(bot, "healthz"));
        Assert.Equal(HttpStatusCode.OK, await AskAsync(bot));
        Assert.Equal(HttpStatusCode.OK, await CheckAsync(bot));

        var status = await person.PostAsync("网上申报哪天截止", "while-away");
        Assert.True(status is HttpStatusCode.ServiceUnavailable or HttpStatusCode.OK, $"{status}");
        var sentence = await socket.WaitForTextAsync(TimeSpan.FromSeconds(10));
        Assert.Matches("[稍等过]", sentence);

        await redis.StartAgainAsync();
        await Eventually.BecomesTrueAsync(async () => await StatusAsync(bot, "readyz") == HttpStatusCode.OK, TimeSpan.FromSeconds(30), () => "/readyz did not recover");
        await Eventually.BecomesTrueAsync(async () => await person.PostAsync("网上申报哪天截止", "afterwards") == HttpStatusCode.OK, TimeSpan.FromSeconds(10), () => "the chat did not recover");
    }

    [Fact]
    public async Task Bot_StartedBeforeItsRedis_AnswersAndBecomesReadyByItself()
    {
        await using var redis = await RedisServer.StartAsync();
        await redis.KillAsync();
        await using var bot = await BotProcess.StartAsync(new BotSettings { ReadyPath = "healthz" }.With("Redis__ConnectionString", redis.ConnectionString));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await StatusAsync(bot, "readyz"));
        Assert.Equal(HttpStatusCode.OK, await AskAsync(bot));

        await redis.StartAgainAsync();
        await Eventually.BecomesTrueAsync(async () => await StatusAsync(bot, "readyz") == HttpStatusCode.OK, TimeSpan.FromSeconds(30), () => "/readyz did not become ready:\n" + bot.Output);
        await (await DirectLineClient.StartAsync(bot.Client)).SayAsync("你好");
    }

    private static async Task<HttpStatusCode> StatusAsync(BotProcess bot, string path)
    {
        using var response = await bot.Client.GetAsync(path);
        return response.StatusCode;
    }

    private static async Task<HttpStatusCode> AskAsync(BotProcess bot)
    {
        using var response = await bot.Client.PostAsJsonAsync("api/ask", new { question = "网上申报哪天截止" });
        return response.StatusCode;
    }

    private static async Task<HttpStatusCode> CheckAsync(BotProcess bot)
    {
        using var response = await bot.Client.PostAsJsonAsync("api/self-check", new { profile = new { education = "bachelor" } });
        return response.StatusCode;
    }
}
