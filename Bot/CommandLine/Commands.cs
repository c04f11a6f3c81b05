namespace Bot.CommandLine;

/// <summary>
/// Words after the program's name that do something other than start the assistant. They start neither the host nor Redis.
/// A table and a look-up: three commands need no parsing library, and the start of the assistant pays for none.
/// </summary>
internal static class Commands
{
    private sealed record Command(string[] Words, string Arguments, string Does, Func<string[], TextReader, TextWriter, TextWriter, Task<int>> RunAsync);

    private static readonly Command[] All =
    [
    ];

    /// <summary>The first argument is a word, or asks for help. Options (<c>--urls …</c>) belong to the assistant.</summary>
    public static bool IsCommand(string[] args) =>
        args is [var first, ..] && (!first.StartsWith('-') || first is "-h" or "-?" or "--help");

    /// <summary>Exit code of the command; 2 if there is no such command.</summary>
    public static async Task<int> RunAsync(string[] args, TextReader input, TextWriter output, TextWriter error)
    {
        if (args[0].StartsWith('-'))
        {
            await output.WriteLineAsync(Usage());
            return 0;
        }

        var command = All.FirstOrDefault(c => args.Take(c.Words.Length).SequenceEqual(c.Words, StringComparer.Ordinal));
        if (command is not null) return await command.RunAsync(args[command.Words.Length..], input, output, error);

        await error.WriteLineAsync($"Unknown command '{string.Join(' ', args.Take(2))}'.\n{Usage()}");
        return 2;
    }

    private static string Usage() => string.Join('\n',
    [
        "Usage:",
        Line("", "[--urls http://localhost:3978] [--Section:Key value]", "start the assistant"),
        .. All.Select(c => Line(string.Join(' ', c.Words), c.Arguments, c.Does)),
    ]);

    private static string Line(string words, string arguments, string does) => $"  Bot {$"{words} {arguments}".Trim(),-60}  {does}";
}
