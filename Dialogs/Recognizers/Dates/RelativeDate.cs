using Dialogs.Recognizers.Words;

namespace Dialogs.Recognizers.Dates;

/// <summary>Dates said as seen from today: 去年9月, 上个月底, 昨天, 下周一.</summary>
internal static class RelativeDate
{
    /// <summary>Stands in <c>words.txt</c> for a week that is not named: 周五.</summary>
    private const int SomeWeek = 9;

    private static readonly WordList Years = WordList.Named("relative-year");
    private static readonly WordList Months = WordList.Named("relative-month");
    private static readonly WordList Days = WordList.Named("relative-day");
    private static readonly WordList Weeks = WordList.Named("week");
    private static readonly WordList Weekdays = WordList.Named("weekday");

    public static bool TryRead(string text, int at, DateOnly reference, out DateDraft draft)
    {
        draft = default;
        if (Years.At(text, at, out var years) is > 0 and var y)
        {
            if (at + y < text.Length && text[at + y] is '度' or '级') return false;
            draft = DateParts.AfterYear(text, at, at + y, reference.Year + years, reference);
            draft.Relative = true;
            return true;
        }
        if (Months.At(text, at, out var months) is > 0 and var m)
        {
            var month = reference.AddMonths(months);
            draft = DateParts.AfterMonth(text, at, at + m, month.Year, month.Month);
            draft.Relative = true;
            return true;
        }
        if (Days.At(text, at, out var days) is > 0 and var d)
        {
            draft = DateDraft.On(at, at + d, reference.AddDays(days));
            return true;
        }
        return TryReadWeekday(text, at, reference, ref draft);
    }

    private static bool TryReadWeekday(string text, int at, DateOnly reference, ref DateDraft draft)
    {
        var w = Weeks.At(text, at, out var weeks);
        if (w == 0 || Weekdays.At(text, at + w, out var weekday) == 0 || IsLength(text, at + w)) return false;
        var monday = reference.AddDays(-(((int)reference.DayOfWeek + 6) % 7));
        draft = DateDraft.On(at, at + w + 1, monday.AddDays(weekday + (weeks == SomeWeek ? 0 : 7 * weeks)));
        return true;
    }

    /// <summary>周一年…: the numeral belongs to what follows.</summary>
    private static bool IsLength(string text, int at) => at + 1 < text.Length && text[at + 1] is '年' or '个' or '次' or '期' or '岁';
}
