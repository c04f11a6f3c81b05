using TestKit.Platforms;
using TestKit.Processes;
using TestKit.Redis;

namespace Bot.Tests.Channels.Tencent;

public sealed class WeChatKillTests
{
    private const int People = 160, Kills = 4, AtOnce = 4;

    /// <summary>
    /// The sending process is killed four times in the middle of its work and started again. Nobody gets it twice. Nobody is missed in silence: who did not get it is told as
    /// uncertain, and that can only be who was being sent to at a kill.
    /// </summary>
    [Fact]
    public async Task Announcement_ToManyWithKills_ReachesEverybodyOnce()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var platform = await FakePlatform.StartAsync();
        var dll = Path.Combine(AppContext.BaseDirectory, "StoreWriter.dll");
        for (var kill = 1; kill <= Kills; kill++)
        {
            var enough = kill * People / (Kills + 2);
            await using var doomed = ChildProcess.Start("dotnet", [dll, "announce", redis.ConnectionString, platform.Url.ToString(), $"{People}"]);
            await Eventually.BecomesTrueAsync(() => Task.FromResult(platform.Sent.Count >= enough || doomed.HasExited), TimeSpan.FromSeconds(120), () => doomed.Output);
            Assert.False(doomed.HasExited, doomed.Output);
            await doomed.KillAsync();
        }
        await using var last = ChildProcess.Start("dotnet", [dll, "announce", redis.ConnectionString, platform.Url.ToString(), $"{People}"]);
        await Eventually.BecomesTrueAsync(() => Task.FromResult(last.HasExited), TimeSpan.FromSeconds(120), () => last.Output);

        var results = last.Output.Split('\n').Select(l => l.Trim().Split(' ')).Where(l => l.Length == 2).ToDictionary(l => l[0], l => l[1]);
        var got = platform.Sent.GroupBy(s => s.Body["touser"]!.ToString()).ToDictionary(g => $"main|{g.Key}", g => g.Count());
        Assert.Equal(People, results.Count);
        Assert.All(got, g => Assert.Equal(1, g.Value));
        Assert.All(results, r => Assert.True(r.Value == "Uncertain" || (r.Value == "Sent" && got.ContainsKey(r.Key)), $"{r.Key} {r.Value}"));
        Assert.InRange(results.Count(r => r.Value == "Uncertain"), 0, Kills * AtOnce);
    }
}
