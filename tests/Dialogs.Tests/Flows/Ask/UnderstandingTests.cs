using Dialogs.Flows.Ask;
using Knowledge.Loading;
using Knowledge.Notices;
using Knowledge.Rules;

namespace Dialogs.Tests.Flows.Ask;

/// <summary>Ways of asking that were once read wrongly, one of each kind.</summary>
public sealed class UnderstandingTests
{
    private static readonly Notice First = PackLoader.Load(Path.Combine(AppContext.BaseDirectory, "Packs", "ruoqiang-2024")).Notice!;

    private static AskAnswer Ask(string question, string day) =>
        new Asker().Ask(new AskQuestion(question, First, Profile.Empty, DateTimeOffset.Parse(day + "T10:00:00+08:00")));

    /// <summary>A day named in a question is a claim, the day itself, or those after it.</summary>
    [Theory]
    [InlineData("听同事讲报名到10月31日，对不对", "不是10月31日。")]
    [InlineData("到10月31号还能报吗", "报不了")]
    [InlineData("25号以后还能网上提交不", "报不了")]
    [InlineData("过了25号还能在网上提交吗", "报不了")]
    [InlineData("25号还能提交吗", "10月25日（周五）")]
    public void Day_NamedInAQuestion_IsTakenAsMeant(string question, string expected) => Assert.Contains(expected, Ask(question, "2024-10-20").Text);

    /// <summary>Of two days the one on which something is handed in is asked about; a day that is only a limit begins nothing.</summary>
    [Theory]
    [InlineData("明天我请假，纸质材料下周一再去交，晚不晚", "2024-10-31", "截止")]
    [InlineData("公告栏刚贴上，25号前够用吧", "2024-10-17", "来得及")]
    [InlineData("公告栏刚贴上，25号前够用吧", "2024-10-18", "来不及")]
    [InlineData("周六才凑齐，最后一天过了再提交成不", "2024-10-23", "10月25日（周五）")]
    public void Days_OfSeveralKinds_AreToldApart(string question, string day, string expected) => Assert.Contains(expected, Ask(question, day).Text);

    /// <summary>What a story mentions is not asked, however much it resembles a question.</summary>
    [Theory]
    [InlineData("费这么大劲，又考普通话又贴公示，我姐问我图个啥。评上以后绩效和补贴能不能跟着涨一截，涨多少", "pay")]
    [InlineData("学历我大专的，干了三年多。人事让我把培训证都打出来，我到底得放几个年度的课证？", "ce-years")]
    public void Story_AroundAQuestion_IsNotAnswered(string question, string topic)
    {
        var answer = Ask(question, "2024-10-10");

        Assert.Equal(topic, answer.Topic);
        Assert.DoesNotContain('\n', answer.Text);
    }

    /// <summary>A figure of one's own beside the least that will do.</summary>
    [Theory]
    [InlineData("我是老师，六五周期学分只有17分，够不够", "不够。")]
    [InlineData("我是老师，六五周期学分18分，够不够", "够了。")]
    [InlineData("公示贴了4个工作日，够数不", "不够。")]
    [InlineData("公示贴了5个工作日，够数不", "够了。")]
    public void Figure_OfOnesOwn_IsHeldAgainstTheLeast(string question, string expected) => Assert.StartsWith(expected, Ask(question, "2024-10-10").Text);

    /// <summary>「子靠」 sounds like 「自考」, but 子 ends 「口子」.</summary>
    [Fact]
    public void Suffix_OfAWord_BeginsNoOther() =>
        Assert.Contains("建材", Ask("我在县里的水泥厂做生料配料的技术员，人事也不清楚该往哪个口子靠，这个有对口的专业名字吗", "2024-10-10").Text);

    /// <summary>Of several people each gets an answer of their own.</summary>
    [Theory]
    [InlineData("我本科去年8月来的，我媳妇大专今年4月才来，我俩年限都够不", "您：年限够了", "您媳妇：今年还不够")]
    [InlineData("我在水管站干水利的，对象在矿上当会计，都是今年本科毕业，我俩能一块报这个吗", "您：专业对得上", "您对象：不能报")]
    [InlineData("我和小赵都是中专，他干了三年，我干了一年，能报吗", "他：年限够了", "您：今年还不够")]
    [InlineData("我是本科去年8月来的，他们大专今年4月才来，都够年限不", "您：年限够了", "他们：今年还不够")]
    [InlineData("俩娃都在若羌上班，大的全日制大专，去年9月到的岗；小的全日制大专，今年8月才来。光看年限，他俩都够了吗", "大的：年限够了", "小的：今年还不够")]
    public void People_Several_AreAnsweredOneByOne(string question, params string[] expected)
    {
        var lines = Ask(question, "2024-10-10").Text.Split('\n');

        Assert.Equal(expected.Length, lines.Length);
        Assert.All(expected.Zip(lines), pair => Assert.StartsWith(pair.First, pair.Second));
    }

    /// <summary>A question to which another is joined is asked, however little of the whole message it is.</summary>
    [Theory]
    [InlineData("我在中心幼儿园带大班，今年想定初级。毕业证要不要传，还有那个师德师风说明找谁开？", "毕业证", "教科局")]
    public void Question_JoinedToAStory_IsAnsweredBesideTheOther(string question, params string[] expected)
    {
        var text = Ask(question, "2024-10-10").Text;
        Assert.All(expected, e => Assert.Contains(e, text));
    }

    /// <summary>A day told after another goes on from it, unless it lies little before it.</summary>
    [Theory]
    [InlineData("我们9月27贴的公示，8号一早就报，能行不", "10月11日（周五）起")]
    [InlineData("我们9月27贴的公示，10号一早就报，能行不", "10月11日（周五）起才能")]
    [InlineData("我们9月27贴的公示，11号一早就报，能行不", "10月11日（周五）起可以")]
    public void Day_ToldAfterAnother_GoesOn(string question, string expected) => Assert.Contains(expected, Ask(question, "2024-09-28").Text);

    /// <summary>What is counted may be spelled in letters; where one is registered is not where one works.</summary>
    [Theory]
    [InlineData("中专 23nian 9月入职的 还要等多久", "2025年9月")]
    [InlineData("户口在若羌，人在且末县的学校教书，能在若羌报吗", "不")]
    public void Words_OfOneClause_AreNotReadIntoAnother(string question, string expected) => Assert.Contains(expected, Ask(question, "2024-10-10").Text);

    /// <summary>Who only says something is not told of.</summary>
    [Theory]
    [InlineData("我是大专，同事说要满一年，我去年9月来的，行不行")]
    [InlineData("我朋友说她大专去年报上了，我是中专，干了三年，能报吗")]
    [InlineData("我大专，我们单位是企业，去年9月上的班，能报吗")]
    public void People_OnlyOne_AreAnsweredOnce(string question) => Assert.DoesNotContain('\n', Ask(question, "2024-10-10").Text);

    [Theory]
    [InlineData("毕业证要不要传，普通话要几级")]
    [InlineData("公示贴几天？网上报名哪天截止？")]
    public void Questions_TwoInOneMessage_AreBothAnswered(string question) => Assert.Contains('\n', Ask(question, "2024-10-10").Text);

    /// <summary>Whoever says when the notice is posted wants the days counted from there, whatever else is asked of the last day.</summary>
    [Theory]
    [InlineData("单位18号才贴公示，25号当天上传结果可以吗", "来不及")]
    [InlineData("单位17号贴公示，25号上传结果可以吗", "来得及")]
    public void Posting_OnANamedDay_IsCountedFromThere(string question, string expected) => Assert.StartsWith(expected, Ask(question, "2024-10-16").Text);

    [Fact]
    public void Counting_WithoutADay_SaysHowAndNotOfAPostingThatNobodyMade() =>
        Assert.StartsWith("贴出当天不算", Ask("公示从贴的第二天算还是当天算", "2024-10-10").Text);

    /// <summary>The weekday of a named date was once taken for a question about office hours.</summary>
    [Fact]
    public void Weekday_OfANamedDate_IsNoQuestionOfItsOwn() => Assert.Contains("11月1日", Ask("今天11月2号周六，单位的纸质材料没交，完了吗", "2024-11-02").Text);

    /// <summary>A rule that is asked for is said, and what stands against the asker beside it, not instead.</summary>
    [Fact]
    public void Rule_AskedByOneWhoMayNot_IsSaidWithWhatStandsAgainst()
    {
        var text = Ask("我是做饭的厨师，就想问下大专是不是要满一年才行", "2024-10-10").Text;
        Assert.Contains("满1年", text);
        Assert.Contains("另外请注意", text);
    }

    [Fact]
    public void Speech_WrittenDownWithoutAStop_IsAnswered() =>
        Assert.Contains("5个工作日", Ask("你好我是刚来的不太懂单位让我自己弄这个初定然后说要先公示然后公示要多少天我忘了麻烦说一下谢谢", "2024-10-10").Text);

    /// <summary>「加材料」 sounds like 「假材料」, 「之」 like 「址」.</summary>
    [Theory]
    [InlineData("提交后还能不能加材料")]
    public void Word_ThatSoundsLikeOneOfTheNotice_StaysWhatItIs(string question) => Assert.NotEqual("fraud", Ask(question, "2024-10-10").Topic);

    [Theory]
    [InlineData("库尔勒市的普通话要求一样吗", "other-county")]
    [InlineData("报名要不要交押金", "fee")]
    [InlineData("挂靠在公司的能不能报", "staffing")]
    [InlineData("工伤赔偿找哪个科室", "off-topic")]
    public void NearMiss_OfATopic_IsDeclined(string question, string topic)
    {
        var answer = Ask(question, "2024-10-10");
        Assert.Equal((AskStatus.Declined, topic), (answer.Status, answer.Topic));
    }

    [Fact]
    public void Letters_ThatStandForAWord_AreReadAsIt() => Assert.Equal(AskStatus.Answered, Ask("PTH要求是啥", "2024-10-10").Status);

    [Fact]
    public void Clerk_AfterTheClose_HearsOfThePaper() => Assert.Contains("接下来是纸质材料", Ask("我是单位经办人，什么时候截止", "2024-10-29").Text);
}
