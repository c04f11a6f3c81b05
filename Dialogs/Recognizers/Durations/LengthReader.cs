using Dialogs.Recognizers.Numbers;
using Dialogs.Recognizers.Words;

namespace Dialogs.Recognizers.Durations;

/// <summary>A length as its words say it, before 不到 or 多 change its meaning.</summary>
internal struct Length
{
    public int Start;
    public int End;
    public decimal Months;
    public decimal Days;

    /// <summary>More than what is counted here: 两年多, 十几年, 一年零几天.</summary>
    public bool Over;

    /// <summary>Around what is counted here: 十来年.</summary>
    public bool About;

    public bool Working;
}

/// <summary>Reads the words of a length of time: years, months, half ones, and their sums.</summary>
internal static class LengthReader
{
    private static readonly WordList NotAfter = WordList.Named("not-a-length-after");
    private static readonly WordList NotBefore = WordList.Named("not-a-length-before");

    public static bool TryRead(string text, int at, out Length length)
    {
        length = new Length { Start = at };
        if (at > 0 && (NotBefore.Before(text, at) > 0 || Numerals.IsNumeric(text[at]) && Numerals.IsNumeric(text[at - 1]) || text[at - 1] is '.')) return false;
        if (!TryPart(text, at, ref length)) return false;
        var end = length.End;
        if (length.Months > 0 && length.Months % 12 == 0 && text[end - 1] is '年' or '载' or '头') TryMonthsAfter(text, end, ref length);
        return NotAfter.At(text, length.End) == 0;
    }

    private static bool TryPart(string text, int at, ref Length length)
    {
        decimal count;
        int p;
        if (text[at] == '半') (count, p) = (0.5m, at + 1);
        else if (Numerals.TryRead(text, at, out var n) && n.Value < 2000 && (n.Form != NumeralForm.Spelled || n.IsEstimate || n.Value < 10))
        {
            (count, p) = (n.IsEstimate ? n.Int / 10 : n.Value, n.End);
            length.Over |= n.IsEstimate;
            if (p < text.Length && text[p] is '多' or '几' or '余') { length.Over = true; p++; }
            else if (p < text.Length && text[p] == '来') { length.About = true; p++; }
        }
        else return false;
        return TryUnit(text, p, count, ref length);
    }

    private static bool TryUnit(string text, int p, decimal count, ref Length length)
    {
        var each = text[p - 1] is '俩' or '仨' || (count > 12 && p < text.Length && text[p] == '月');
        if (p < text.Length && text[p] == '个') { each = true; p++; }
        if (p < text.Length && text[p] is '整' or '满') p++;
        if (each && p < text.Length && text[p] == '多') { length.Over = true; p++; }
        else if (each && p < text.Length && text[p] == '半') { count += 0.5m; p++; }
        else if (each && p < text.Length && text[p] == '来') { length.About = true; p++; }
        if (p >= text.Length) return false;
        var unit = text[p];
        var next = p + 1 < text.Length ? text[p + 1] : '\0';
        (length.End, length.Months, length.Days) = (unit, next) switch
        {
            ('年', '头') when each => (p + 2, count * 12, 0m),
            ('学', '年') or ('周', '年') or ('整', '年') => (p + 2, count * 12, 0),
            ('年', _) when !each || text[p - 1] is '整' or '满' or '俩' or '仨' => (p + 1, count * 12, 0),
            ('载', _) => (p + 1, count * 12, 0),
            ('季', '度') => (p + 2, count * 3, 0),
            ('月', _) when each => (p + 1, count, 0),
            ('星', '期') or ('礼', '拜') => (p + 2, 0, count * 7),
            ('周', not ('岁' or '年' or '一' or '二' or '三' or '四' or '五' or '六' or '日' or '末')) => (p + 1, 0, count * 7),
            ('工', '作') when p + 2 < text.Length && text[p + 2] is '日' or '天' => (p + 3, 0, count),
            ('天', _) => (p + 1, 0, count),
            _ => (0, 0, 0),
        };
        length.Working = unit == '工';
        return length.End > 0;
    }

    /// <summary>What is added to whole years: 半, 零八个月, 3个月, 零几天.</summary>
    private static void TryMonthsAfter(string text, int at, ref Length length)
    {
        var p = at;
        if (p < text.Length && text[p] is '多' or '余') { length.Over = true; length.End = ++p; return; }
        if (p < text.Length && text[p] == '半' && (p + 1 >= text.Length || text[p + 1] is not ('个' or '月')))
        {
            (length.Months, length.End) = (length.Months + 6, p + 1);
            if (p + 1 < text.Length && text[p + 1] is '多' or '余') { length.Over = true; length.End++; }
            return;
        }
        while (p < text.Length && text[p] is '零' or '〇' or '又' or '加' or '带' or '外' or '+' or '和' or '有' or '过' or '还' or '多' or ' ') p++;
        if (p < text.Length && text[p] is '几' or '好') { SomeMore(text, p, ref length); return; }
        var more = new Length();
        if (p < text.Length && TryPart(text, p, ref more))
        {
            if (more.Months is > 0 and < 12 && more.Months % 1 == 0 && !more.Over && !more.About) length.Months += more.Months;
            else if (more.Months >= 12) return;
            else length.Over = true;
            length.Over |= more.Over;
            length.End = more.End;
            SkipDays(text, ref length);
        }
        else if (p < text.Length && Numerals.Whole(text, p, out var end) is >= 1 and <= 11 and var months && end < text.Length && text[end] == '月' && (end + 1 >= text.Length || !Numerals.IsNumeric(text[end + 1])))
            (length.Months, length.End) = (length.Months + months, end + 1);
    }

    /// <summary>一年零一个月零五天.</summary>
    private static void SkipDays(string text, ref Length length)
    {
        var p = length.End;
        while (p < text.Length && text[p] is '零' or '〇' or '又') p++;
        if (p == length.End || Numerals.Whole(text, p, out var end) < 0 || end >= text.Length || text[end] != '天') return;
        (length.Over, length.End) = (true, end + 1);
    }

    private static void SomeMore(string text, int at, ref Length length)
    {
        var p = at;
        while (p < text.Length && text[p] is '好' or '几' or '个') p++;
        if (p < text.Length && text[p] is '月' or '天' && p > at) (length.Over, length.End) = (true, p + 1);
    }
}
