using System.Text.RegularExpressions;
using TestKit;
using TestKit.Processes;
using TestKit.Redis;

namespace EndToEnd.Tests.Console;

/// <summary><c>console reset</c> beside a running assistant, on a real Redis and on the embedded store, and beside one that is stopped.</summary>
public sealed class ResetCommandTests
{
    [Fact]
    public async Task Reset_WhileTheBotRunsOnRedis_PrintsALinkThatItTakes()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var bot = await BotProcess.StartAsync(new BotSettings().With("Redis__ConnectionString", redis.ConnectionString));
        await ResetsAsync(bot, new() { ["Redis__ConnectionString"] = redis.ConnectionString });
    }

    [Fact]
    public async Task Reset_WhileTheBotRunsOnTheEmbeddedStore_PrintsALinkThatItTakes()
    {
        await using var bot = await BotProcess.StartAsync();
        await ResetsAsync(bot, new() { ["Data__Directory"] = bot.DataDirectory });
    }

    [Fact]
    public async Task Reset_WhileTheBotIsStopped_PrintsALinkThatItTakesOnceStarted()
    {
        await using var bot = await BotProcess.StartAsync();
        await SetUpAsync(bot);
        await bot.StopAsync();
        var link = await LinkAsync(new() { ["Data__Directory"] = bot.DataDirectory });
        await bot.StartAgainAsync();
        Assert.Contains("李科长", System.Net.WebUtility.HtmlDecode(await bot.Client.GetStringAsync(link, TestContext.Current.CancellationToken)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reset_WithoutAnyAccount_SaysWhatToDo()
    {
        using var data = new ScratchFolder();
        var (code, output) = await RunAsync(new() { ["Data__Directory"] = data.FullName });
        Assert.Equal(1, code);
        Assert.Contains("There is no account yet", output, StringComparison.Ordinal);
    }

    private static async Task ResetsAsync(BotProcess bot, Dictionary<string, string?> settings)
    {
        await SetUpAsync(bot);
        var link = await LinkAsync(settings);
        Assert.Contains("李科长", System.Net.WebUtility.HtmlDecode(await bot.Client.GetStringAsync(link, TestContext.Current.CancellationToken)), StringComparison.Ordinal);
        var (code, output) = await RunAsync(settings, "王五");
        Assert.Equal(1, code);
        Assert.Contains("李科长", output, StringComparison.Ordinal);
    }

    private static async Task SetUpAsync(BotProcess bot)
    {
        await Eventually.BecomesTrueAsync(() => Task.FromResult(Link(bot).Success), TimeSpan.FromSeconds(30), () => bot.Output);
        using var browser = new HttpClient(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false }) { BaseAddress = bot.Url };
        var page = await browser.GetStringAsync("console/" + Link(bot).Value, TestContext.Current.CancellationToken);
        var hidden = Regex.Matches(page, """<input type="hidden" name="([^"]*)" value="([^"]*)">""").Select(m => KeyValuePair.Create(m.Groups[1].Value, System.Net.WebUtility.HtmlDecode(m.Groups[2].Value)));
        using var made = await browser.PostAsync("console/set-up", new FormUrlEncodedContent([.. hidden, new("name", "李科长"), new("password", "correct horse 1"), new("again", "correct horse 1")]), TestContext.Current.CancellationToken);
        Assert.Equal(System.Net.HttpStatusCode.Redirect, made.StatusCode);
    }

    private static Match Link(BotProcess bot) => Regex.Match(bot.Output, @"set-up\?token=\w+");

    private static async Task<string> LinkAsync(Dictionary<string, string?> settings)
    {
        var (code, output) = await RunAsync(settings);
        Assert.True(code == 0, output);
        return Regex.Match(output, @"/console/set-up\?token=\w+").Value;
    }

    private static Task<(int ExitCode, string Output)> RunAsync(Dictionary<string, string?> settings, params string[] words) =>
        ChildProcess.RunAsync("dotnet", [Repository.BotDll, "console", "reset", .. words], TimeSpan.FromSeconds(60), environment: settings);
}
