using System.Collections.Immutable;
using TestKit.Evaluation;

namespace Evaluation.Tests;

/// <summary>The scorer itself: a rule of it that is wrong would make every score wrong.</summary>
public sealed class ScoringTests
{
    [Theory]
    [InlineData("满 １ 年\n可报　ｏｋ", "满1年可报OK")]
    [InlineData("１０月２５日（周五）", "10月25日（周五）")]
    public void Normalise_MakesDigitsAndLettersNarrowAndDropsSpaces(string text, string expected) => Assert.Equal(expected, Scoring.Normalise(text));

    [Theory]
    [InlineData(@"满?(1|一)年", "满一年", true)]
    [InlineData(@"(?<!不)可以", "不可以", false)]
    [InlineData(@"(?<!\d)0?9[-./]27", "09-27", true)]
    [InlineData(@"[\d月]+$", "10月", true)]
    [InlineData(@"\d", "٣", false)]
    [InlineData(@"ddl", "DDL", true)]
    [InlineData(@"[[(]附件", "[附件", true)]
    public void Pattern_MeansWhatJavaScriptMeansByIt(string pattern, string text, bool matches) => Assert.Equal(matches, JavaScriptRegex.IsMatch(text, pattern));

    [Fact]
    public void Judge_OfAnAnswerToWhatIsToBeDeclined_IsWrongAndOfADeclinedAnswerOnlyNotRight()
    {
        var decline = Item(["declined"], [], []);
        Assert.True(Scoring.Judge(decline, new("answered", "收费50元", [])).Wrong);

        var answer = Item(["answered"], ["一"], ["1年"]);
        var declined = Scoring.Judge(answer, new("declined", "通知没有写", []));
        Assert.False(declined.Right);
        Assert.False(declined.Wrong);
        Assert.True(Scoring.Judge(answer, new("answered", "要满 1 年", ["一"])).Right);
        Assert.True(Scoring.Judge(answer, new("answered", "要满 1 年", ["三"])).Wrong);
    }

    [Fact]
    public void Score_CountsAWrongAnswerAgainstTwoRightOnes() => Assert.Equal(50, new Score(Items: 10, Right: 7, Wrong: 1).Percent);

    private static QuestionItem Item(ImmutableArray<string> status, ImmutableArray<string> clauses, ImmutableArray<string> must) =>
        new("x", "?", default, null, status, clauses, must, [], 100);
}
