namespace Bot.HrConsole.Parts;

/// <summary>Moments as an office in the notices' zone writes them.</summary>
public static class Times
{
    private static readonly TimeSpan Offset = TimeSpan.FromHours(8);

    public static string Minute(DateTimeOffset at) => at.ToOffset(Offset).ToString("yyyy-MM-dd HH:mm", System.Globalization.CultureInfo.InvariantCulture);

    public static string Day(DateOnly day, int? withoutYear = null) => Bot.Pages.Dates.Day(day, withoutYear);

    public static DateOnly DayOf(DateTimeOffset at) => DateOnly.FromDateTime(at.ToOffset(Offset).DateTime);
}
