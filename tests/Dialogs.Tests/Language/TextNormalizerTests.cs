using Dialogs.Language;

namespace Dialogs.Tests.Language;

public sealed class TextNormalizerTests
{
    [Theory]
    [InlineData("２０２２年７月１日", "2022年7月1日")]
    [InlineData("職稱申報，什麼時候截止？", "职称申报,什么时候截止?")]
    [InlineData("我不瞭解乾坤", "我不了解乾坤")]
    [InlineData("大 专 毕 业", "大专毕业")]
    [InlineData("我是全日制本科 老公是大专 先看我的", "我是全日制本科,老公是大专,先看我的")]
    [InlineData("呈报表 份数", "呈报表份数")]
    [InlineData("三个字 四个字的", "三个字四个字的")]
    [InlineData("四个字的 四个字呢", "四个字的,四个字呢")]
    [InlineData("9月份以后 2024年", "9月份以后2024年")]
    [InlineData("2023 年 9 月 1 号", "2023年9月1号")]
    [InlineData("HR 的 DDL", "hr的ddl")]
    [InlineData("hua gong", "hua gong")]
    [InlineData("真的吗？？？！！", "真的吗?!")]
    [InlineData("好的😂👍谢谢", "好的谢谢")]
    [InlineData("2023🎉2024", "2023 2024")]
    [InlineData("①②", "12")]
    [InlineData("1️⃣", "1")]
    [InlineData("Ⅲ级", "3级")]
    [InlineData("⼆甲⽂化", "二甲文化")]
    [InlineData("嗯……是吧。。。", "嗯。是吧。")]
    [InlineData("等等...", "等等。")]
    [InlineData("1.5年", "1.5年")]
    [InlineData("2023—09—01", "2023-09-01")]
    [InlineData("一\u200b二\u0007三", "一二三")]
    [InlineData("中专\r\n\r\n二甲\n", "中专\n二甲")]
    [InlineData("“双引号”‘单’", "\"双引号\"'单'")]
    [InlineData("𝟐𝟎𝟐𝟑年", "2023年")]
    [InlineData("𠮷先生", "𠮷先生")]
    [InlineData("", "")]
    [InlineData("   ", "")]
    [InlineData("ياخشىمۇسىز", "ياخشىمۇسىز")]
    public void Normalize_AnyWriting_ComesToOneForm(string written, string normal)
    {
        Assert.Equal(normal, TextNormalizer.NormalizeText(written));
        Assert.Equal(normal, TextNormalizer.NormalizeText(normal));
    }

    [Theory]
    [InlineData("我是 Ｄ A 专", "da", "Ｄ A")]
    [InlineData("😀😀二甲", "二甲", "二甲")]
    [InlineData("  職 稱  !", "职称", "職 稱")]
    [InlineData("不瞭解", "了解", "瞭解")]
    [InlineData("𝟐𝟑年", "23年", "𝟐𝟑年")]
    [InlineData("⑴项", "(1)", "⑴")]
    public void ToOriginal_SpanOfNormalisedText_IsWhatWasWritten(string written, string part, string original)
    {
        var text = TextNormalizer.Normalize(written);
        var at = text.Text.Replace(" ", "", StringComparison.Ordinal).IndexOf(part, StringComparison.Ordinal);
        if (text.Text.Contains(' ')) { part = "d a"; at = text.Text.IndexOf(part, StringComparison.Ordinal); }
        var span = text.ToOriginal(new TextSpan(at, at + part.Length));
        Assert.Equal(original, written[span.Start..span.End]);
    }

    [Fact]
    public void Normalize_AlreadyNormal_SharesTheText()
    {
        const string said = "大专毕业,工作满几年才能报?";
        Assert.Same(said, TextNormalizer.Normalize(said).Text);
    }

    [Fact]
    public void Normalize_AnyCharacter_KeepsSpansInsideTheOriginal()
    {
        for (var c = 1; c < char.MaxValue; c++)
        {
            var written = "年" + (char)c + "月";
            var text = TextNormalizer.Normalize(written);
            for (var i = 0; i < text.Length; i++)
            {
                var span = text.ToOriginal(new TextSpan(i, i + 1));
                Assert.True(span.Start >= 0 && span.End > span.Start && span.End <= written.Length, $"U+{c:X4}");
            }
        }
    }
}
