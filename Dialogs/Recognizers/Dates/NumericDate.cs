using Dialogs.Recognizers.Numbers;
using Dialogs.Recognizers.Words;

namespace Dialogs.Recognizers.Dates;

/// <summary>Dates that begin with a number.</summary>
internal static class NumericDate
{
    private const int FirstYear = 1940;
    private const int LastYear = 2060;

    /// <summary>NN年 alone is a year only if it is not long past; else it is as likely a length.</summary>
    private const int RecentYears = 10;

    private static readonly WordList Event = WordList.Named("event");
    private static readonly WordList Began = WordList.Named("began");
    private static readonly WordList LengthBefore = WordList.Named("duration-before");
    private static readonly WordList LengthAfter = WordList.Named("duration-after");
    private static readonly WordList NotADayAfter = WordList.Named("not-a-day-after");
    private static readonly WordList BeforeANumber = WordList.Named("before-a-number");

    public static bool TryRead(string text, int at, DateOnly reference, out DateDraft draft)
    {
        draft = default;
        if (at > 0 && (char.IsAsciiDigit(text[at - 1]) || char.IsAsciiLetter(text[at - 1]) || text[at - 1] is '.' && at > 1 && char.IsAsciiDigit(text[at - 2]))) return false;
        if (char.IsAsciiDigit(text[at]) && TryReadDigits(text, at, reference, out draft)) return true;
        if (!Numerals.TryRead(text, at, out var n) || !n.IsWhole || n.End >= text.Length) return false;
        switch (text[n.End])
        {
            case '年':
                if (FullYear(text, n, at, reference) is not { } year || (n.End + 1 < text.Length && text[n.End + 1] is '度' or '级' or '代')) return false;
                draft = DateParts.AfterYear(text, at, n.End + 1, year, reference);
                return true;
            case '月' when n.Value is >= 1 and <= 12 && n.Form != NumeralForm.Spelled && text[at] is not ('两' or '俩' or '仨'):
                draft = DateParts.AfterMonth(text, at, n.End + 1, null, n.Int);
                return true;
            case '号' or '日' when n.Value is >= 1 and <= 31 && n.Form != NumeralForm.Spelled && IsDay(text, at, n.End):
                draft = new DateDraft { Start = at, End = n.End + 1, Day = n.Int };
                return true;
            default:
                return false;
        }
    }

    /// <summary>9.1, 9/1, 9-1 as month and day.</summary>
    public static bool TryMonthDay(string text, int at, out int month, out int day, out int end)
    {
        month = Digits(text, at, out end);
        day = 0;
        if (month is < 1 or > 12 || end - at > 2 || end >= text.Length || text[end] is not ('.' or '/' or '-')) return false;
        day = Digits(text, end + 1, out var last);
        if (day is < 1 or > 31 || last - end > 3) return false;
        end = last < text.Length && text[last] is '号' or '日' ? last + 1 : last;
        return true;
    }

    private static bool TryReadDigits(string text, int at, DateOnly reference, out DateDraft draft)
    {
        var first = Digits(text, at, out var end);
        draft = new DateDraft { Start = at };
        return (end - at) switch
        {
            8 or 6 when at + (end - at) == text.Length || !IsNumberTail(text[end]) => TryCompact(text, at, end, ref draft),
            4 when first is >= FirstYear and <= LastYear => TryAfterFullYear(text, end, first, reference, ref draft),
            2 when TryShortYear(text, end, first, reference, ref draft) => true,
            1 or 2 => TryBareMonthDay(text, at, ref draft),
            _ => false,
        };
    }

    private static bool TryAfterFullYear(string text, int end, int year, DateOnly reference, ref DateDraft draft)
    {
        draft.Year = year;
        if (end < text.Length && text[end] == '年') return false;
        if (end < text.Length && text[end] is '.' or '/' or '-' or ' ' or '、' or ',' && Digits(text, end + 1, out var m) is >= 1 and <= 12 and var month && m - end <= 3 && !(m < text.Length && IsUnitOfLength(text, m)))
        {
            draft.Month = month;
            draft.End = m;
            if (m < text.Length && text[m] == '月') { draft = DateParts.AfterMonth(text, draft.Start, m + 1, year, month); return true; }
            if (text[end] == ',' ) return false;
            if (m < text.Length && text[m] == text[end] && Digits(text, m + 1, out var d) is >= 1 and <= 31 and var day && d - m <= 3 && !(d < text.Length && text[d] == '月'))
                (draft.Day, draft.End) = (day, d < text.Length && text[d] is '号' or '日' ? d + 1 : d);
            else if (text[end] == ' ' && !(m < text.Length && text[m] is '号' or '日')) return false;
            return true;
        }
        draft.End = end;
        var p = DateParts.SkipLink(text, end);
        if (p > end && DateParts.TryMonth(text, p, out var after, out var monthEnd)) { draft = DateParts.AfterMonth(text, draft.Start, monthEnd, year, after); return true; }
        return (draft.Start == 0 && end == text.Length) || Began.At(text, end) > 0;
    }

    /// <summary>23.9.1, 23-9-1, 23/9, and 22.7 where something begins then.</summary>
    private static bool TryShortYear(string text, int end, int year, DateOnly reference, ref DateDraft draft)
    {
        if (end >= text.Length || text[end] is not ('.' or '/' or '-') || Century(year, reference) is not { } full) return false;
        var month = Digits(text, end + 1, out var m);
        if (month is < 1 or > 12 || m - end > 3) return false;
        draft.Year = full;
        draft.Month = month;
        if (m < text.Length && text[m] == text[end] && Digits(text, m + 1, out var d) is >= 1 and <= 31 and var day && d - m <= 3)
        {
            (draft.Day, draft.End) = (day, d);
            return true;
        }
        draft.End = m;
        return year > 12 && (Began.At(text, m) > 0 || (m == text.Length && draft.Start == 0 && text[end] != '-'));
    }

    /// <summary>10/25, 10.25: a day with two digits, or one that is marked or begins something.</summary>
    private static bool TryBareMonthDay(string text, int at, ref DateDraft draft)
    {
        if (!TryMonthDay(text, at, out var month, out var day, out var end)) return false;
        var separator = text[at + (char.IsAsciiDigit(text[at + 1]) ? 2 : 1)];
        var marked = text[end - 1] is '号' or '日';
        if (!marked && end < text.Length && (IsNumberTail(text[end]) || IsUnitOfLength(text, end))) return false;
        if (!marked && separator == '-') return false;
        if (!marked && separator == '.' && day < 10 && Began.At(text, end) == 0) return false;
        (draft.Month, draft.Day, draft.End) = (month, day, end);
        return true;
    }

    private static bool TryCompact(string text, int at, int end, ref DateDraft draft)
    {
        var year = int.Parse(text.AsSpan(at, 4));
        var month = int.Parse(text.AsSpan(at + 4, 2));
        var day = end - at == 8 ? int.Parse(text.AsSpan(at + 6, 2)) : (int?)null;
        if (year is < FirstYear or > LastYear || month is < 1 or > 12 || day is < 1 or > 31) return false;
        (draft.Year, draft.Month, draft.Day, draft.End) = (year, month, day, end);
        return true;
    }

    /// <summary>The year that NN年 names, or null where it is a length of time.</summary>
    private static int? FullYear(string text, Numeral n, int at, DateOnly reference)
    {
        if (n.Places >= 4 && n.Value is >= FirstYear and <= LastYear) return n.Int;
        if (n.Places != 2 || n.Form == NumeralForm.Counted || Century(n.Int, reference) is not { } year) return null;
        var after = n.End + 1;
        if (text[at] is '0' or '〇' or '零') return year;
        if (DateParts.TryMonth(text, DateParts.SkipLink(text, after), out _, out _) || NumericDate.TryMonthDay(text, after, out _, out _, out _)) return n.Int < 13 && n.Form == NumeralForm.Digits && LengthBefore.Before(text, at) > 0 ? null : year;
        if (after < text.Length && text[after] is '度' or '制' or '级' or '期') return null;
        if (n.IsEstimate && Event.At(text, after) == 0) return null;
        if (LengthAfter.At(text, after) > 0) return null;
        if (n.Int >= 60) return year;
        if (LengthBefore.Before(text, at) > 0) return null;
        if (n.Int > reference.Year % 100 + 1) return null;
        if (after < text.Length && Event.At(text, after) > 0) return year;
        return n.Int % 10 != 0 && n.Int >= reference.Year % 100 - RecentYears && !IsMonthsAfter(text, after) ? year : null;
    }

    /// <summary>14年3个月 is a length.</summary>
    private static bool IsMonthsAfter(string text, int at) => Numerals.Whole(text, at, out var end) > 0 && end < text.Length && text[end] == '个';

    /// <summary>Two digits are a year of this century up to ten years ahead, or of the last one from 1950.</summary>
    private static int? Century(int year, DateOnly reference) =>
        year is < 0 or > 99 ? null : year <= reference.Year % 100 + 10 ? 2000 + year : year >= 50 ? 1900 + year : null;

    private static bool IsDay(string text, int at, int mark) =>
        !(at > 0 && text[at - 1] is '月' or '年') && NotADayAfter.At(text, mark + 1) == 0 && BeforeANumber.Before(text, at) == 0;

    private static bool IsNumberTail(char c) => char.IsAsciiDigit(c) || c is '.' or '%' or '万' or '千' or '元' or '块' or '分' or '人' or '页' or '级' or '倍' or '岁' or 'k' or 'w' or 'm' or '-';

    private static bool IsUnitOfLength(string text, int at) => text[at] is '年' or '个' or '天' or '周' or '小';

    private static int Digits(string text, int at, out int end)
    {
        end = at;
        var value = 0;
        while (end < text.Length && char.IsAsciiDigit(text[end]) && end - at < 10) value = value * 10 + (text[end++] - '0');
        return end == at || (end < text.Length && char.IsAsciiDigit(text[end])) ? -1 : value;
    }
}
