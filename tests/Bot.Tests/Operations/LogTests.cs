using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Bot.Tests.Operations;

public sealed class LogTests
{
    /// <summary>Everything that is logged at the most talkative level while somebody asks with private data, through the program's own filters.</summary>
    [Fact]
    public async Task Logs_OfAQuestion_HoldNothingOfIt()
    {
        using var lines = new Lines();
        await using var bot = await BotHost.StartAsync("Logging:LogLevel:Bot=Trace", "Logging:LogLevel:Default=Debug");
        bot.Services.GetRequiredService<ILoggerFactory>().AddProvider(lines);
        await bot.PostAsync("/api/ask", new { question = "哪天截止？我叫古丽，手机13999999999" });
        using var refused = await bot.PostAsync("/api/ask", """{"question":"古丽13999999999","secretfield":1}""");
        Assert.DoesNotContain(lines.All, l => l.Contains("古丽", StringComparison.Ordinal) || l.Contains("13999999999", StringComparison.Ordinal) || l.Contains("哪天截止", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Start_WithJsonLogs_Starts()
    {
        await using var bot = await BotHost.StartAsync("Logs:Format=Json");
        Assert.Equal(JsonValueKind.Array, (await bot.GetAsync("/api/deadlines")).ValueKind);
    }

    private sealed class Lines : ILoggerProvider, ILogger
    {
        private readonly System.Collections.Concurrent.ConcurrentQueue<string> all = new();

        public IEnumerable<string> All => all;

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            all.Enqueue(formatter(state, exception) + exception);

        public void Dispose() { }
    }
}
