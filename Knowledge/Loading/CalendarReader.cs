using System.Collections.Immutable;
using Knowledge.Deadlines;
using Knowledge.Loading.Yaml;

namespace Knowledge.Loading;

/// <summary>Reads <c>calendar/YEAR.yaml</c>: the working-day arrangement that all packs of a directory share.</summary>
public static class CalendarReader
{
    /// <param name="directory">The <c>calendar</c> folder; absent: no year is known.</param>
    public static WorkingCalendar Read(string directory, List<PackProblem> problems)
    {
        if (!Directory.Exists(directory)) return WorkingCalendar.WeekendsOnly;
        var years = new List<CalendarYear>();
        foreach (var path in Directory.EnumerateFiles(directory, "*.yaml").Order(StringComparer.Ordinal))
        {
            var source = new PackSource($"calendar/{Path.GetFileName(path)}", problems);
            if (Utf8File.Read(path, source.File, problems) is { } text && MapReader.Of(source, YamlTree.Parse(text, source), "工作日历") is { } map && ReadYear(map) is { } year
                && Path.GetFileNameWithoutExtension(path) is var name)
            {
                if (name != $"{year.Year}") source.Error(map.LineOf("year"), $"year 是 {year.Year}，文件名却是 {name}.yaml；请改成一致。");
                else years.Add(year);
            }
        }
        return new WorkingCalendar(years);
    }

    private static CalendarYear? ReadYear(MapReader map)
    {
        var year = map.OptionalNumber("year");
        if (year is null && !map.Has("year")) map.Text("year");
        var calendarSource = map.Text("source");
        var holidays = map.Maps("holidays", "假期").ToList().SelectMany(h => ReadHoliday(h, year)).ToImmutableHashSet();
        var worked = map.Texts("worked").Select(text => ReadWorked(map, text, year)).OfType<DateOnly>().ToImmutableHashSet();
        map.Done();
        return year is { } y ? new CalendarYear(y, calendarSource, holidays, worked) : null;
    }

    private static IEnumerable<DateOnly> ReadHoliday(MapReader map, int? year)
    {
        map.Text("name");
        var (from, to) = (map.OptionalDate("from"), map.OptionalDate("to"));
        if (!map.Has("from")) map.Text("from");
        if (!map.Has("to")) map.Text("to");
        map.Done();
        if (from is not { } first || to is not { } last) return [];
        if (last < first) map.Source.Error(map.LineOf("to"), $"假期的 to（{last:yyyy-MM-dd}）早于 from（{first:yyyy-MM-dd}）。");
        if (first.Year != year || last.Year != year) map.Source.Error(map.Line, $"假期 {first:yyyy-MM-dd} 至 {last:yyyy-MM-dd} 不在 {year} 年里；请写进那一年的文件。");
        return Enumerable.Range(0, Math.Max(0, last.DayNumber - first.DayNumber + 1)).Select(first.AddDays);
    }

    private static DateOnly? ReadWorked(MapReader map, string text, int? year)
    {
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", out var day) && day.Year == year && day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday) return day;
        map.Source.Error(map.LineOf("worked"), $"worked 里的 '{text}' 应是 {year} 年的周六或周日，写成 2000-01-31 这样。");
        return null;
    }
}
