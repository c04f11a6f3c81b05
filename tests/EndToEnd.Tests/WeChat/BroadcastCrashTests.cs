using System.Collections.Concurrent;
using System.Globalization;
using TestKit.Broadcasts;
using TestKit.Platforms;
using TestKit.Processes;
using TestKit.Redis;

namespace EndToEnd.Tests.WeChat;

/// <summary>
/// A broadcast on WeChat, whose platform misbehaves, by a bot that is killed again and again. Nobody gets it twice; who does not get it is named with the reason, and who
/// can only be told when they write is told then. With <c>WECHAT_KILLS=25</c> and <c>WECHAT_PEOPLE=1000</c> for long.
/// </summary>
public sealed class BroadcastCrashTests(ITestOutputHelper output)
{
    private const int InFlight = 4;
    private const string Said = "请各位尽快办理";
    private static readonly int Kills = Setting("WECHAT_KILLS", 3), People = Setting("WECHAT_PEOPLE", 80);

    [Fact]
    public Task Broadcast_OnWeChatWithKills_ReachesEachOnceOrNamesThem() => SendThroughKillsAsync("");

    [Fact]
    public async Task Broadcast_OnWeChatWithKillsBesideARedis_ReachesEachOnceOrNamesThem()
    {
        await using var redis = await RedisServer.StartAsync();
        await SendThroughKillsAsync(redis.ConnectionString);
    }

    internal static int Setting(string name, int usual) => int.Parse(Environment.GetEnvironmentVariable(name) ?? $"{usual}", CultureInfo.InvariantCulture);

    private async Task SendThroughKillsAsync(string redis)
    {
        await using var platform = await FakePlatform.StartAsync();
        var moods = Moods.Of(platform);
        await using var bot = await BroadcastBot.StartAsync(redis, Followers.Settings(platform, ("Broadcasts__LeaseSeconds", "1"), ("Broadcasts__InFlight", $"{InFlight}"),
            ("WeChat__Templates__0__Id", Moods.Template), ("WeChat__Templates__0__Kind", "Subscription"), ("WeChat__Templates__0__Fields__thing1", "{headline}")));
        var followers = new Followers(bot.Process.Client);
        var people = Moods.People(People);
        await Parallel.ForEachAsync(people, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (person, _) => await MeetAsync(followers, person));

        moods.On = true;
        var id = await bot.SendAsync("wechat");
        await KillAsync(bot, platform);
        await SettleAsync(bot, id);
        var ledger = await bot.LedgerAsync(id);

        moods.On = false;
        followers.Ahead = TimeSpan.FromMinutes(62);
        var answers = new ConcurrentDictionary<string, int>();
        await Parallel.ForEachAsync(people, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (person, _) => answers[person] = await AnswersAsync(followers, person));
        AssertEachOnceOrNamed(ledger, platform, answers);
        await AssertTheReportNamesThemAsync(bot, id, ledger);
    }

    private static async Task MeetAsync(Followers followers, string person)
    {
        await followers.SayAsync(person, "您好");
        if (Moods.Of(person) is Mood.Notice or Mood.ConsentUsed) await followers.ConsentAsync(person, Moods.Template);
    }

    // Each kill after so many calls of the platform, and at a moment that is not the same each time: before, during or after a call.
    private static async Task KillAsync(BroadcastBot bot, FakePlatform platform)
    {
        var random = new Random(20240925);
        foreach (var at in Enumerable.Range(0, Kills).Select(_ => random.Next(0, People)).Order())
        {
            var before = platform.CallsOf("send").Count;
            var enough = Math.Max(at, before + 1);
            try
            {
                await Eventually.BecomesTrueAsync(() => Task.FromResult(platform.CallsOf("send").Count >= enough), TimeSpan.FromSeconds(5), () => "");
            }
            catch (TimeoutException)
            {
                // Nobody is left to send to.
            }
            await Task.Delay(TimeSpan.FromMicroseconds(random.Next(0, 40_000)));
            await bot.Process.KillAsync();
            await bot.Process.StartAgainAsync();
        }
    }

    // An hour and a bit later the quota of the day is there again, and so is the platform.
    private static async Task SettleAsync(BroadcastBot bot, string id)
    {
        await Eventually.BecomesTrueAsync(async () => (await bot.LedgerAsync(id)) is { Count: > 0 } lines && lines.Count == People && lines.All(l => l.Value[0] is not ("Pending" or "Sending")), TimeSpan.FromMinutes(5), () => "People were left:\n" + bot.Process.Output);
        await bot.PassAsync(62);
        await bot.WaitUntilOverAsync(id, TimeSpan.FromMinutes(5));
    }

    /// <summary>How often somebody reads it in answer to two messages.</summary>
    private static async Task<int> AnswersAsync(Followers followers, string person)
    {
        var told = 0;
        foreach (var _ in Enumerable.Range(0, 2)) told += (await followers.SayAsync(person, "您好")).Split(Said).Length - 1;
        return told;
    }

    private void AssertEachOnceOrNamed(Dictionary<string, string[]> ledger, FakePlatform platform, ConcurrentDictionary<string, int> answers)
    {
        var sent = platform.Sent.Where(c => c.Path.EndsWith("custom/send", StringComparison.Ordinal)).GroupBy(c => c.Body["touser"]!.ToString()).ToDictionary(g => g.Key, g => g.Sum(c => c.Raw.Split(Said).Length - 1));
        var notices = platform.Sent.Where(c => c.Path.EndsWith("bizsend", StringComparison.Ordinal)).GroupBy(c => c.Body["touser"]!.ToString()).ToDictionary(g => g.Key, g => g.Count());
        var uncertain = ledger.Count(l => l.Value[0] == "Uncertain");
        output.WriteLine($"{People} people, {Kills} kills: {string.Join(", ", ledger.GroupBy(l => l.Value[0]).Select(g => $"{g.Key} {g.Count()}"))}; sent by message {sent.Values.Sum()}, by notice {notices.Values.Sum()}, with the next message {answers.Values.Sum()}; twice {answers.Count(a => a.Value + sent.GetValueOrDefault(a.Key) > 1)}.");

        Assert.Equal(People, ledger.Count);
        foreach (var (key, line) in ledger)
        {
            var person = key.Split('|')[1];
            var (mood, got) = (Moods.Of(person), sent.GetValueOrDefault(person) + answers[person]);
            Assert.True(got <= 1 && notices.GetValueOrDefault(person) <= 1, $"{mood}: {got} times, {line[0]}");
            Assert.True(line[0] == "Uncertain" || line[0] == Expected(mood), $"{mood} came to {line[0]}: {line[1]}");
            Assert.True(line[0] is not ("Sent" or "Kept") || got == 1, $"{mood} stands as {line[0]} and got it {got} times");
            Assert.True(line[0] != "Refused" || got == 0, $"{mood} stands as refused and got it");
            Assert.True(line[0] == "Sent" || line[1].Length > 5, $"{mood} came to {line[0]} without a reason");
        }
        var cut = ledger.Count(l => Moods.Of(l.Key.Split('|')[1]) is Mood.CutBefore or Mood.CutAfter);
        Assert.InRange(uncertain, cut, cut + (Kills * InFlight));
    }

    private static string Expected(Mood mood) => mood switch
    {
        Mood.Left => "Refused",
        Mood.WindowOver or Mood.CountUsed or Mood.NoRight or Mood.ConsentUsed => "Kept",
        Mood.CutBefore or Mood.CutAfter => "Uncertain",
        _ => "Sent",
    };

    private static async Task AssertTheReportNamesThemAsync(BroadcastBot bot, string id, Dictionary<string, string[]> ledger)
    {
        var report = await bot.ReportAsync(id);
        // Everybody has written since, and got with the answer what was kept.
        Assert.DoesNotContain("只能等对方来信", report);
        Assert.Equal(ledger.Count(l => l.Value[0] is "Sent" or "Kept"), (await bot.LedgerAsync(id)).Count(l => l.Value[0] == "Sent"));
        Assert.Equal(ledger.Count(l => l.Value[0] == "Uncertain"), report.Split('\n').Count(l => l.Contains("不能确定", StringComparison.Ordinal) || l.Contains("不确定", StringComparison.Ordinal)));
    }
}
