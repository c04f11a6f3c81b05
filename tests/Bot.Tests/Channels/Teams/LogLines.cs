using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Bot.Tests.Channels.Teams;

/// <summary>Everything that is logged.</summary>
internal sealed class LogLines : ILoggerProvider, ILogger
{
    private readonly ConcurrentQueue<string> all = new();

    public IEnumerable<string> All => all;

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        all.Enqueue(formatter(state, exception) + exception);

    public void Dispose() { }
}
