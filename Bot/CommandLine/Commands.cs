using Bot.Channels.Teams;
using Bot.Channels.Teams.Package;
using Bot.Channels.WeChat.Doctor;
using Bot.Channels.WeCom.Bulk;
using Bot.Hosting;
using Bot.HrConsole;
using Bot.NoticeCheck;
using Bot.Notices;
using Bot.Pages;
using Bot.Recognize;
using Bot.Reminders;

namespace Bot.CommandLine;

/// <summary>
/// Words after the program's name that do something other than start the assistant. None starts the host; those of reminders read the store.
/// A table and a look-up: a handful of commands needs no parsing library, and the start of the assistant pays for none.
/// </summary>
internal static class Commands
{
    private sealed record Command(string[] Words, string Arguments, string Does, Func<string[], TextReader, TextWriter, TextWriter, Task<int>> RunAsync);

    private static readonly Command[] All =
    [
        new(["notice", "check"], "[folder]", "say what is wrong in a notice's folder, and what a careful clerk would ask", CheckAsync),
        new(["notice", "learn"], "", "learn the examples of the shipped notices ahead, so that the assistant starts sooner (the build does it)", LearnAsync),
        new(["teams", "package"], TeamsPackageCommand.Arguments, "write the app package for upload to Teams", PackageAsync),
        new(["wechat", "menu", "push"], "[account]", "publish the menu of the Official Account", (args, _, output, error) => WeChatCommands.PushMenuAsync(args, Settings(), output, error)),
        new(["wechat", "menu", "show"], "[account]", "show the menu that the platform has", (args, _, output, error) => WeChatCommands.ShowMenuAsync(args, Settings(), output, error)),
        new(["wechat", "doctor"], "[account]", "check address, token, keys, IP list, rights and templates, and say what to click where", (args, _, output, error) => WeChatCommands.DoctorAsync(args, Settings(), output, error)),
        new(["wecom", "send"], "id text user:… party:… tag:…", "send a text to users, departments and tags of the company", (args, _, output, error) => WeComCommands.SendAsync(args, Settings(), output, error)),
        new(["reminders", "preview"], RemindersCommand.Arguments, "who would be reminded of what and when, of the people in the store", (args, _, output, error) => RemindersCommand.PreviewAsync(args, Settings(), output, error)),
        new(["reminders", "report"], RemindersCommand.Arguments, "what became of the reminders due in that time", (args, _, output, error) => RemindersCommand.ReportAsync(args, Settings(), output, error)),
        new(["console", "reset"], ResetCommand.Arguments, "print a link that sets the password of the console's administrator, or of the one named, anew", (args, _, output, error) => ResetCommand.RunAsync(args, Settings(), output, error)),
        new(["recognize"], "", "read JSON lines on standard input and write each with what was found", RecognizeAsync),
    ];

    /// <summary>The first argument is a word, or asks for help. Options (<c>--urls …</c>) belong to the assistant.</summary>
    public static bool IsCommand(string[] args) =>
        args is [var first, ..] && (!first.StartsWith('-') || first is "-h" or "-?" or "--help");

    /// <summary>The same on the console, in UTF-8 whatever the locale.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        using var input = new StreamReader(Console.OpenStandardInput());
        await using var output = new StreamWriter(Console.OpenStandardOutput());
        await using var error = new StreamWriter(Console.OpenStandardError());
        return await RunAsync(args, input, output, error);
    }

    /// <summary>Exit code of the command; 2 if there is no such command.</summary>
    public static async Task<int> RunAsync(string[] args, TextReader input, TextWriter output, TextWriter error)
    {
        if (args[0].StartsWith('-'))
        {
            await output.WriteLineAsync(Usage());
            return 0;
        }

        var command = All.FirstOrDefault(c => args.Take(c.Words.Length).SequenceEqual(c.Words, StringComparer.Ordinal));
        return command is null ? await MisusedAsync(args, error) : await command.RunAsync(args[command.Words.Length..], input, output, error);
    }

    private static Task<int> CheckAsync(string[] args, TextReader input, TextWriter output, TextWriter error) =>
        Task.FromResult(NoticeCheckCommand.Run(args, output, error));

    private static async Task<int> LearnAsync(string[] args, TextReader input, TextWriter output, TextWriter error)
    {
        if (args.Length > 0) return await MisusedAsync(args, error);
        LearntNotices.Write(NoticePacks.Load(new NoticesOptions().Folder));
        return 0;
    }

    private static Task<int> PackageAsync(string[] args, TextReader input, TextWriter output, TextWriter error) => ReadingSettingsAsync(error, settings =>
        TeamsPackageCommand.RunAsync(args, output, error, settings.Read<TeamsOptions>(TeamsOptions.Section), settings.Read<SiteOptions>(SiteOptions.Section)));

    private static async Task<int> RecognizeAsync(string[] args, TextReader input, TextWriter output, TextWriter error)
    {
        if (args.Length > 0) return await MisusedAsync(args, error);
        return await ReadingSettingsAsync(error, settings => RecognizeCommand.RunAsync(input, output, error, new NoticePacks(settings.Read<NoticesOptions>(NoticesOptions.Section).Folder).Library));
    }

    private static async Task<int> ReadingSettingsAsync(TextWriter error, Func<IConfigurationRoot, Task<int>> runAsync)
    {
        try
        {
            return await runAsync(Settings());
        }
        catch (StartException broken)
        {
            await error.WriteLineAsync(broken.Message);
            return 1;
        }
    }

    // The settings that the assistant itself would start with, without starting it.
    private static IConfigurationRoot Settings() => new ConfigurationBuilder()
        .AddJsonFile(Path.Combine(AppContext.BaseDirectory, "appsettings.json"), optional: true)
        .AddEnvironmentVariables()
        .Build();

    private static async Task<int> MisusedAsync(string[] args, TextWriter error)
    {
        await error.WriteLineAsync($"Unknown command or argument '{string.Join(' ', args.Take(3))}'.\n{Usage()}");
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
