using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using Bot.Channels.Tencent.Crypt;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Bot.Tests.Channels.Tencent;

public sealed class WeChatAwayTests
{
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    /// <summary>Without Redis a person is told so in a sentence and in time, and nothing of them or of the account is logged.</summary>
    [Fact]
    public async Task Question_WhileRedisIsAway_IsAnsweredByASentenceAndLoggedNowhere()
    {
        using var lines = new Lines();
        await using var bot = await BotHost.StartAsync("WeChat:Token=devToken123", $"WeChat:EncodingAesKey={WeChatPushes.Key}", "WeChat:AppId=wx0123456789abcdef", "WeChat:AppSecret=a-secret-of-the-tests", "Logging:LogLevel:Bot=Trace", "Logging:LogLevel:Default=Debug");
        bot.Services.GetRequiredService<ILoggerFactory>().AddProvider(lines);
        var watch = Stopwatch.StartNew();
        var asked = await PostAsync(bot, WeChatPushes.Text("oPrivate", "1", "我叫古丽，哪天截止"), "devToken123");
        Assert.Contains("抱歉", asked, StringComparison.Ordinal);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(20), $"{watch.Elapsed}");
        await PostAsync(bot, WeChatPushes.Text("oPrivate", "2", "我叫古丽"), "anotherToken");
        await PostAsync(bot, WeChatPushes.Event("oPrivate", "unsubscribe"), "devToken123");
        Assert.Contains(lines.All, l => l.Contains("401", StringComparison.Ordinal));
        foreach (var secret in new[] { "oPrivate", "古丽", "哪天截止", "devToken123", WeChatPushes.Key, "a-secret-of-the-tests" })
            Assert.DoesNotContain(lines.All, l => l.Contains(secret, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("WeChat:EncodingAesKey=short", "43 letters and digits")]
    [InlineData("WeChat:Mode=Secret", "Compatible, Safe, Plain")]
    [InlineData("WeChat:Accounts:0:Tokem=x", "a list, each with Name")]
    [InlineData("WeChat:Accounts:0:Token=!!", "3 to 32 letters and digits")]
    [InlineData("WeChat:CustomerService=true", "AppSecret")]
    [InlineData("WeCom:Token=abc", "CorpId")]
    public async Task Start_WithAWrongSetting_StopsWithOneLine(string setting, string allowed)
    {
        using var error = new StringWriter();
        string[] more = setting.StartsWith("WeChat:CustomerService", StringComparison.Ordinal) ? ["--WeChat:Token=abc"] : [];
        var code = await Hosting.Launcher.RunAsync(["--Redis:ConnectionString=127.0.0.1:1", "--urls=http://127.0.0.1:0", $"--{setting}", .. more], Program.Build, error, error);
        Assert.Equal(1, code);
        Assert.Contains(allowed, Assert.Single(error.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
    }

    private static async Task<string> PostAsync(BotHost bot, string xml, string token)
    {
        var time = DateTimeOffset.UtcNow.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        using var response = await bot.Client.PostAsync($"/wechat?signature={Signature.Of(token, time, "n7")}&timestamp={time}&nonce=n7&openid=oPrivate", new StringContent(xml, Encoding.UTF8, "text/xml"), Ct);
        return await response.Content.ReadAsStringAsync(Ct);
    }

    private sealed class Lines : ILoggerProvider, ILogger
    {
        private readonly ConcurrentQueue<string> all = new();

        public IEnumerable<string> All => all;

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => all.Enqueue(formatter(state, exception) + exception);

        public void Dispose() { }
    }
}
