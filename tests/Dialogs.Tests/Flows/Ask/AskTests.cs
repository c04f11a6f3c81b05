using Dialogs.Flows.Ask;
using Knowledge.Loading;
using Knowledge.Notices;
using Knowledge.Rules;

namespace Dialogs.Tests.Flows.Ask;

/// <summary>Answers of the first notice: to this person, on this day, never a neighbour's fact. The breadth is in the evaluation sets.</summary>
public sealed class AskTests
{
    private static readonly Notice First = PackLoader.Load(Path.Combine(AppContext.BaseDirectory, "Packs", "ruoqiang-2024")).Notice!;

    private static AskAnswer Ask(string question, string now, Profile? facts = null) =>
        new Asker().Ask(new AskQuestion(question, First, facts ?? Profile.Empty, DateTimeOffset.Parse(now)));

    [Theory]
    [InlineData("2024-09-26T23:59:59+08:00", "还没开始")]
    [InlineData("2024-09-27T00:00:00+08:00", "现在可以报")]
    [InlineData("2024-10-24T12:00:00+08:00", "还有1天")]
    [InlineData("2024-10-25T23:59:00+08:00", "今天（10月25日（周五））是最后一天")]
    [InlineData("2024-10-26T00:00:00+08:00", "已于10月25日（周五）截止")]
    [InlineData("2025-10-10T09:00:00+08:00", "已于2024年10月25日（周五）截止")]
    public void Window_OnEachSideOfItsDays_AnswersForThatDay(string now, string expected) => Assert.Contains(expected, Ask("现在能报吗", now).Text);

    [Theory]
    [InlineData("公示最晚哪天贴", "2024-10-17", "就是今天，请马上贴")]
    [InlineData("审核到哪天", "2024-10-25", "是网上形式审核的最后一天")]
    [InlineData("10月25号当天算吗", "2024-10-25", "就是今天")]
    [InlineData("错过了还能补报吗", "2024-10-25", "就是今天")]
    [InlineData("最后一天才提交来得及吗", "2024-10-25", "今天就是最后一天")]
    public void LastDay_OfAnyDeadline_IsCalledToday(string question, string day, string expected)
    {
        var text = Ask(question, day + "T10:00:00+08:00").Text;
        Assert.Contains(expected, text);
        Assert.DoesNotContain("还有0天", text);
    }

    [Theory]
    [InlineData("听说10月30号截止？", "不是10月30日。")]
    [InlineData("是不是要公示7天？", "不是7天。")]
    [InlineData("公示是不是要5个工作日？", "单位公示不少于5个工作日")]
    public void Claim_InAQuestion_IsCorrectedFirstIfWrong(string question, string begins) =>
        Assert.StartsWith(begins, Ask(question, "2024-10-12T09:00:00+08:00").Text);

    [Theory]
    [InlineData("2024-10-17", "10月24日（周四）期满")]
    [InlineData("2024-10-18", "来不及")]
    [InlineData("2024-09-25", "10月8日（周二）期满")]
    public void Period_CountedFromTheDayOfAsking_KnowsHolidaysAndWorkedWeekends(string day, string expected) =>
        Assert.Contains(expected, Ask("今天贴的公示几号期满，来得及吗", day + "T10:00:00+08:00").Text);

    [Theory]
    [InlineData("普通化要几级")]
    [InlineData("pth yao ji ji")]
    [InlineData("普通話要幾級")]
    [InlineData("ＰＴＨ要几级")]
    public void Question_MisspeltOrInOtherScripts_IsUnderstood(string question) => Assert.Contains("三级乙等", Ask(question, "2024-10-12T09:00:00+08:00").Text);

    [Theory]
    [InlineData("申报要交多少钱")]
    [InlineData("今晚几点截止")]
    [InlineData("明年什么时候报")]
    [InlineData("副高怎么报")]
    public void Question_TheNoticeDoesNotAnswer_IsDeclinedWithThePhone(string question)
    {
        var answer = Ask(question, "2024-10-12T09:00:00+08:00");

        Assert.Equal(AskStatus.Declined, answer.Status);
        Assert.Contains("0996-7105096", answer.Text);
    }

    [Fact]
    public void Question_OfTwo_IsAnsweredTwice()
    {
        var answer = Ask("什么时候截止？普通话要几级？", "2024-10-12T09:00:00+08:00");

        Assert.Contains("10月25日", answer.Text);
        Assert.Contains("三级乙等", answer.Text);
    }

    [Fact]
    public void Quote_OfEveryTopic_IsLiteral()
    {
        var wrong = First.Topics.All.SelectMany(t => t.Answers).SelectMany(a => a.Citations)
            .Where(c => First.Find(c.Clause) is not { } clause || !(clause.Text.Contains(c.Quote, StringComparison.Ordinal) || clause.Heading.Contains(c.Quote, StringComparison.Ordinal)));
        Assert.Empty(wrong);
    }
}
