using System.Collections.Concurrent;
using System.Globalization;
using EndToEnd.Tests.Reminders;
using TestKit;
using TestKit.Platforms;
using TestKit.Processes;
using TestKit.Redis;

namespace EndToEnd.Tests.WeChat;

/// <summary>
/// A season of reminders on WeChat, whose platform misbehaves, by a bot that is killed again and again. Every reminder of the preview is accounted for; none comes twice;
/// what could not be sent comes with the person's next message. With <c>WECHAT_KILLS=25</c> and <c>WECHAT_PEOPLE=1000</c> for long.
/// </summary>
public sealed class ReminderCrashTests(ITestOutputHelper output)
{
    private const string From = "2025-05-10T00:00:00+08:00", To = "2025-06-02", Begins = "提醒";
    private static readonly string[][] Wishes = [["到时候提醒我"], ["到时候提醒我", "提前5天，中午12点提醒我"]];
    private static readonly int Kills = BroadcastCrashTests.Setting("WECHAT_KILLS", 4), People = BroadcastCrashTests.Setting("WECHAT_PEOPLE", 60);

    /// <summary>So that the season takes about as long as the kills and the sends do.</summary>
    private static readonly double Rate = 2_000_000 / Math.Max(50, (Kills * 8) + (People / 10));

    [Fact]
    public Task Season_OnWeChatWithKills_RemindsEachOnceOrNamesThem() => PlayAsync("");

    [Fact]
    public async Task Season_OnWeChatWithKillsBesideARedis_RemindsEachOnceOrNamesThem()
    {
        await using var redis = await RedisServer.StartAsync();
        await PlayAsync(redis.ConnectionString);
    }

    private async Task PlayAsync(string redis)
    {
        using var data = new ScratchFolder();
        await using var platform = await FakePlatform.StartAsync();
        var moods = Moods.Of(platform, quotaEnds: false);
        await SubscribeAsync(platform, data.FullName, redis);
        var preview = await ReadAsync("preview", data.FullName, redis);

        moods.On = true;
        await using var bot = await BotProcess.StartAsync(Settings(platform, data.FullName, redis, From, Rate));
        await KillAsync(bot);
        List<Row> report = [];
        await Eventually.BecomesTrueAsync(async () => (report = await ReadAsync("report", data.FullName, redis)).Count(r => r.Status is not ("Sending" or "Retrying")) >= preview.Count, TimeSpan.FromMinutes(4),
            () => $"{report.Count} of {preview.Count} are accounted for: {Counts(report)}");

        moods.On = false;
        var told = new ConcurrentDictionary<string, string[]>();
        await Parallel.ForEachAsync(Moods.People(People), new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (person, _) => told[person] = await ToldAsync(new(bot.Client), person));
        await Eventually.BecomesTrueAsync(() => Task.FromResult(Reminders(platform).Count + told.Values.Sum(t => t.Length) >= Messages(report, "Sent", "Kept")), TimeSpan.FromSeconds(30), () => "Some was not told:\n" + Counts(report));
        AssertEachOnceOrNamed(preview, report, platform, told);
    }

    private static async Task SubscribeAsync(FakePlatform platform, string data, string redis)
    {
        await using var bot = await BotProcess.StartAsync(Settings(platform, data, redis, "2025-05-08T10:00:00+08:00", 1));
        var followers = new Followers(bot.Client);
        await Parallel.ForEachAsync(Moods.People(People).Index(), new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (person, _) =>
        {
            foreach (var wish in Wishes[person.Index % Wishes.Length]) await followers.SayAsync(person.Item, wish);
            if (Moods.Of(person.Item) is Mood.Notice or Mood.ConsentUsed) await followers.ConsentAsync(person.Item, Moods.Template);
        });
        Assert.Equal(0, await bot.StopAsync());
    }

    // A small notice, learnt in no time at every start.
    private static Task<List<Row>> ReadAsync(string command, string data, string redis) =>
        Season.ReadAsync(command, data, From, To, ("Redis__ConnectionString", redis), ("Notices__Directory", Repository.At("tests", "Packs")));

    private static BotSettings Settings(FakePlatform platform, string data, string redis, string now, double rate) =>
        Followers.Settings(platform, ("Redis__ConnectionString", redis), ("WeChat__Templates__0__Id", Moods.Template), ("WeChat__Templates__0__Fields__thing1", "{headline}"), ("Notices__Directory", Repository.At("tests", "Packs")))
            .Aggregate(Season.At(data, now, rate), (s, setting) => s.With(setting.Key, setting.Value)) with { Program = Path.Combine(AppContext.BaseDirectory, "BroadcastHost.dll") };

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

    // As much as fits comes in answer to the first, and the rest by itself or with the next.
    private static async Task<string[]> ToldAsync(Followers followers, string person)
    {
        var told = new List<string>();
        foreach (var _ in Enumerable.Range(0, 3)) told.AddRange(Paragraphs(await followers.SayAsync(person, "您好")));
        return [.. told];
    }

    // What comes late says in a line of its own of which day it is.
    private static IEnumerable<string> Paragraphs(string text) =>
        text.Split("\n\n").Select(p => p.StartsWith('（') ? p[(p.IndexOf('\n', StringComparison.Ordinal) + 1)..] : p).Where(p => p.StartsWith(Begins, StringComparison.Ordinal));

    private static List<(string Person, string Text)> Reminders(FakePlatform platform) =>
        [.. platform.Sent.Where(c => c.Path.EndsWith("custom/send", StringComparison.Ordinal)).SelectMany(c => Paragraphs(c.Body["text"]!["content"]!.ToString()).Select(p => (c.Body["touser"]!.ToString(), p)))];

    private static string Counts(List<Row> report) => string.Join(", ", report.GroupBy(r => r.Status).Select(g => $"{g.Key} {g.Count()}"));

    private static int Messages(List<Row> report, params string[] states) => report.Where(r => states.Contains(r.Status)).Select(r => (r.Person, r.Noted)).Distinct().Count();

    private void AssertEachOnceOrNamed(List<Row> preview, List<Row> report, FakePlatform platform, ConcurrentDictionary<string, string[]> told)
    {
        var byMessage = Reminders(platform);
        var all = byMessage.Concat(told.SelectMany(t => t.Value.Select(text => (t.Key, text)))).ToList();
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{People} people, {Kills} kills, {preview.Count} reminders: {Counts(report)}; messages sent {byMessage.Count}, with the next message {told.Values.Sum(t => t.Length)}, twice {all.Count - all.Distinct().Count()}."));

        Assert.Equal(preview.Select(r => (r.Person, r.Reminder)).Order(), report.Select(r => (r.Person, r.Reminder)).Order());
        Assert.DoesNotContain(report, r => r.Status is null);
        Assert.Equal(all.Count, all.Distinct().Count());
        Assert.InRange(all.Count, Messages(report, "Sent", "Kept"), Messages(report, "Sent", "Kept", "Uncertain"));
    }
}
