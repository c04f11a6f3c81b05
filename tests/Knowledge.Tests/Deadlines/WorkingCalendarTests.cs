using System.Globalization;
using Knowledge.Deadlines;

namespace Knowledge.Tests.Deadlines;

public sealed class WorkingCalendarTests
{
    private static readonly WorkingCalendar Calendar = Packs.First.Calendar;

    [Theory]
    [InlineData("2024-09-29", true)]
    [InlineData("2024-10-12", true)]
    [InlineData("2024-09-28", false)]
    [InlineData("2024-10-01", false)]
    [InlineData("2024-10-07", false)]
    [InlineData("2024-10-08", true)]
    [InlineData("2024-02-09", true)]
    [InlineData("2024-02-10", false)]
    [InlineData("2025-01-26", true)]
    [InlineData("2025-10-08", false)]
    [InlineData("2025-10-09", true)]
    [InlineData("2026-01-04", true)]
    [InlineData("2026-02-23", false)]
    [InlineData("2026-10-10", true)]
    public void IsWorkingDay_HolidaysAndWorkedWeekends_AreThoseOfTheStateCouncil(string day, bool worked) => Assert.Equal(worked, Calendar.IsWorkingDay(Day(day)));

    /// <summary>Days worked, year by year, as npm chinese-days 1.x counts them too.</summary>
    [Theory]
    [InlineData(2024, 251)]
    [InlineData(2025, 248)]
    [InlineData(2026, 248)]
    public void IsWorkingDay_WholeYear_HasItsKnownNumber(int year, int days) =>
        Assert.Equal(days, Enumerable.Range(0, 366).Select(new DateOnly(year, 1, 1).AddDays).Count(d => d.Year == year && Calendar.IsWorkingDay(d)));

    [Fact]
    public void Knows_YearWithoutData_SaysSoAndSkipsWeekendsOnly()
    {
        Assert.False(Calendar.Knows(2027));
        Assert.True(Calendar.IsWorkingDay(Day("2027-10-01")));
        Assert.False(Calendar.IsWorkingDay(Day("2027-10-02")));
    }

    [Theory]
    [InlineData("2024-10-17", "10-18 10-21 10-22 10-23 10-24", "2024-10-25")]
    [InlineData("2024-10-18", "10-21 10-22 10-23 10-24 10-25", "2024-10-26")]
    [InlineData("2024-09-25", "09-26 09-27 09-29 09-30 10-08", "2024-10-09")]
    [InlineData("2024-10-08", "10-09 10-10 10-11 10-12 10-14", "2024-10-15")]
    public void StartingOn_PostedThatDay_CountsFromTheNext(string posted, string counted, string over)
    {
        var period = CountedPeriod.StartingOn(Day(posted), 5, Calendar);
        Assert.Equal(counted, string.Join(' ', period.Days.Select(d => d.ToString("MM-dd", CultureInfo.InvariantCulture))));
        Assert.Equal(Day(over), period.End);
        Assert.False(period.CalendarIncomplete);
    }

    [Theory]
    [InlineData("2024-10-25", "2024-10-17")]
    [InlineData("2024-10-09", "2024-09-25")]
    [InlineData("2024-10-15", "2024-10-08")]
    public void EndingBefore_ThatDay_IsTheSameCountBackwards(string end, string start)
    {
        var period = CountedPeriod.EndingBefore(Day(end), 5, Calendar);
        Assert.Equal(Day(start), period.Start);
        Assert.Equal(period.Days, CountedPeriod.StartingOn(period.Start, 5, Calendar).Days);
    }

    [Fact]
    public void EndingBefore_EveryDayOfThreeYears_IsTheLatestStartThatIsInTime() => Assert.All(Enumerable.Range(20, 1000), offset =>
    {
        var end = new DateOnly(2024, 1, 1).AddDays(offset);
        var period = CountedPeriod.EndingBefore(end, 5, Calendar);
        Assert.True(CountedPeriod.StartingOn(period.Start, 5, Calendar).End <= end);
        Assert.True(CountedPeriod.StartingOn(Calendar.After(period.Start, 1)[0], 5, Calendar).End > end);
    });

    [Fact]
    public void StartingOn_IntoAYearWithoutData_SaysThatTheCalendarIsIncomplete() =>
        Assert.True(CountedPeriod.StartingOn(Day("2026-12-29"), 5, Calendar).CalendarIncomplete);

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
