using System.Collections.Immutable;
using System.Text.Json;
using TestKit;
using TestKit.DirectLine;
using TestKit.Processes;

namespace EndToEnd.Tests.Reminders;

/// <summary>One line of <c>reminders preview</c> or <c>report</c>.</summary>
internal sealed record Row(string At, string Person, string Reminder, string? Status, string? Noted)
{
    public string Day => (Noted ?? At)[..10];
}

/// <summary>People who want to be reminded, a season played fast, and what the commands say of it.</summary>
internal static class Season
{
    public static readonly ImmutableArray<string[]> Wishes =
    [
        ["到时候提醒我"],
        ["我是单位的经办人", "到时候提醒我"],
        ["到时候提醒我", "提前5天，中午12点提醒我"],
        ["公示截止前提醒我"],
        ["帮我自查：全日制本科，2024年7月到若羌县的供电公司，企业，电力，专技岗，考核合格", "到时候提醒我"],
        ["什么时候截止"],
    ];

    /// <summary>A bot some days before the first window, in whose store these people stand; stopped again.</summary>
    public static async Task<List<DirectLineClient>> SubscribeAsync(string data, Func<BotProcess, Task>? meanwhile = null)
    {
        await using var bot = await BotProcess.StartAsync(At(data, "2024-09-20T10:00:00+08:00", 1));
        var people = new List<DirectLineClient>();
        foreach (var wishes in Wishes)
        {
            var person = await DirectLineClient.StartAsync(bot.Client);
            foreach (var wish in wishes) _ = await person.SayAsync(wish);
            people.Add(person);
        }
        if (meanwhile is not null) await meanwhile(bot);
        Assert.Equal(0, await bot.StopAsync());
        return people;
    }

    public static BotSettings At(string data, string now, double rate) =>
        new BotSettings { DataDirectory = data }.With("Clock__Now", now).With("Clock__Rate", rate.ToString(System.Globalization.CultureInfo.InvariantCulture));

    public static async Task<List<Row>> ReadAsync(string command, string data, string from, string to, params (string Key, string Value)[] settings)
    {
        var (code, output) = await ChildProcess.RunAsync("dotnet", [Repository.BotDll, "reminders", command, "--from", from, "--to", to, "--format", "json"], TimeSpan.FromSeconds(60),
            environment: settings.Append(("Data__Directory", data)).ToDictionary(s => s.Item1, s => (string?)s.Item2));
        Assert.True(code == 0, output);
        return [.. JsonElement.Parse(output).EnumerateArray().Select(r => new Row(Text(r, "at")!, Text(r, "person")!, Text(r, "reminder")!, Text(r, "status"), Text(r, "noted")))];
    }

    private static string? Text(JsonElement row, string name) => row.TryGetProperty(name, out var value) ? value.GetString() : null;

    /// <summary>The reminders that stand in a person's chat.</summary>
    public static async Task<string[]> HeardAsync(this DirectLineClient person, HttpClient bot) =>
        [.. (await person.At(bot).PollAsync()).Select(a => a.Readable()).Where(t => t.StartsWith("提醒", StringComparison.Ordinal))];
}
