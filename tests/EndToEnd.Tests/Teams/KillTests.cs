using System.Globalization;
using TestKit.Models;
using TestKit.Processes;
using TestKit.Redis;
using TestKit.Teams;

namespace EndToEnd.Tests.Teams;

/// <summary>
/// SIGKILL at random moments between a message and its answer through the Connector, which lives on and counts. <c>TEAMS_KILLS</c> asks for more of them.
/// </summary>
public sealed class KillTests(ITestOutputHelper output)
{
    private static readonly int Kills = int.Parse(Environment.GetEnvironmentVariable("TEAMS_KILLS") ?? "6", CultureInfo.InvariantCulture);
    private static readonly string[] Lines = ["网上申报什么时候截止", "帮我自查：全日制本科，2024年7月到若羌县的供电公司，企业，电力，专技岗，考核合格", "要准备哪些材料", "什么时候受理纸质材料"];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public Task Answers_OfABotKilledAgainAndAgain_ArriveAndNoneTwice() => TalkThroughKillsAsync("");

    [Fact]
    public async Task Answers_OfABotKilledBesideARedis_ArriveAndNoneTwiceToo()
    {
        await using var redis = await RedisServer.StartAsync();
        await TalkThroughKillsAsync(redis.ConnectionString);
    }

    /// <summary>It is acknowledged after two seconds, while the model still thinks.</summary>
    [Fact]
    public async Task Message_AcknowledgedBeforeItWasAnswered_IsAnsweredByTheNextProcess()
    {
        await using var connector = await FakeConnector.StartAsync();
        await using var model = await ModelServer.StartAsync();
        model.Answer = _ => new("{}") { Delay = TimeSpan.FromSeconds(25) };
        await using var bot = await BotProcess.StartAsync(Settings("").With("Generation__Endpoint", model.Endpoint).With("Generation__Model", "slow").With("Generation__TimeoutSeconds", "30"));
        Assert.True(await TryPostAsync(bot, connector, "a:slow", "m1", Lines[0]));
        Assert.DoesNotContain(connector.Accepted, IsMessage);
        await bot.KillAsync();
        model.Answer = _ => new("{}");
        await bot.StartAgainAsync();

        await Eventually.BecomesTrueAsync(() => Task.FromResult(connector.Accepted.Any(IsMessage)), TimeSpan.FromSeconds(60), () => "never answered\n" + bot.Output);
        Assert.Contains("10月25日", Assert.Single(connector.Accepted, IsMessage).Activity.GetProperty("text").GetString(), StringComparison.Ordinal);
    }

    private async Task TalkThroughKillsAsync(string redis)
    {
        await using var connector = await FakeConnector.StartAsync();
        connector.Otherwise = async (_, _) =>
        {
            await Task.Delay(8, Ct);
            return FakeConnector.Verdict.Taken;
        };
        await using var bot = await BotProcess.StartAsync(Settings(redis));
        var expected = await ReferenceAsync(bot, connector);
        var (random, repeated) = (new Random(20240925), 0);
        for (var kill = 0; kill < Kills; kill++)
        {
            var person = $"a:person-{kill}";
            for (var i = 0; i < Lines.Length; i++)
            {
                var sending = TryPostAsync(bot, connector, person, $"{person}-{i}", Lines[i]);
                if (i == kill % Lines.Length)
                {
                    await Task.Delay(random.Next(0, 60), Ct);
                    await bot.KillAsync();
                    await bot.StartAgainAsync();
                }
                // What was not acknowledged is sent again, as the channel does.
                for (var acknowledged = await sending; !acknowledged; repeated++) acknowledged = await TryPostAsync(bot, connector, person, $"{person}-{i}", Lines[i]);
            }
        }
        await AssertEachOnceAsync(bot, connector, expected, repeated);
    }

    private async Task AssertEachOnceAsync(BotProcess bot, FakeConnector connector, string[][] expected, int repeated)
    {
        // What no process has finished is taken over within 40 seconds.
        List<string> missing = [.. Missing(connector, expected)];
        for (var second = 0; second < 50 && missing.Count > 0; second++, missing = [.. Missing(connector, expected)]) await Task.Delay(TimeSpan.FromSeconds(1), Ct);
        if (Kills > 6) await Task.Delay(TimeSpan.FromSeconds(45), Ct);
        var all = Enumerable.Range(0, Kills).SelectMany(k => Lines.Select((_, i) => $"a:person-{k}-{i}")).ToList();
        output.WriteLine($"{Kills} kills: {all.Sum(id => Said(connector, id).Length)} of {Kills * expected.Sum(e => e.Length)} activities arrived, {missing.Count} were in flight and are missing, {repeated} requests were sent again.");
        foreach (var id in all) Assert.Equal(Said(connector, id).Distinct(), Said(connector, id));
        Assert.True(missing.Count <= Kills, $"{string.Join('\n', missing)}\n{bot.Output}");
    }

    private static IEnumerable<string> Missing(FakeConnector connector, string[][] expected) =>
        from kill in Enumerable.Range(0, Kills)
        from line in Enumerable.Range(0, Lines.Length)
        from text in expected[line].Except(Said(connector, $"a:person-{kill}-{line}"))
        select $"{kill}-{line}: {text.Split('\n')[0]} (there is: {string.Join(" | ", Said(connector, $"a:person-{kill}-{line}").Select(t => t.Split('\n')[0]))})";

    // What each line is answered when nothing happens.
    private static async Task<string[][]> ReferenceAsync(BotProcess bot, FakeConnector connector)
    {
        var answers = new List<string[]>();
        foreach (var (line, i) in Lines.Select((line, i) => (line, i)))
        {
            Assert.True(await TryPostAsync(bot, connector, "a:reference", $"reference-{i}", line));
            var (before, count) = (-1, 0);
            while (count == 0 || count != before)
            {
                before = count;
                await Task.Delay(400, Ct);
                count = Said(connector, $"reference-{i}").Length;
            }
            answers.Add(Said(connector, $"reference-{i}"));
        }
        return [.. answers];
    }

    private static bool IsMessage(FakeConnector.Taken taken) => taken.Activity.GetProperty("type").GetString() == "message";

    // The words of a text; the kind of a card, whose ids differ from person to person.
    private static string[] Said(FakeConnector connector, string replyTo) =>
        [.. connector.Accepted.Where(t => IsMessage(t) && t.Activity.GetProperty("replyToId").GetString() == replyTo)
            .Select(t => t.Activity.TryGetProperty("text", out var text) ? text.GetString()! : t.Activity.GetProperty("attachments")[0].GetProperty("content").GetProperty("fallbackText").GetString()!)];

    private static BotSettings Settings(string redis) => new BotSettings().With("Redis__ConnectionString", redis).With("Clock__Now", "2024-10-10T10:00:00+08:00");

    private static Task<bool> TryPostAsync(BotProcess bot, FakeConnector connector, string person, string id, string text) =>
        new Colleague(bot.Client, connector, person).TryPostAsync(id, text);
}
