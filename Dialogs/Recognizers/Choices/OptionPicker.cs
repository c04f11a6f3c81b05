using Dialogs.Language;
using Dialogs.Recognizers.Numbers;

namespace Dialogs.Recognizers.Choices;

/// <summary>Reads which of the offered choices is meant when only its place is said: 1, ①, A, 第二个, 选3, 最后一个, 前者.</summary>
public static class OptionPicker
{
    private const int LongestPick = 12;

    /// <summary>The place from 0, or null if the text says something else or names a place that was not offered.</summary>
    /// <param name="count">How many were offered.</param>
    public static int? Pick(NormalizedText text, int count)
    {
        var said = text.Text.AsSpan().Trim("。,!()、.~ \"");
        if (said.Length is 0 or > LongestPick) return null;
        foreach (var lead in (ReadOnlySpan<string>)["我选择", "我选", "选择", "选的", "选", "就", "是", "我是", "答案", "应该是", "那就", "no", "回复"])
            if (said.StartsWith(lead) && said.Length > lead.Length) { said = said[lead.Length..]; break; }
        var place = Named(said, count) ?? Numbered(said.ToString());
        return place >= 0 && place < count ? place : null;
    }

    private static int? Named(ReadOnlySpan<char> said, int count) => said switch
    {
        "前者" or "前面那个" or "前一个" or "上面那个" or "首个" or "头一个" when count == 2 || said is not "前者" => 0,
        "后者" or "后面那个" or "后一个" or "下面那个" when count == 2 => 1,
        "最后一个" or "最后一项" or "末一个" or "最后那个" or "最下面那个" => count - 1,
        [>= 'a' and <= 'h'] or [>= 'a' and <= 'h', '项' or '.' or ')' or '吧'] => said[0] - 'a',
        _ => null,
    };

    private static int Numbered(string said)
    {
        var at = said[0] is '第' or '(' ? 1 : 0;
        var number = Numerals.Whole(said, at, out var end);
        if (number < 1) return -1;
        var rest = said.AsSpan(end).TrimEnd("吧的啊呀了哈。.)");
        var plain = rest.Length == 0 && (at == 1 || char.IsAsciiDigit(said[at]) || said.Length <= 2);
        return plain || rest is "个" && (at == 1 || said[0] != '第' && char.IsAsciiDigit(said[0])) || at == 1 && rest is "项" or "种" or "条" or "类" or "选项" || rest is "号" or "号选项" ? number - 1 : -1;
    }
}
