using Dialogs.Language;

namespace Dialogs.Tests.Language;

public sealed class PinyinTests
{
    [Theory]
    [InlineData("申报材料", "shen bao cai liao")]
    [InlineData("女", "nv")]
    [InlineData("化x", "hua -")]
    public void Syllables_OfText_AreTheMostCommonReadings(string text, string expected) =>
        Assert.Equal(expected, string.Join(' ', Pinyin.Syllables(text).Select(s => s < 0 ? "-" : Pinyin.Letters(s))));

    [Fact]
    public void Readings_OfAPolyphone_AreAll() =>
        Assert.Equal(["chang", "zhang"], Pinyin.Readings('长').ToArray().Select(Pinyin.Letters));

    [Theory]
    [InlineData('话', '化', false, true)]
    [InlineData('抱', '报', false, true)]
    [InlineData('珍', '真', false, true)]
    [InlineData('职', '资', false, false)]
    [InlineData('职', '资', true, true)]
    [InlineData('南', '兰', true, true)]
    [InlineData('应', '因', true, true)]
    [InlineData('报', '跑', true, false)]
    public void SoundAlike_TwoCharacters_HeardAsOne(char a, char b, bool fuzzy, bool alike) =>
        Assert.Equal(alike, Pinyin.SoundAlike(a, b, fuzzy));

    [Theory]
    [InlineData("jixujiaoyu", "ji xu jiao yu")]
    [InlineData("hua gong", "hua gong")]
    [InlineData("putonghua", "pu tong hua")]
    [InlineData("xi'an", "xi an")]
    [InlineData("xian", "xian")]
    [InlineData("zhichengshenbao", "zhi cheng shen bao")]
    [InlineData("lvyou", "lv you")]
    public void Segment_LettersThatArePinyin_Syllables(string letters, string expected) =>
        Assert.Equal(expected, string.Join(' ', PinyinSegmenter.Segment(letters)!.Select(Pinyin.Letters)));

    [Theory]
    [InlineData("hr")]
    [InlineData("ddl")]
    [InlineData("pdf")]
    [InlineData("word")]
    [InlineData("")]
    [InlineData("https")]
    public void Segment_OtherLetters_Null(string letters) => Assert.Null(PinyinSegmenter.Segment(letters));
}
