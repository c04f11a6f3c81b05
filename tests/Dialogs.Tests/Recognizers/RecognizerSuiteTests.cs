using Dialogs.Language;
using Dialogs.Recognizers;
using Dialogs.Recognizers.Choices;
using Dialogs.Recognizers.Facts;
using Knowledge.Rules;

namespace Dialogs.Tests.Recognizers;

public sealed class RecognizerSuiteTests
{
    private static readonly DateOnly Reference = new(2024, 10, 15);

    private static readonly string[] Pieces =
    [
        "去年", "今年", "大前年", "年", "月", "日", "号", "个", "半", "零", "一", "两", "十", "十一", "二〇二三", "2023", "23", "9", "13", "1.5", "0", "/", "-", ".", ",", "。", "?", "!", "\n", " ", "\t",
        "底", "初", "最后一天", "前", "后", "多", "不到", "满", "差", "国庆", "春节", "清明", "周", "星期", "上", "下", "五一", "农历", "是", "不是", "没有", "不", "吧", "吗", "百分之", "第", "万", "元", "块", "¥", "%",
        "大专", "本科", "二甲", "自考", "全日制", "三甲医院", "事业", "企业", "老师", "的", "入职", "毕业", "不对", "o", "k", "Ａ", "９", "①", "😀", "𝟐", "\ud83d", "職", "…", "几", "好几", "来", "俩", "卅", "亿", "五", "3,000", "~",
    ];

    [Fact]
    public void Recognize_AnyJumble_EndsWithSpansInsideTheText()
    {
        var random = new Random(20241015);
        for (var run = 0; run < 8_000; run++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(1, 9)).Select(_ => Pieces[random.Next(Pieces.Length)]));
            var reference = Reference.AddDays(random.Next(-2000, 2000));
            Recognized recognized;
            try { recognized = PackFields.Suite.Recognize(text, reference); FactReader.Read(recognized, PackFields.All, PackFields.All[run % PackFields.All.Length]); }
            catch (Exception e) { throw new InvalidOperationException($"'{text}' on {reference}: {e.Message}", e); }
            foreach (var recognition in recognized.All)
            {
                Assert.True(recognition.Span is { Start: >= 0, Length: > 0 } && recognition.Span.End <= recognized.Text.Length, $"'{text}': {recognition}");
                Assert.NotEmpty(recognized.Written(recognition));
            }
            OptionPicker.Pick(recognized.Text, 4);
        }
    }

    [Theory]
    [InlineData("２０２３年 ９月１号入職", typeof(DateMention), "２０２３年 ９月１号")]
    [InlineData("我工作 一年 半 了", typeof(DurationMention), "一年 半")]
    [InlineData("我是 大 專 畢業", typeof(ChoiceMention), "大 專 畢業")]
    [InlineData("😀月入３，０００元", typeof(AmountMention), "３，０００元")]
    public void Written_OfARecognition_IsWhatStoodInTheMessage(string text, Type kind, string written)
    {
        var recognized = PackFields.Suite.Recognize(text, Reference);
        Assert.Equal(written, recognized.Written(recognized.All.First(r => r.GetType() == kind)));
    }

    [Theory]
    [InlineData("去年9月1号", "2023-09-01")]
    [InlineData("10月30号", "XXXX-10-30")]
    [InlineData("前年", "2022")]
    public void Timex_OfADate_LeavesAnAssumedYearOpen(string text, string timex) =>
        Assert.Equal(timex, PackFields.Suite.Recognize(text, Reference).Dates.Single().Timex);

    [Theory]
    [InlineData("一年零八个月", "P20M")]
    [InlineData("两年", "P2Y")]
    [InlineData("5个工作日", "P5D")]
    [InlineData("三年多", null)]
    public void Timex_OfALength_OnlyIfExact(string text, string? timex) =>
        Assert.Equal(timex, PackFields.Suite.Recognize(text, Reference).Durations.Single().Timex);

    [Fact]
    public void Recognize_FieldsOfAnotherNotice_KnowsTheirWordsOnly()
    {
        Field income = new() { Id = "income", Kind = FieldKind.Amount, Label = "", Question = "", Why = "", Options = [], Unit = "元", Cues = ["收入", "工资"] };
        Field rent = income with { Id = "rent", Cues = ["房租"] };
        var suite = new RecognizerSuite([income, rent]);
        var facts = FactReader.Read(suite.Recognize("月收入4200块，房租一千二，大专", Reference), suite.Fields).Facts;
        Assert.Equal("income=4200 rent=1200", string.Join(' ', facts.Facts.Select(f => $"{f.Key}={f.Value}")));
    }

    [Theory]
    [InlineData("3000", "income=3000")]
    [InlineData("三千五", "income=3500")]
    [InlineData("大概1.2万", "income=12000")]
    public void Read_ABareNumberForAnAmount_IsItsAnswer(string text, string expected)
    {
        Field income = new() { Id = "income", Kind = FieldKind.Amount, Label = "", Question = "", Why = "", Options = [], Unit = "元" };
        var suite = new RecognizerSuite([income]);
        var facts = FactReader.Read(suite.Recognize(text, Reference), suite.Fields, income).Facts;
        Assert.Equal(expected, string.Join(' ', facts.Facts.Select(f => $"{f.Key}={f.Value}")));
    }
}
