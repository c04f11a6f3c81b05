using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Knowledge.Deadlines;

/// <summary>
/// Which days are worked: Monday to Friday, less statutory holidays, plus the weekend days worked instead. Data by year; a year without data
/// has weekends only, and <see cref="Knows"/> says so. Immutable.
/// </summary>
public sealed class WorkingCalendar
{
    /// <summary>Knows no year: weekends only.</summary>
    public static readonly WorkingCalendar WeekendsOnly = new([]);

    private readonly FrozenDictionary<int, CalendarYear> _years;

    public WorkingCalendar(IEnumerable<CalendarYear> years) => _years = years.ToFrozenDictionary(y => y.Year);

    public ImmutableArray<CalendarYear> Years => [.. _years.Values.OrderBy(y => y.Year)];

    /// <summary>Whether the State Council's arrangement of that year is known; if not, only weekends are skipped and wording must say so.</summary>
    public bool Knows(int year) => _years.ContainsKey(year);

    public bool IsWorkingDay(DateOnly day)
    {
        var weekday = day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday);
        return _years.TryGetValue(day.Year, out var year) ? year.Worked.Contains(day) || (weekday && !year.Holidays.Contains(day)) : weekday;
    }

    /// <summary>The first <paramref name="count"/> working days after <paramref name="day"/>, which itself is not counted; ascending.</summary>
    public ImmutableArray<DateOnly> After(DateOnly day, int count) => Count(day, count, +1);

    /// <summary>The last <paramref name="count"/> working days before <paramref name="day"/>, which itself is not counted; ascending.</summary>
    public ImmutableArray<DateOnly> Before(DateOnly day, int count) => [.. Count(day, count, -1).Reverse()];

    private ImmutableArray<DateOnly> Count(DateOnly day, int count, int step)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        var days = ImmutableArray.CreateBuilder<DateOnly>(count);
        while (days.Count < count)
        {
            day = day.AddDays(step);
            if (IsWorkingDay(day)) days.Add(day);
        }
        return days.MoveToImmutable();
    }
}

/// <summary>The State Council's arrangement of one year.</summary>
/// <param name="Source">The document that arranges it.</param>
/// <param name="Holidays">Days off, weekends among them or not.</param>
/// <param name="Worked">Saturdays and Sundays that are worked.</param>
public sealed record CalendarYear(int Year, string Source, ImmutableHashSet<DateOnly> Holidays, ImmutableHashSet<DateOnly> Worked);
