using TestKit.Evaluation;

namespace Evaluation.Tests;

/// <summary>The scores of tests/Evaluation must not fall. A failure lists every item that is not right.</summary>
public sealed class FloorTests(RunningBot bot)
{
    [Theory]
    [InlineData("given/ask-inscope.jsonl")]
    [InlineData("given/ask-decline.jsonl")]
    [InlineData("own/ask-inscope.jsonl")]
    [InlineData("own/ask-decline.jsonl")]
    public async Task Questions_OfASet_KeepTheirFloor(string file) =>
        AssertFloor(file, await Questions.AskAsync(bot.Client, Items.Read<QuestionItem>(file)));

    [Theory]
    [InlineData("given/recognizers.jsonl")]
    [InlineData("own/recognizers.jsonl")]
    public async Task Phrases_OfASet_KeepTheirFloor(string file) =>
        AssertFloor(file, await Phrases.RecogniseAsync(Items.Read<PhraseItem>(file)));

    private static void AssertFloor(string file, IReadOnlyCollection<ScoredItem> items)
    {
        if (items.Count == 0 && !Floors.Read().ContainsKey(file)) return;
        var complaint = Floors.Complaint(file, items, Floors.Read()[file]);
        Assert.True(complaint is null, complaint);
    }
}
