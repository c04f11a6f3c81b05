using Knowledge.Rules;

namespace Knowledge.Wording;

/// <summary>Dates as people read them.</summary>
public static class ChineseDates
{
    /// <summary>Month, day and weekday: 「3月1日（周五）」.</summary>
    public static string Day(DateOnly day) => $"{day.Month}月{day.Day}日（周{Weekday(day)}）";

    /// <summary>With the year.</summary>
    public static string DayWithYear(DateOnly day) => $"{day.Year}年{Day(day)}";

    /// <summary>With the year where it is not that of <paramref name="today"/>: a bare day is taken for one of this year.</summary>
    public static string Day(DateOnly day, DateOnly today) => day.Year == today.Year ? Day(day) : DayWithYear(day);

    /// <summary>Without the weekday.</summary>
    public static string MonthDay(DateOnly day) => $"{day.Month}月{day.Day}日";

    /// <summary>Several days, each with its weekday.</summary>
    public static string List(IEnumerable<DateOnly> days) => string.Join('、', days.Select(Day));

    /// <summary>As precise as the date itself, with the year, without the weekday.</summary>
    public static string Full(PartialDate date) =>
        $"{date.Year}年{(date.Month is { } m ? $"{m}月" : "")}{(date.Day is { } d ? $"{d}日" : "")}";

    private static char Weekday(DateOnly day) => "日一二三四五六"[(int)day.DayOfWeek];
}
