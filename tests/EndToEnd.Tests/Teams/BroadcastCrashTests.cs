using System.Globalization;
using TestKit.Broadcasts;
using TestKit.Processes;
using TestKit.Redis;
using TestKit.Teams;

namespace EndToEnd.Tests.Teams;

/// <summary>
/// A broadcast in Teams, whose Connector misbehaves, by a bot that is killed again and again. Nobody gets it twice, who does not get it is named with the reason, and a
/// tenant is asked no more often than allowed. With <c>TEAMS_KILLS=25</c> and <c>TEAMS_PEOPLE=1000</c> for long.
/// </summary>
public sealed class BroadcastCrashTests(ITestOutputHelper output)
{
    private const int InFlight = 4, PerSecond = 40;
    private const string Said = "请各位尽快办理";
    private static readonly int Kills = Setting("TEAMS_KILLS", 3), People = Setting("TEAMS_PEOPLE", 80);

    [Fact]
    public Task Broadcast_InTeamsWithKills_ReachesEachOnceOrNamesThem() => SendThroughKillsAsync("");

    [Fact]
    public async Task Broadcast_InTeamsWithKillsBesideARedis_ReachesEachOnceOrNamesThem()
    {
        await using var redis = await RedisServer.StartAsync();
        await SendThroughKillsAsync(redis.ConnectionString);
    }

    internal static int Setting(string name, int usual) => int.Parse(Environment.GetEnvironmentVariable(name) ?? $"{usual}", CultureInfo.InvariantCulture);

    private async Task SendThroughKillsAsync(string redis)
    {
        await using var connector = await FakeConnector.StartAsync();
        var faults = Faults.Of(connector);
        await using var bot = await BroadcastBot.StartAsync(redis, ("Broadcasts__LeaseSeconds", "1"), ("Broadcasts__InFlight", $"{InFlight}"), ("Teams__SendsPerSecond", "50"));
        await Parallel.ForEachAsync(Faults.People(People), new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (person, _) => await new Colleague(bot.Process.Client, connector, person).AskAsync("您好"));

        faults.On = true;
        var id = await bot.SendAsync("msteams");
        await KillAsync(bot, connector);
        await Eventually.BecomesTrueAsync(async () => (await bot.LedgerAsync(id)) is { Count: > 0 } lines && lines.Count == People && lines.All(l => l.Value[0] is not ("Pending" or "Sending")), TimeSpan.FromMinutes(5), () => "People were left:\n" + bot.Process.Output);
        await bot.PassAsync(2);
        await bot.WaitUntilOverAsync(id, TimeSpan.FromMinutes(5));
        AssertEachOnceOrNamed(await bot.LedgerAsync(id), connector);
    }

    // Each kill after so many requests, and at a moment that is not the same each time: before, during or after one.
    private static async Task KillAsync(BroadcastBot bot, FakeConnector connector)
    {
        var random = new Random(20240925);
        foreach (var at in Enumerable.Range(0, Kills).Select(_ => random.Next(0, People)).Order())
        {
            var enough = Math.Max(at, connector.Requests.Count + 1);
            for (var tenth = 0; tenth < 50 && connector.Requests.Count < enough; tenth++) await Task.Delay(100);
            await Task.Delay(TimeSpan.FromMicroseconds(random.Next(0, 40_000)));
            await bot.Process.KillAsync();
            await bot.Process.StartAgainAsync();
        }
    }

    private void AssertEachOnceOrNamed(Dictionary<string, string[]> ledger, FakeConnector connector)
    {
        var got = connector.Accepted.Where(t => t.Activity.GetRawText().Contains(Said, StringComparison.Ordinal)).GroupBy(t => t.Activity.GetProperty("conversation").GetProperty("id").GetString()!).ToDictionary(g => g.Key, g => g.Count());
        var (uncertain, busiest) = (ledger.Count(l => l.Value[0] == "Uncertain"), Busiest(connector));
        output.WriteLine($"{People} people, {Kills} kills: {string.Join(", ", ledger.GroupBy(l => l.Value[0]).Select(g => $"{g.Key} {g.Count()}"))}; taken {got.Values.Sum()}, twice {got.Count(g => g.Value > 1)}; at most {busiest} requests in a second.");

        Assert.Equal(People, ledger.Count);
        foreach (var (person, line) in ledger)
        {
            var (fault, times) = (Faults.Of(person), got.GetValueOrDefault(person));
            Assert.True(times <= 1, $"{fault}: {times} times, {line[0]}");
            Assert.True(line[0] == "Uncertain" || line[0] == Expected(fault), $"{fault} came to {line[0]}: {line[1]}");
            Assert.True(line[0] != "Sent" || times == 1, $"{fault} stands as sent and got it {times} times");
            Assert.True(line[0] != "Refused" || times == 0, $"{fault} stands as refused and got it");
            Assert.True(line[0] == "Sent" || line[1].Length > 5, $"{fault} came to {line[0]} without a reason");
        }
        var cut = ledger.Count(l => Faults.Of(l.Key) is Fault.CutBefore or Fault.CutAfter);
        Assert.InRange(uncertain, cut, cut + (Kills * InFlight));
        // What is spaced evenly where it leaves may arrive a little closer together.
        Assert.InRange(busiest, 1, PerSecond + 15);
    }

    private static string Expected(Fault fault) => fault switch
    {
        Fault.Removed or Fault.Gone => "Refused",
        Fault.CutBefore or Fault.CutAfter => "Uncertain",
        _ => "Sent",
    };

    private static int Busiest(FakeConnector connector)
    {
        var times = connector.Requests.Select(r => r.At).Order().ToArray();
        return times.Select((at, i) => times.Skip(i).TakeWhile(t => t < at.AddSeconds(1)).Count()).DefaultIfEmpty().Max();
    }
}
