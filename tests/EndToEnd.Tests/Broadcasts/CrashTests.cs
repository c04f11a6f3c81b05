using System.Globalization;
using TestKit.Broadcasts;
using TestKit.Redis;

namespace EndToEnd.Tests.Broadcasts;

/// <summary>
/// SIGKILL at random moments of a broadcast: while its people are written down, and before, during and after a message is received. With BROADCAST_KILLS=50 to 2,000 people.
/// </summary>
public sealed class CrashTests(ITestOutputHelper output)
{
    private static readonly int Kills = int.Parse(Environment.GetEnvironmentVariable("BROADCAST_KILLS") ?? "4", CultureInfo.InvariantCulture);
    private static readonly int People = Kills * 40;

    [Fact]
    public Task Broadcast_WhoseBotIsKilledAgainAndAgain_ReachesEachOnce() => SendThroughKillsAsync("");

    [Fact]
    public async Task Broadcast_WhoseBotIsKilledBesideARedis_ReachesEachOnceToo()
    {
        await using var redis = await RedisServer.StartAsync();
        await SendThroughKillsAsync(redis.ConnectionString);
    }

    private async Task SendThroughKillsAsync(string redis)
    {
        await using var receiver = await Receiver.StartAsync();
        await using var bot = await BroadcastBot.StartAsync(receiver, redis, ("Broadcasts__LeaseSeconds", "1"));
        var random = new Random(20240925);
        await bot.MeetAsync(People);
        var id = await bot.SendAsync();

        // The first falls into the writing down, the others into the sending: each after so many messages, and a moment that is not the same each time.
        await KillAsync(bot, random.Next(0, 40));
        foreach (var after in Enumerable.Range(0, Kills - 1).Select(_ => random.Next(1, People)).Order())
            await KillAfterAsync(bot, receiver, Math.Max(after, receiver.Total + 1), random);
        await bot.WaitUntilOverAsync(id, TimeSpan.FromSeconds(120));

        await AssertEachOnceAsync(bot, receiver, id);
    }

    private static async Task KillAfterAsync(BroadcastBot bot, Receiver receiver, int after, Random random)
    {
        var (reached, pause) = (new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously), random.Next(0, 3_000));
        receiver.OnMessage = n => { if (n >= after) reached.TrySetResult(); };
        // Near the end there may be nobody left to send to.
        await Task.WhenAny(reached.Task, Task.Delay(TimeSpan.FromSeconds(10)));
        await Task.Delay(TimeSpan.FromMicroseconds(pause));
        await bot.Process.KillAsync();
        receiver.OnMessage = _ => { };
        await bot.Process.StartAgainAsync();
    }

    private static async Task KillAsync(BroadcastBot bot, int milliseconds)
    {
        await Task.Delay(milliseconds);
        await bot.Process.KillAsync();
        await bot.Process.StartAgainAsync();
    }

    private async Task AssertEachOnceAsync(BroadcastBot bot, Receiver receiver, string id)
    {
        var ledger = await bot.LedgerAsync(id);
        var uncertain = ledger.Where(l => l.Value[0] == "Uncertain").ToList();
        output.WriteLine($"{People} people, {Kills} kills: received by {receiver.Got.Count}, twice by {receiver.Got.Count(g => g.Value > 1)}, uncertain {uncertain.Count}, of these received by {uncertain.Count(u => receiver.Got.ContainsKey(u.Key))}.");

        Assert.Equal(People, ledger.Count);
        Assert.DoesNotContain(receiver.Got, g => g.Value > 1);
        Assert.All(ledger, l => Assert.True(l.Value[0] is "Sent" or "Uncertain", $"{l.Key}: {l.Value[0]}"));
        Assert.All(ledger.Where(l => l.Value[0] == "Sent"), l => Assert.True(receiver.Got.ContainsKey(l.Key), $"{l.Key} stands as sent and got nothing."));
        Assert.InRange(uncertain.Count, 0, Kills);
        Assert.All(uncertain, u => Assert.Contains("不能确定", u.Value[1], StringComparison.Ordinal));
        Assert.Equal(uncertain.Count, (await bot.ReportAsync(id)).Split("不能确定是否送达").Length - 1);
    }
}
