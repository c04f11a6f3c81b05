using System.Collections.Immutable;

namespace Knowledge.Deadlines;

/// <summary>
/// A period of working days that must be over before something else: a public notice, say. The day it begins is not counted; the next step is
/// possible on a day after the last one counted.
/// </summary>
public static class CountedPeriod
{
    /// <summary>The last working day on which it can begin so that all days lie before <paramref name="end"/>, and the days counted.</summary>
    public static Counted EndingBefore(DateOnly end, int workingDays, WorkingCalendar calendar)
    {
        var days = calendar.Before(end, workingDays);
        return Of(calendar.Before(days.IsEmpty ? end : days[0], 1)[0], days, end, calendar);
    }

    /// <summary>Begun on <paramref name="start"/>: the days counted, and the day after the last of them.</summary>
    public static Counted StartingOn(DateOnly start, int workingDays, WorkingCalendar calendar)
    {
        var days = calendar.After(start, workingDays);
        return Of(start, days, (days.IsEmpty ? start : days[^1]).AddDays(1), calendar);
    }

    private static Counted Of(DateOnly start, ImmutableArray<DateOnly> days, DateOnly end, WorkingCalendar calendar) =>
        new(start, days, end, !(calendar.Knows(start.Year) && calendar.Knows(end.Year)));
}

/// <param name="Start">The day it begins, not counted.</param>
/// <param name="Days">The days counted, ascending.</param>
/// <param name="End">The first day on which it is over.</param>
/// <param name="CalendarIncomplete">True: a year touched has no data, so only weekends were skipped.</param>
public sealed record Counted(DateOnly Start, ImmutableArray<DateOnly> Days, DateOnly End, bool CalendarIncomplete);
