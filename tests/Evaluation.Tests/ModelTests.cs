using System.Collections.Immutable;
using TestKit.Evaluation;
using TestKit.Models;
using TestKit.Processes;

namespace Evaluation.Tests;

/// <summary>The question sets with a faithful model and with a malicious one behind the bot: no item scores worse than without any.</summary>
public sealed class ModelTests(RunningBot bot)
{
    private static readonly ImmutableArray<string> Sets = ["given/ask-inscope.jsonl", "given/ask-decline.jsonl", "own/ask-inscope.jsonl", "own/ask-decline.jsonl"];

    [Theory]
    [InlineData("faithful")]
    [InlineData("malicious")]
    public async Task Questions_WithAModel_ScoreNoWorse(string kind)
    {
        await using var model = await ModelServer.StartAsync();
        model.Answer = kind == "faithful" ? ModelMinds.Faithful : ModelMinds.Malicious;
        await using var with = await BotProcess.StartAsync(new BotSettings()
            .With("Generation__Endpoint", model.Endpoint).With("Generation__Model", "scripted").With("Generation__TimeoutSeconds", "20").With("Generation__CallsPerDay", "100000"));

        foreach (var set in Sets)
        {
            var items = Items.Read<QuestionItem>(set);
            var without = await Questions.AskAsync(bot.Client, items);
            var scored = await Questions.AskAsync(with.Client, items);
            var changed = scored.Zip(without).Where(p => !p.First.Right && p.Second.Right || p.First.Wrong && !p.Second.Wrong).Select(p => $"{p.First}\n  without: {p.Second.Answered}").ToList();
            Assert.True(changed.Count == 0, $"{set}: {changed.Count}\n{string.Join('\n', changed)}");
        }
        Assert.True(model.Calls.Count > 100, $"the model was asked {model.Calls.Count} times");
    }
}
