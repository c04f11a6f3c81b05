using System.Collections.Immutable;
using System.Net;
using System.Text.Json;
using TestKit.DirectLine;
using TestKit.Processes;
using TestKit.Redis;

namespace EndToEnd.Tests.State;

/// <summary>SIGKILL at random moments of a talk: before, while and after a message is answered.</summary>
public sealed class KillTests
{
    private const int Kills = 24;

    [Fact]
    public async Task Talk_WhoseBotIsKilledAgainAndAgain_GoesOnWhereItsLastAnsweredMessageLeftIt()
    {
        await using var bot = await BotProcess.StartAsync();
        await TalkThroughKillsAsync(bot, Kills);
    }

    [Fact]
    public async Task Talk_WhoseBotIsKilledBesideARedis_GoesOnToo()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var bot = await BotProcess.StartAsync(new BotSettings().With("Redis__ConnectionString", redis.ConnectionString));
        await TalkThroughKillsAsync(bot, 8);
    }

    private static async Task TalkThroughKillsAsync(BotProcess bot, int kills)
    {
        var random = new Random(20240925);
        for (var done = 0; done < kills;)
        {
            var person = await DirectLineClient.StartAsync(bot.Client);
            var sent = new List<string>();
            ImmutableArray<JsonElement> heard = [];
            foreach (var line in Talk.Eligible)
            {
                var id = $"{person.Conversation}-{sent.Count}";
                if (done < kills) { await SendAndKillAsync(bot, person, line, id, random); done++; }
                Assert.Equal(HttpStatusCode.OK, await person.PostAsync(line, id));
                sent.Add(id);
                heard = heard.AddRange(await person.PollAllAsync());
            }

            // Every message stands there once, whatever was repeated, and the outcome is that of an undisturbed talk.
            Assert.Equal(sent, heard.SentIds());
            Assert.Equal("eligible", heard.Verdict());
        }
    }

    private static async Task SendAndKillAsync(BotProcess bot, DirectLineClient person, string line, string id, Random random)
    {
        var sending = SendAsync(person, line, id);
        await Task.Delay(random.Next(0, 30));
        await bot.KillAsync();
        await sending;
        await bot.StartAgainAsync();
    }

    private static async Task SendAsync(DirectLineClient person, string line, string id)
    {
        try { await person.PostAsync(line, id); }
        catch (HttpRequestException) { /* killed while it answered: the person's client sends the message again */ }
    }
}
