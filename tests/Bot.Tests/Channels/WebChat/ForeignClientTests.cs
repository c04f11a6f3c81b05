using System.Text.Json;
using Bot.Channels.Cards;
using Dialogs.Replies;
using Dialogs.Turns;

namespace Bot.Tests.Channels.WebChat;

/// <summary>The channel held against clients of others: npm botframework-directlinejs and adaptivecards.</summary>
public sealed class ForeignClientTests(WebChatHost host) : IClassFixture<WebChatHost>
{
    [Theory]
    [InlineData("poll")]
    [InlineData("ws")]
    [InlineData("drop")]
    public async Task DirectLineJs_InEachMode_GetsEverythingOnceAndInOrder(string mode)
    {
        var token = await WebChatCalls.TokenAsync(host, "");
        var seen = await NodeClient.RunAsync("chat.mjs", null, new Uri(host.Url, "/v3/directline").ToString(), token, mode, "一", "二", "三");
        Assert.Equal(0, seen.GetProperty("duplicates").GetInt32());
        Assert.Equal(
            [ScriptedAssistant.Greeting, "一", "您说：一", "二", "您说：二", "三", "您说：三"],
            seen.GetProperty("activities").EnumerateArray().Select(a => a.GetProperty("text").GetString()));
        var echoes = seen.GetProperty("activities").EnumerateArray().Where(a => a.GetProperty("role").GetString() == "user").ToArray();
        Assert.Equal(["c0", "c1", "c2"], echoes.Select(e => e.GetProperty("client").GetString()));
        Assert.Equal(seen.GetProperty("posted").EnumerateArray().Select(p => p.GetString()), echoes.Select(e => e.GetProperty("id").GetString()));
    }

    [Fact]
    public async Task OutcomeCard_HeldAgainstAdaptiveCards_IsValid()
    {
        var outcome = ScriptedOutcome();
        var checkedCard = await NodeClient.RunAsync("card.mjs", JsonSerializer.Serialize(OutcomeCard.Of(outcome, []), CardJson.Wire.AdaptiveCard));
        Assert.Empty(checkedCard.GetProperty("problems").EnumerateArray().Select(p => p.GetString()));
        Assert.True(checkedCard.GetProperty("elements").GetInt32() > 40);
    }

    [Fact]
    public void OutcomeCard_ShowsEveryConditionPaperAndFact()
    {
        var outcome = ScriptedOutcome();
        var card = JsonSerializer.Serialize(OutcomeCard.Of(outcome, []), CardJson.Wire.AdaptiveCard);
        Assert.All(outcome.Result.Criteria, c => Assert.Contains(c.Reason, card));
        Assert.All(outcome.Result.Materials, m => Assert.Contains(m.Material.Name, card));
        Assert.All(outcome.Understood, f => Assert.Contains($"改一下{f.Label}", card));
        Assert.All(outcome.Tips, t => Assert.Contains(t, card));
        Assert.DoesNotContain("Action.Execute", card);
    }

    [Fact]
    public void OutcomeText_WithoutACard_SaysTheSame()
    {
        var outcome = ScriptedOutcome();
        var text = OutcomeText.Complete(new Reply { Text = outcome.Headline, Outcome = outcome });
        Assert.StartsWith(outcome.Headline, text);
        Assert.All(outcome.Result.Criteria.Where(c => c.Status != Knowledge.Rules.CriterionStatus.NotApplicable), c => Assert.Contains(c.Reason, text));
        Assert.All(outcome.Result.Materials, m => Assert.Contains(m.Material.Name, text));
    }

    private static Outcome ScriptedOutcome() =>
        ScriptedAssistant.Run(new ConversationState(), new Message { Id = "1", Text = "自查" }, new DateTimeOffset(2024, 10, 10, 10, 0, 0, TimeSpan.FromHours(8))).Replies[0].Outcome!;
}
