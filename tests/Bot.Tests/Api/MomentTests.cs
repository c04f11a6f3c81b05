using Bot.Api;
using Bot.State.Time;

namespace Bot.Tests.Api;

public sealed class MomentTests
{
    [Theory]
    [InlineData("2024-10-10", "2024-10-10T00:00:00.0000000+08:00")]
    [InlineData("2024-10-10T10:00+08:00", "2024-10-10T10:00:00.0000000+08:00")]
    [InlineData("2024-10-10T10:00:00+08:00", "2024-10-10T10:00:00.0000000+08:00")]
    [InlineData("2024-10-10T10:00:00.123+08:00", "2024-10-10T10:00:00.1230000+08:00")]
    [InlineData("2024-10-10T23:00:00Z", "2024-10-11T07:00:00.0000000+08:00")]
    [InlineData("2024-10-10T23:00:00.5Z", "2024-10-11T07:00:00.5000000+08:00")]
    [InlineData("2024-10-10T00:00:00-05:00", "2024-10-10T13:00:00.0000000+08:00")]
    public void Moment_WrittenFairly_IsThatOfShanghai(string text, string expected)
    {
        Assert.True(Moment.TryParse(text, out var moment));
        Assert.Equal(expected, moment.ToString("O"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("2024")]
    [InlineData("2024-10")]
    [InlineData("2024/10/10")]
    [InlineData("10.10.2024")]
    [InlineData("2024-10-10 10:00:00+08:00")]
    [InlineData("2024-10-10T10:00:00")]
    [InlineData("2024-10-10T25:00:00Z")]
    [InlineData("2024-10-10T10:00:00+99:00")]
    [InlineData("1999-12-31")]
    [InlineData("2101-01-01")]
    [InlineData("9999-12-31T23:59:59-12:00")]
    [InlineData("0001-01-01T00:00:00+14:00")]
    [InlineData(" 2024-10-10")]
    public void Moment_WrittenOtherwise_IsRefused(string text) =>
        Assert.False(Moment.TryParse(text, out _));
}

public sealed class CleanTextTests
{
    [Theory]
    [InlineData("哪天截止", "哪天截止")]
    [InlineData("  哪天截止\r\n", "哪天截止")]
    [InlineData("哪天\u0000截止", "哪天 截止")]
    [InlineData("哪天\u200b截止\u202e", "哪天截止")]
    [InlineData("一\n二\t三", "一\n二\t三")]
    [InlineData("\u0001\u0002", "")]
    [InlineData("好😀", "好😀")]
    public void Text_WithWhatNobodyTyped_LosesIt(string text, string expected) =>
        Assert.Equal(expected, CleanText.Clean(text));

    /// <summary>Test data cannot hold half of a surrogate pair, so it is made here.</summary>
    [Fact]
    public void Text_WithHalfACharacter_LosesIt() =>
        Assert.Equal("好", CleanText.Clean("好" + (char)0xD83D));
}
