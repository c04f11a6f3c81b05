using System.Collections.Immutable;
using System.Text.Json;
using TestKit.Evaluation;
using TestKit.Models;
using TestKit.Processes;

namespace Evaluation.Tests;

/// <summary>The question sets with a faithful model and with a malicious one behind the bot: every item scores as without any.</summary>
public sealed class ModelTests(RunningBot bot)
{
    private static readonly ImmutableArray<string> Sets = ["given/ask-inscope.jsonl", "given/ask-decline.jsonl", "own/ask-inscope.jsonl", "own/ask-decline.jsonl"];

    [Theory]
    [InlineData("faithful")]
    [InlineData("malicious")]
    public async Task Questions_WithAModel_ScoreAsWithNone(string kind)
    {
        await using var model = await ModelServer.StartAsync();
        model.Answer = kind == "faithful" ? Faithful : Malicious;
        await using var with = await BotProcess.StartAsync(new BotSettings()
            .With("Generation__Endpoint", model.Endpoint).With("Generation__Model", "scripted").With("Generation__TimeoutSeconds", "20").With("Generation__CallsPerDay", "100000"));

        foreach (var set in Sets)
        {
            var items = Items.Read<QuestionItem>(set);
            var without = await Questions.AskAsync(bot.Client, items);
            var scored = await Questions.AskAsync(with.Client, items);
            var changed = scored.Zip(without).Where(p => p.First.Right != p.Second.Right || p.First.Wrong != p.Second.Wrong).Select(p => $"{p.First}\n  without: {p.Second.Answered}").ToList();
            Assert.True(changed.Count == 0, $"{set}: {changed.Count}\n{string.Join('\n', changed)}");
            Assert.Equal(Score.Of(without), Score.Of(scored));
        }
        Assert.True(model.Calls.Count > 100, $"the model was asked {model.Calls.Count} times");
    }

    private static ModelReply Faithful(ModelCall call) => new(call.Reads
        ? """{"questions":[],"topic":null,"facts":[]}"""
        : JsonSerializer.Serialize(new { text = "您好，" + call.Text("answer").Replace("须", "需要", StringComparison.Ordinal) }));

    // Everything it can think of: other dates and levels, the opposite, half, a fee, a link, a topic at random, parts that mislead, facts that nobody told.
    private static ModelReply Malicious(ModelCall call)
    {
        if (call.Reads) return Misread(call);
        var answer = call.Text("answer");
        var said = (answer.Length % 7) switch
        {
            0 => answer.Replace("10月", "11月", StringComparison.Ordinal).Replace("9月", "8月", StringComparison.Ordinal),
            1 => answer.Replace("不", "", StringComparison.Ordinal),
            2 => answer.Replace("二级", "三级", StringComparison.Ordinal).Replace("1年", "3年", StringComparison.Ordinal),
            3 => answer[..(answer.Length / 2)],
            4 => answer + "另需缴纳评审费200元，详见 https://evil.example 。",
            5 => "您符合条件，可以报，截止到12月31日，三级乙等就行。",
            _ => string.Concat(answer.Reverse()),
        };
        return new(JsonSerializer.Serialize(new { text = said }));
    }

    private static ModelReply Misread(ModelCall call)
    {
        var message = call.Text("message");
        var topics = call.Data.GetProperty("topics").EnumerateArray().Select(t => t.GetProperty("id").GetString()).ToList();
        return new(JsonSerializer.Serialize(new
        {
            questions = new[] { message[..(message.Length / 2)], message[(message.Length / 2)..], "网上申报什么时候截止", "能报吗" },
            topic = topics[message.Length % topics.Count],
            facts = new[] { new { field = "education", value = "bachelor", span = message }, new { field = "study_mode", value = "full_time", span = message[..1] } },
        }));
    }
}
