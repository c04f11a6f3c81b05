using System.Globalization;
using System.Text.RegularExpressions;

namespace Bot.Channels.WeChat.Sending;

/// <summary>What the platform takes in a field of a template, by the kind that its name begins with: <c>thing1</c>, <c>time2</c>.</summary>
/// <param name="Name">In Chinese, for HR.</param>
/// <param name="Rule">The same.</param>
internal sealed record TemplateField(string Name, string Rule, Regex Allowed)
{
    private const int MostOfAThing = 20;

    private static readonly Dictionary<string, TemplateField> Kinds = new(StringComparer.Ordinal)
    {
        ["thing"] = new("事物", $"最多 {MostOfAThing} 个字，不能换行", Whole(@"[^\r\n]{1,20}")),
        ["number"] = new("数字", "最多 32 位数字，可带小数", Whole(@"[0-9.]{1,32}")),
        ["letter"] = new("字母", "最多 32 个字母", Whole("[A-Za-z]{1,32}")),
        ["symbol"] = new("符号", "最多 5 个符号", Whole(@"[^\w\s]{1,5}")),
        ["character_string"] = new("字符串", "最多 32 个数字、字母或符号，不能有汉字", Whole(@"[\x21-\x7e]{1,32}")),
        ["time"] = new("时间", "如 15:01 或 2019年10月1日 15:01", Whole(@"(\d{4}年\d{1,2}月\d{1,2}日 )?\d{1,2}:\d{2}(:\d{2})?")),
        ["date"] = new("日期", "如 2019年10月1日，可带 15:01", Whole(@"\d{4}年\d{1,2}月\d{1,2}日( \d{1,2}:\d{2})?")),
        ["amount"] = new("金额", "一个币种符号和最多 10 位数字，可带小数和“元”", Whole(@"[^\w\s]?\d{1,10}(\.\d{1,2})?元?")),
        ["phone_number"] = new("电话", "最多 17 位数字或 + - 等符号", Whole(@"[0-9+\-() ]{1,17}")),
        ["car_number"] = new("车牌", "最多 8 位", Whole(@"\w{1,8}")),
        ["name"] = new("姓名", "最多 10 个汉字，或 20 个字母", Whole(@"[\u4e00-\u9fff·]{1,10}|[A-Za-z .]{1,20}")),
        ["phrase"] = new("短语", "最多 5 个汉字", Whole(@"[\u4e00-\u9fff]{1,5}")),
        ["const"] = new("枚举", "模板里列出的词，最多 20 个字", Whole(@"[^\r\n]{1,20}")),
        // Of templates from before 2023.
        ["keyword"] = new("关键词", "不能空", Whole(@"[^\r\n]{1,200}")),
    };

    /// <summary>Null: the platform has no such kind.</summary>
    public static TemplateField? Find(string field) => Kinds.GetValueOrDefault(field.TrimEnd('0', '1', '2', '3', '4', '5', '6', '7', '8', '9'));

    private static bool IsThing(string field) => field.StartsWith("thing", StringComparison.Ordinal);

    /// <returns>The field as it may be sent; null: it cannot be with this text.</returns>
    public static string? Value(string field, string text, TemplateFacts facts)
    {
        if (TemplateText.Fill(text, facts, withTime: field.StartsWith("time", StringComparison.Ordinal)) is not { } filled) return null;
        var fitting = IsThing(field) ? Cut(filled.ReplaceLineEndings(" ").Trim()) : filled.Trim();
        return Find(field) is not { } kind || kind.Allowed.IsMatch(fitting) ? fitting : null;
    }

    // Counted as the platform counts: characters of UTF-16, of which an emoji is two; never through one.
    private static string Cut(string text)
    {
        if (text.Length <= MostOfAThing) return text;
        var kept = "";
        for (var elements = StringInfo.GetTextElementEnumerator(text); elements.MoveNext() && kept.Length + elements.GetTextElement().Length < MostOfAThing;) kept += elements.GetTextElement();
        return kept + "…";
    }

    private static Regex Whole(string pattern) => new($"^(?:{pattern})$", RegexOptions.CultureInvariant);
}
