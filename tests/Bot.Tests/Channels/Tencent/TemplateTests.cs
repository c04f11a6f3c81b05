using Bot.Channels.WeChat;
using Bot.Channels.WeChat.Doctor;
using Bot.Channels.WeChat.Sending;
using Bot.Delivery;
using Bot.Operations;
using Microsoft.Extensions.Time.Testing;

namespace Bot.Tests.Channels.Tencent;

/// <summary>The platform's rules for the fields of a template, each on both sides of its boundary.</summary>
public sealed class TemplateTests
{
    private static readonly TemplateFacts Facts = new("提醒：网上提交还有2天截止（10月25日），请尽早", new(2024, 10, 23, 9, 0, 0, TimeSpan.FromHours(8)), new("网上提交", new(2024, 10, 25), ["证书", "考核表"]));

    [Theory]
    [InlineData("thing1", "{headline}", "提醒：网上提交还有2天截止（10月25…")]
    [InlineData("thing1", "{deadline}", "网上提交")]
    [InlineData("thing1", "还缺{missing}", "还缺证书、考核表")]
    [InlineData("time2", "{closes}", "2024年10月25日 23:59")]
    [InlineData("time2", "{today}", "2024年10月23日 09:00")]
    [InlineData("date3", "{closes}", "2024年10月25日")]
    [InlineData("date3", "{today}", "2024年10月23日")]
    [InlineData("number4", "{days}", "2")]
    [InlineData("phrase5", "还剩几天", "还剩几天")]
    [InlineData("phrase5", "一二三四五", "一二三四五")]
    [InlineData("phrase5", "一二三四五六", null)]
    [InlineData("phrase5", "abc", null)]
    [InlineData("number4", "两", null)]
    [InlineData("number4", "{missing}", null)]
    [InlineData("date3", "{headline}", null)]
    [InlineData("time2", "明天", null)]
    [InlineData("time2", "15:01", "15:01")]
    [InlineData("character_string6", "A-12", "A-12")]
    [InlineData("character_string6", "编号", null)]
    [InlineData("name7", "一二三四五六七八九十", "一二三四五六七八九十")]
    [InlineData("name7", "一二三四五六七八九十一", null)]
    [InlineData("phone_number8", "0996-1234567", "0996-1234567")]
    [InlineData("thing1", "", null)]
    public void Field_WithAText_IsWhatThePlatformTakesOrNothing(string field, string text, string? expected) => Assert.Equal(expected, TemplateField.Value(field, text, Facts));

    [Theory]
    [InlineData(20, "", 20)]
    [InlineData(21, "…", 20)]
    public void Thing_OfTwentyCharacters_IsTheLongest(int length, string end, int sent)
    {
        var value = TemplateField.Value("thing1", new string('字', length), Facts)!;
        Assert.Equal(sent, value.Length);
        Assert.EndsWith(end, value, StringComparison.Ordinal);
    }

    [Fact]
    public void Thing_CutBesideAnEmoji_KeepsItWhole() => Assert.Equal(new string('字', 18) + "…", TemplateField.Value("thing1", new string('字', 18) + "😀字", Facts));

    [Theory]
    [InlineData("{closes}")]
    [InlineData("{deadline}")]
    [InlineData("{missing}")]
    public void Field_OfADeadline_IsNotFilledForABroadcast(string text)
    {
        Assert.True(TemplateText.NeedsDeadline(text));
        Assert.Null(TemplateField.Value("thing1", text, Facts with { About = null }));
        Assert.Equal("好", TemplateField.Value("thing1", "好", Facts with { About = null }));
    }

    [Fact]
    public void Field_ForNothingMissing_IsNotFilled() => Assert.Null(TemplateField.Value("thing1", "{missing}", Facts with { About = new AboutDeadline("网上提交", new(2024, 10, 25), []) }));

    [Theory]
    [InlineData("", "thing1={headline}", null)]
    [InlineData("事项:{{thing1.DATA}}\n时间:{{date2.DATA}}", "thing1={headline};date2={closes}", null)]
    [InlineData("事项:{{thing1.DATA}}\n时间:{{ date2.DATA }}", "thing1={headline}", "缺栏目 date2")]
    [InlineData("事项:{{thing1.DATA}}", "thing1={headline};thing9={deadline}", "没有 thing9 这一栏")]
    [InlineData("", "thing1={title}", "{title} 不认识")]
    [InlineData("", "headline=x", "不像微信的栏目")]
    [InlineData("", "date2={headline}", "日期")]
    [InlineData("", "phrase3=一二三四五六", "最多 5 个汉字")]
    public void Doctor_OfATemplate_NamesWhatDoesNotFit(string content, string fields, string? word)
    {
        var template = new WeChatTemplateOptions { Id = "t", Fields = fields.Split(';').Select(f => f.Split('=')).ToDictionary(f => f[0], f => f[1]) };
        var problems = TemplateCheck.Problems(template, content).ToList();
        if (word is null) Assert.Empty(problems);
        else Assert.Contains(word, Assert.Single(problems), StringComparison.Ordinal);
    }

    [Fact]
    public void RareEvents_OfOneKind_AreToldOncePerPeriod()
    {
        var time = new FakeTimeProvider();
        var rare = new RareEvents(time, TimeSpan.FromMinutes(10));
        Assert.Equal(0, rare.Tell("a"));
        Assert.Equal(0, rare.Tell("b"));
        time.Advance(TimeSpan.FromMinutes(10) - TimeSpan.FromTicks(1));
        Assert.Null(rare.Tell("a"));
        Assert.Null(rare.Tell("a"));
        time.Advance(TimeSpan.FromTicks(1));
        Assert.Equal(2, rare.Tell("a"));
        Assert.Null(rare.Tell("a"));
    }
}
