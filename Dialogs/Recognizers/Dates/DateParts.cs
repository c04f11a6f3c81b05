using Dialogs.Recognizers.Numbers;
using Dialogs.Recognizers.Words;

namespace Dialogs.Recognizers.Dates;

/// <summary>What may follow a year or a month.</summary>
internal static class DateParts
{
    private static readonly WordList DayOfPeriod = WordList.Named("day-of-period");
    private static readonly WordList WithinMonth = WordList.Named("within-month");
    private static readonly WordList WithinYear = WordList.Named("within-year");
    private static readonly WordList SameSeason = WordList.Named("same-season");
    private static readonly WordList YearEnd = WordList.Named("year-end");
    private static readonly WordList LunarMonth = WordList.Named("lunar-month");
    private static readonly WordList NotADayAfter = WordList.Named("not-a-day-after");
    private static readonly WordList Began = WordList.Named("began");
    private static readonly WordList RelativeDays = WordList.Named("relative-day");

    /// <param name="at">After the year and its 年.</param>
    public static DateDraft AfterYear(string text, int start, int at, int year, DateOnly reference)
    {
        var year_ = new DateDraft { Start = start, End = at, Year = year };
        var p = SkipLink(text, at);
        if (Numerals.TryRead(text, p, out var n) && n.Form != NumeralForm.Digits || p < text.Length && char.IsAsciiDigit(text[p]))
        {
            if (TryMonth(text, p, out var month, out var end)) return AfterMonth(text, start, end, year, month);
            if (NumericDate.TryMonthDay(text, p, out var m, out var d, out end)) return year_ with { End = end, Month = m, Day = d };
            if (n.End < text.Length && text[n.End] == '月') return year_ with { End = n.End + 1, Vague = true };
        }
        if (p < text.Length && text[p] == '元' && p + 1 < text.Length && text[p + 1] == '月') return AfterMonth(text, start, p + 2, year, 1);
        if (LunarMonth.At(text, p) is > 0 and var lunar && Holidays.TryReadIn(text, start, p, year, out _) is false) return year_ with { End = p + lunar, Vague = true };
        if (Holidays.TryReadIn(text, start, p, year, out var holiday)) return holiday;
        if (DayOfPeriod.At(text, p, out var which) is > 0 and var w) return year_ with { End = p + w, Month = which < 0 ? 12 : 1, Day = which < 0 ? 31 : 1 };
        if (RelativeDays.At(text, p, out var zero) is > 0 and var r && zero == 0 && text[p] == '今') return year_ with { End = p + r, Month = reference.Month, Day = Math.Min(reference.Day, DateTime.DaysInMonth(year, reference.Month)) };
        if (YearEnd.At(text, p) is > 0 and var e)
        {
            var last = DayOfPeriod.At(text, SkipLink(text, p + e), out which);
            return year_ with { End = last > 0 ? SkipLink(text, p + e) + last : p + e, Month = 12, Day = last > 0 && which < 0 ? 31 : null };
        }
        if (SameSeason.At(text, p) is > 0 and var now) return year_ with { End = p + now, Month = reference.Month };
        if (WithinYear.At(text, p) is not (> 0 and var s)) return year_;
        return TryMonth(text, SkipLink(text, p + s), out var within, out var to) ? AfterMonth(text, start, to, year, within) : year_ with { End = p + s };
    }

    /// <param name="at">After the month and its 月.</param>
    public static DateDraft AfterMonth(string text, int start, int at, int? year, int month)
    {
        if (at < text.Length && (text[at] == '份' || (text[at] == '分' && !(at + 1 < text.Length && text[at + 1] is '到' or '配' or '在' or '进' or '来' or '给' or '入' or '下' or '的')))) at++;
        var draft = new DateDraft { Start = start, End = at, Year = year, Month = month };
        var p = SkipLink(text, at);
        if (DayOfPeriod.At(text, p, out var which) is > 0 and var w)
            return draft with { End = p + w, Day = which > 0 ? 1 : DateDraft.LastDay };
        if (TryDay(text, p, out var day, out var end)) return draft with { End = end, Day = day };
        if (day >= 0 && end < text.Length && text[end] is '号' or '日') return draft with { End = end + 1, Vague = true };
        if (WithinMonth.At(text, p) is not (> 0 and var q)) return draft;
        var last = SkipLink(text, p + q);
        return DayOfPeriod.At(text, last, out which) is > 0 and var l && which < 0
            ? draft with { End = last + l, Day = DateDraft.LastDay }
            : draft with { End = p + q };
    }

    /// <summary>A month with its 月: 9月, 十二月 (not 9个月).</summary>
    public static bool TryMonth(string text, int at, out int month, out int end)
    {
        month = Numerals.Whole(text, at, out end);
        if (month is < 1 or > 12 || end >= text.Length || text[end] != '月') return false;
        end++;
        return true;
    }

    /// <summary>A day after a month: 1号, 十五日, 1; an unmarked one only if nothing is counted with it.</summary>
    private static bool TryDay(string text, int at, out int day, out int end)
    {
        day = Numerals.Whole(text, at, out end);
        if (day is < 1 or > 31) return false;
        if (end < text.Length && text[end] is '号' or '日' or '曰' or '嚎') { end++; return NotADayAfter.At(text, end) == 0; }
        if (!char.IsAsciiDigit(text[at])) return end - at > 1 && Numerals.TryRead(text, at, out var n) && n.Form == NumeralForm.Counted && (end == text.Length || text[end] is ',' or '。' or '、' or ';' || Began.At(text, end) > 0);
        return (end >= text.Length || text[end] is not ('个' or '年' or '月' or '次' or '天' or '小' or '人' or '份' or '元' or '块' or '万' or '.' or '%' or '周'));
    }

    /// <summary>Skips what links the parts of a date: 2023年的9月.</summary>
    public static int SkipLink(string text, int at)
    {
        while (at < text.Length && text[at] is '的' or ' ' or '地') at++;
        return at;
    }
}
