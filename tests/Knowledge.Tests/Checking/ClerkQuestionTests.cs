using Knowledge.Loading;

namespace Knowledge.Tests.Checking;

/// <summary>What the program asks about the first notice, found in its text.</summary>
public sealed class ClerkQuestionTests
{
    [Theory]
    [InlineData("五（一）2", "免学审批表", "附件1")]
    [InlineData("五（一）5", "单位公示", "附件2")]
    [InlineData("五（一）5", "公示结果", "附件3")]
    [InlineData("五（一）5", "推荐报告", "附件3")]
    [InlineData("五（二）1", "公示情况报告", "附件4")]
    [InlineData("五（二）2", "公示情况报告", "附件4")]
    public void Check_PaperWhoseNumberDisagreesWithTheList_IsAskedAbout(string clause, string paper, string number)
    {
        var found = Assert.Single(Packs.FirstLoad.Problems, p => p.Clause == clause && p.Message.Contains($"{paper}”是{number}，", StringComparison.Ordinal));
        Assert.Equal((Severity.Warning, "notice.md"), (found.Severity, found.File));
        Assert.True(found.Line > 0);
    }

    [Fact]
    public void Contradictions_OfTheNumbers_AreSixAndQuoteBothPlaces()
    {
        var found = Packs.First.Contradictions.Where(c => c.Id.StartsWith("attachment-", StringComparison.Ordinal)).ToList();
        Assert.Equal(6, found.Count);
        Assert.All(found, c => Assert.Contains(c.Body.Quote, Packs.First.Find(c.Body.Clause)!.Text, StringComparison.Ordinal));
        Assert.All(found, c => Assert.Contains(c.Other.Quote, Packs.First.Find(c.Other.Clause)!.Text, StringComparison.Ordinal));
        Assert.All(found, c => Assert.Contains("0996-7105096", c.Advice, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("附件2", "5 个工作日")]
    [InlineData("三", "同在10月25日")]
    [InlineData("三", "几点")]
    [InlineData("五（一）3", "播音员、主持人")]
    [InlineData("五（一）5", "10月9日")]
    [InlineData("附件", "附件4")]
    [InlineData("标题", "没有配对")]
    public void Check_OtherOddities_AreAskedAbout(string clause, string words) =>
        Assert.Contains(Packs.FirstLoad.Problems, p => p.Clause == clause && p.Message.Contains(words, StringComparison.Ordinal));
}
