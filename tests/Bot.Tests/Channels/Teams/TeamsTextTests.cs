using Bot.Channels.Teams.Replies;
using Dialogs.Replies;

namespace Bot.Tests.Channels.Teams;

/// <summary>What is too long for one activity comes in several, and nothing of it is lost.</summary>
public sealed class TeamsTextTests
{
    [Theory]
    [InlineData(TeamsText.Longest, 1)]
    [InlineData(TeamsText.Longest + 1, 2)]
    [InlineData(TeamsText.Longest * 2, 2)]
    [InlineData(TeamsText.Longest * 2 + 1, 3)]
    public void Text_WithoutAnyStop_IsCutWhereItMustBe(int length, int parts)
    {
        var text = string.Concat(Enumerable.Range(0, length).Select(i => (char)('a' + i % 26)));
        var split = TeamsText.Split(text).ToArray();
        Assert.Equal(parts, split.Length);
        Assert.Equal(text, string.Concat(split));
        Assert.All(split, p => Assert.InRange(p.Length, 1, TeamsText.Longest));
    }

    [Fact]
    public void Text_OfLines_IsCutBetweenLines()
    {
        var lines = Enumerable.Range(0, 2_000).Select(i => $"第{i}行：材料和日期").ToArray();
        var parts = TeamsText.Of(new Reply { Text = string.Join('\n', lines) }, url => url);
        Assert.True(parts.Length > 1);
        Assert.All(parts, p => Assert.InRange(p.Length, 1, TeamsText.Longest));
        Assert.Equal(lines, parts.SelectMany(p => p.Split('\n', StringSplitOptions.RemoveEmptyEntries)));
    }

    [Fact]
    public void Text_OfSentences_IsCutAfterOne()
    {
        var parts = TeamsText.Split(string.Concat(Enumerable.Repeat("请在截止以前提交。", 1_000))).ToArray();
        Assert.Equal(2, parts.Length);
        Assert.All(parts, p => Assert.EndsWith("。", p, StringComparison.Ordinal));
    }

    [Fact]
    public void Character_OfTwoUnits_IsNeverCut()
    {
        var text = "a" + string.Concat(Enumerable.Repeat("𠮷", TeamsText.Longest));
        var parts = TeamsText.Split(text).ToArray();
        Assert.Equal(text, string.Concat(parts));
        Assert.All(parts, p => Assert.False(char.IsHighSurrogate(p[^1]) || char.IsLowSurrogate(p[0])));
    }
}
