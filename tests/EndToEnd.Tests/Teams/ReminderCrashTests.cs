using System.Globalization;
using EndToEnd.Tests.Reminders;
using TestKit.Processes;
using TestKit.Redis;
using TestKit.Teams;

namespace EndToEnd.Tests.Teams;

/// <summary>
/// A season of reminders in Teams, whose Connector misbehaves, by a bot that is killed again and again. Every reminder of the preview is accounted for, and none comes twice.
/// </summary>
public sealed class ReminderCrashTests(ITestOutputHelper output)
{
    private const string From = "2024-10-09T00:00:00+08:00", To = "2024-11-02", Begins = "提醒";
    private static readonly int Kills = BroadcastCrashTests.Setting("TEAMS_KILLS", 4), People = BroadcastCrashTests.Setting("TEAMS_PEOPLE", 40);

    /// <summary>So that the season takes about as long as the kills and the sends do.</summary>
    private static readonly double Rate = 2_000_000 / Math.Max(50, (Kills * 8) + (People / 10));

    [Fact]
    public Task Season_InTeamsWithKills_RemindsEachOnceOrNamesThem() => PlayAsync("");

    [Fact]
    public async Task Season_InTeamsWithKillsBesideARedis_RemindsEachOnceOrNamesThem()
    {
        await using var redis = await RedisServer.StartAsync();
        await PlayAsync(redis.ConnectionString);
    }

    private async Task PlayAsync(string redis)
    {
        using var data = new ScratchFolder();
        await using var connector = await FakeConnector.StartAsync();
        var faults = Faults.Of(connector);
        await SubscribeAsync(connector, data.FullName, redis);
        var preview = await Season.ReadAsync("preview", data.FullName, From, To, ("Redis__ConnectionString", redis));

        faults.On = true;
        await using var bot = await BotProcess.StartAsync(Season.At(data.FullName, From, Rate).With("Redis__ConnectionString", redis));
        await KillAsync(bot);
        List<Row> report = [];
        await Eventually.BecomesTrueAsync(async () => (report = await Season.ReadAsync("report", data.FullName, "2024-09-25", To, ("Redis__ConnectionString", redis))).Count(r => r.Status is not ("Sending" or "Retrying")) >= preview.Count, TimeSpan.FromMinutes(6),
            () => $"{report.Count} of {preview.Count} are accounted for: {Counts(report)}\n{bot.Output}");
        AssertEachOnceOrNamed(preview, report, connector);
    }

    private static async Task SubscribeAsync(FakeConnector connector, string data, string redis)
    {
        await using var bot = await BotProcess.StartAsync(Season.At(data, "2024-09-20T10:00:00+08:00", 1).With("Redis__ConnectionString", redis));
        await Parallel.ForEachAsync(Faults.People(People).Index(), new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (person, _) =>
        {
            foreach (var wish in Season.Wishes[person.Index % (Season.Wishes.Length - 1)]) await new Colleague(bot.Client, connector, person.Item).AskAsync(wish);
        });
        Assert.Equal(0, await bot.StopAsync());
    }

    private static async Task KillAsync(BotProcess bot)
    {
        var random = new Random(20240925);
        for (var kill = 0; kill < Kills; kill++)
        {
            await Task.Delay(random.Next(0, 3_000));
            await bot.KillAsync();
            await bot.StartAgainAsync();
        }
    }

    private static string Counts(List<Row> report) => string.Join(", ", report.GroupBy(r => r.Status).Select(g => $"{g.Key} {g.Count()}"));

    private static int Messages(List<Row> report, params string[] states) => report.Where(r => states.Contains(r.Status)).Select(r => (r.Person, r.Noted)).Distinct().Count();

    private void AssertEachOnceOrNamed(List<Row> preview, List<Row> report, FakeConnector connector)
    {
        var all = connector.Accepted.Select(t => (Person: t.Activity.GetProperty("conversation").GetProperty("id").GetString(), Text: TextOf(t))).Where(t => t.Text.StartsWith(Begins, StringComparison.Ordinal)).ToList();
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{People} people, {Kills} kills, {preview.Count} reminders: {Counts(report)}; messages taken {all.Count}, twice {all.Count - all.Distinct().Count()}."));

        Assert.Equal(preview.Select(r => (r.Person, r.Reminder)).Order(), report.Select(r => (r.Person, r.Reminder)).Order());
        Assert.DoesNotContain(report, r => r.Status is null);
        Assert.Equal(all.Count, all.Distinct().Count());
        Assert.InRange(all.Count, Messages(report, "Sent"), Messages(report, "Sent", "Uncertain"));
    }

    // A reminder is a card that can be answered; its words also stand where a card cannot be shown.
    private static string TextOf(FakeConnector.Taken taken) => taken.Activity.TryGetProperty("attachments", out var cards)
        ? cards[0].GetProperty("content").GetProperty("fallbackText").GetString()!
        : taken.Activity.TryGetProperty("text", out var text) ? text.GetString()! : "";
}
