using Dialogs.Flows.Ask;
using Knowledge.Loading;
using Knowledge.Notices;
using Knowledge.Rules;

namespace Dialogs.Tests.Flows.Ask;

/// <summary>A quite different notice is answered from its pack alone: there is no line of code for it.</summary>
public sealed class OtherNoticeTests
{
    private static readonly Notice Lift = PackLoader.Load(Path.Combine(AppContext.BaseDirectory, "OtherPacks", "qinghe-lift-2025")) switch
    {
        { Notice: { } notice } => notice,
        { Problems: var problems } => throw new InvalidOperationException(string.Join('\n', problems)),
    };

    private static AskAnswer Ask(string question, string now) => new Asker().Ask(new AskQuestion(question, Lift, Profile.Empty, DateTimeOffset.Parse(now)));

    [Theory]
    [InlineData("2025-03-01T10:00:00+08:00", "还没开始，3月3日（周一）开放")]
    [InlineData("2025-05-28T10:00:00+08:00", "还有2天")]
    [InlineData("2025-05-31T00:00:01+08:00", "已于5月30日（周五）截止")]
    public void Window_AskedOnADay_AnswersForThatDay(string now, string expected)
    {
        var answer = Ask("现在还能报吗", now);

        Assert.Equal(AskStatus.Answered, answer.Status);
        Assert.Contains(expected, answer.Text);
        Assert.Equal("第四条", answer.Citations[0].Clause.Label);
    }

    [Theory]
    [InlineData("一台电梯最高补多少", "15万元", "第三条")]
    [InlineData("要多少户同意", "三分之二", "第二条")]
    [InlineData("是不是要公示5天？", "不是5天。", "第四条")]
    [InlineData("要交什么材料", "业主同意书", "第五条")]
    public void Fact_Asked_IsAnsweredWithItsClause(string question, string expected, string clause)
    {
        var answer = Ask(question, "2025-04-01T10:00:00+08:00");

        Assert.Contains(expected, answer.Text);
        Assert.Contains(answer.Citations, c => c.Clause.Label == clause);
    }

    [Theory]
    [InlineData("楼上楼下的费用怎么分摊")]
    [InlineData("今天天气怎么样")]
    public void Question_TheNoticeDoesNotAnswer_IsDeclinedWithItsOwnPhone(string question)
    {
        var answer = Ask(question, "2025-04-01T10:00:00+08:00");

        Assert.Equal(AskStatus.Declined, answer.Status);
        Assert.Contains("0319-5550123", answer.Text);
    }
}
