using System.Collections.Immutable;
using System.Net.Sockets;
using Bot.State;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;

namespace Bot.Hosting;

/// <summary>A start that cannot succeed until somebody mends what <see cref="Lines"/> say: one problem a line, each whole by itself.</summary>
public sealed class StartException(ImmutableArray<string> lines) : Exception(string.Join('\n', lines))
{
    public ImmutableArray<string> Lines { get; } = lines;

    /// <summary>What to tell an operator; null: a bug, which keeps its stack trace.</summary>
    internal static ImmutableArray<string>? Explain(Exception problem) => problem switch
    {
        StartException known => known.Lines,
        StartRefusedException refused => [refused.Message],
        OptionsValidationException settings => [.. settings.Failures],
        AggregateException several when several.Flatten().InnerExceptions.Select(Explain).ToArray() is var all && all.All(lines => lines is not null) =>
            [.. all.SelectMany(lines => lines!.Value).Distinct()],
        IOException { InnerException: AddressInUseException } taken => [$"{OneLine(taken.Message)} Stop the other program, or choose another port with --urls http://localhost:PORT."],
        IOException { InnerException: AggregateException { InnerExceptions: var inner } } taken when inner.All(e => e is SocketException) => [OneLine(taken.Message)],
        SocketException socket => [$"Cannot listen: {OneLine(socket.Message)}. Check --urls."],
        FormatException { Source: "Microsoft.AspNetCore.Http" } or InvalidOperationException { Source: "Microsoft.AspNetCore.Server.Kestrel.Core" } =>
            [$"urls: {OneLine(problem.Message)} Allowed: http://host:port, several separated by ';'."],
        InvalidOperationException { Source: "Microsoft.Extensions.Configuration.Binder" } unbound => [OneLine($"{unbound.Message} {unbound.InnerException?.Message}")],
        InvalidDataException { InnerException: FormatException file } => [OneLine($"appsettings.json: {file.Message}")],
        _ => null,
    };

    private static string OneLine(string message) => string.Join(' ', message.Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
}
