using Dialogs.Language;
using Dialogs.Recognizers.Choices;

namespace Dialogs.Tests.Recognizers;

public sealed class OptionPickerTests
{
    [Theory]
    [InlineData("1", 0)]
    [InlineData("１", 0)]
    [InlineData("①", 0)]
    [InlineData("2。", 1)]
    [InlineData("二", 1)]
    [InlineData("第一个", 0)]
    [InlineData("第3个", 2)]
    [InlineData("选3", 2)]
    [InlineData("我选第二个", 1)]
    [InlineData("第二项", 1)]
    [InlineData("A", 0)]
    [InlineData("b", 1)]
    [InlineData("C吧", 2)]
    [InlineData("最后一个", 2)]
    [InlineData("3号", 2)]
    [InlineData("(2)", 1)]
    [InlineData("2吧", 1)]
    public void Pick_APlace_ThatChoice(string text, int place) => Assert.Equal(place, OptionPicker.Pick(TextNormalizer.Normalize(text), 3));

    [Theory]
    [InlineData("4")]
    [InlineData("0")]
    [InlineData("1年")]
    [InlineData("一年")]
    [InlineData("二甲")]
    [InlineData("大专")]
    [InlineData("2023")]
    [InlineData("")]
    [InlineData("ddl")]
    [InlineData("一个也没有")]
    public void Pick_AnythingElse_Null(string text) => Assert.Null(OptionPicker.Pick(TextNormalizer.Normalize(text), 3));
}
