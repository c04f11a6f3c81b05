using System.Globalization;
using Dialogs.Recognizers.Numbers;
using Dialogs.Recognizers.Words;

namespace Dialogs.Recognizers.Dates;

/// <summary>Days that are called by the name of a holiday. Lunar ones are computed for 1940–2060; 春节后 and the like name no day.</summary>
internal static class Holidays
{
    private const int NewYearsEve = 0;
    private const int TombSweeping = 1;

    private static readonly WordList Fixed = WordList.Named("holiday");
    private static readonly WordList Lunar = WordList.Named("lunar-holiday");
    private static readonly WordList Over = WordList.Named("holiday-over");
    private static readonly ChineseLunisolarCalendar Calendar = new();

    /// <summary>A holiday without a year; a lunar one is the nearest, looking back rather than ahead.</summary>
    public static bool TryRead(string text, int at, DateOnly reference, out DateDraft draft)
    {
        draft = default;
        if (at > 0 && Numerals.IsNumeric(text[at - 1]) && Numerals.IsNumeric(text[at])) return false;
        if (!TryReadIn(text, at, at, null, out draft)) return false;
        if (draft is { Vague: true, Month: null } && Lunar.At(text, at, out var day) > 0 && !IsAround(text, draft.End))
        {
            var date = LunarDay(reference.Year, day);
            draft = DateDraft.On(at, draft.End, date > reference.AddDays(DateResolver.DaysAhead) ? LunarDay(reference.Year - 1, day) : date);
        }
        return !Numerals.IsNumeric(text[draft.End - 1]) || draft.End >= text.Length || !IsCounted(text[draft.End]);
    }

    /// <summary>A holiday of a year; also 十一 alone, which without a year would be a number.</summary>
    public static bool TryReadIn(string text, int start, int at, int? year, out DateDraft draft)
    {
        draft = new DateDraft { Start = start, Year = year };
        if (Fixed.At(text, at, out var day) is > 0 and var f)
            return Complete(text, at + f, day, ref draft);
        if (year is not null && string.CompareOrdinal(text, at, "十一", 0, 2) == 0 && (at + 2 >= text.Length || !IsCounted(text[at + 2])))
            return Complete(text, at + 2, 1001, ref draft);
        if (Lunar.At(text, at, out day) is not (> 0 and var l)) return false;
        draft.End = at + l;
        draft.Vague = year is null || IsAround(text, at + l);
        if (!draft.Vague && LunarDay(year!.Value, day) is var date) (draft.Month, draft.Day) = (date.Month, date.Day);
        return true;
    }

    private static bool Complete(string text, int end, int day, ref DateDraft draft)
    {
        draft.End = end;
        draft.Month = day / 100;
        draft.Day = day % 100;
        var around = Around(text, end);
        if (around == '前') draft.Vague = true;
        if (around == '后') draft.Day = null;
        return true;
    }

    private static bool IsAround(string text, int at) => Around(text, at) != '\0';

    /// <summary>前 or 后 where the words place something before or after the holiday (国庆节前, 国庆回来).</summary>
    private static char Around(string text, int at)
    {
        while (at < text.Length && Over.At(text, at) == 0 && text[at] is '节' or '假' or '期' or '放' or '长' or '过' or '完' or '了' or '收') at++;
        if (at < text.Length && text[at] is '之' or '以') at++;
        if (at < text.Length && text[at] is '前' or '后') return text[at];
        return Over.At(text, at) > 0 ? '后' : '\0';
    }

    private static bool IsCounted(char c) => c is '年' or '月' or '个' or '日' or '号' or '岁' or '块' or '点' or '级' or '条' or '项' || Numerals.IsNumeric(c);

    private static DateOnly LunarDay(int year, int day)
    {
        if (day == TombSweeping) return new DateOnly(year, 4, (int)(year % 100 * 0.2422 + 4.81) - year % 100 / 4);
        if (day == NewYearsEve) return LunarDay(year, 101).AddDays(-1);
        var (month, dayOfMonth) = (day / 100, day % 100);
        var leap = Calendar.GetLeapMonth(year);
        return DateOnly.FromDateTime(Calendar.ToDateTime(year, leap > 0 && month >= leap ? month + 1 : month, dayOfMonth, 0, 0, 0, 0));
    }
}
