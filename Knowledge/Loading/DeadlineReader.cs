using System.Collections.Immutable;
using Knowledge.Deadlines;
using Knowledge.Loading.Yaml;

namespace Knowledge.Loading;

/// <summary>Reads <c>deadlines.yaml</c>: windows that the notice states, and windows that follow from them by counting working days.</summary>
public static class DeadlineReader
{
    /// <summary>Stands for a day with a mistake, which is told where it was written: whatever else names the deadline is not a mistake too.</summary>
    private static readonly DateOnly Unread = new(2199, 12, 31);

    public static ImmutableArray<Deadline> Read(PackContext pack, WorkingCalendar calendar, DateOnly issued)
    {
        var deadlines = ImmutableArray.CreateBuilder<Deadline>();
        foreach (var map in pack.Items("deadlines", "时间节点"))
        {
            var deadline = map.Has("derived") ? ReadDerived(pack, map, deadlines, calendar, issued) : ReadStated(pack, map);
            map.Done();
            if (deadlines.Any(d => d.Id == deadline.Id))
            {
                map.Source.Error(map.LineOf("id"), $"时间节点 '{deadline.Id}' 重复了；请改一个 id，或只留一个。");
                continue;
            }
            if (deadline.Opens > deadline.Closes)
                map.Source.Error(map.LineOf("opens"), $"opens（{deadline.Opens:yyyy-MM-dd}）晚于 closes（{deadline.Closes:yyyy-MM-dd}）；请对照原文改正。");
            deadlines.Add(deadline);
        }
        return deadlines.ToImmutable();
    }

    private static Deadline ReadStated(PackContext pack, MapReader map)
    {
        var closes = map.OptionalDate("closes");
        if (!map.Has("closes")) map.Text("closes");
        return new Deadline
        {
            Id = map.Text("id"),
            Name = map.Text("name"),
            Opens = map.OptionalDate("opens"),
            Closes = closes ?? Unread,
            Audience = map.Texts("audience"),
            Derived = false,
            Explanation = map.Text("explanation"),
            Citations = pack.Citations.Read(map),
        };
    }

    private static Deadline ReadDerived(PackContext pack, MapReader map, ImmutableArray<Deadline>.Builder known, WorkingCalendar calendar, DateOnly issued)
    {
        var (id, name, audience, cite) = (map.Text("id"), map.Text("name"), map.Texts("audience"), pack.Citations.Read(map));
        var explanation = pack.Template(map.Source, map.LineOf("explanation"), map.Text("explanation"),
            "start", "counted", "end", "working_days", "issued", "issued_counted", "issued_end", "calendar_incomplete");
        var unread = new Deadline { Id = id, Name = name, Closes = Unread, Audience = audience, Derived = true, Explanation = "", Citations = cite };
        if (map.Map("derived", "derived") is not { } derived) return unread;
        var (before, days) = (derived.Text("before"), derived.OptionalNumber("working_days", 366));
        if (days is null && !derived.Has("working_days")) derived.Text("working_days");
        derived.Done();
        if (known.FirstOrDefault(d => d.Id == before) is not { } end)
        {
            derived.Source.Error(derived.LineOf("before"), $"before 是 '{before}'；应是前面已有的时间节点：{string.Join("、", known.Select(d => d.Id))}。");
            return unread;
        }
        if (days is not { } n || end.Closes == Unread) return unread;
        var (back, forth) = (CountedPeriod.EndingBefore(end.Closes, n, calendar), CountedPeriod.StartingOn(issued, n, calendar));
        WarnOfYears(derived, [back, forth], calendar);
        return new Deadline
        {
            Id = id,
            Name = name,
            Closes = back.Start,
            Audience = audience,
            Derived = true,
            Explanation = explanation.Render(Values(back, forth, n)),
            CountedDays = back.Days,
            CalendarIncomplete = back.CalendarIncomplete || forth.CalendarIncomplete,
            Rule = new DerivedRule(before, n),
            Citations = cite,
        };
    }

    private static void WarnOfYears(MapReader derived, Counted[] counted, WorkingCalendar calendar)
    {
        foreach (var year in counted.SelectMany(c => new[] { c.Start.Year, c.End.Year }).Distinct().Where(y => !calendar.Knows(y)))
            derived.Source.Warn(derived.Line, $"没有 {year} 年的放假安排（calendar/{year}.yaml），这里只扣了周末：请补上国务院办公厅的通知再发布。");
    }

    private static Dictionary<string, object> Values(Counted back, Counted forth, int workingDays) => new()
    {
        ["start"] = Iso(back.Start),
        ["counted"] = back.Days.Select(Iso).ToArray(),
        ["end"] = Iso(back.End),
        ["working_days"] = workingDays,
        ["issued"] = Iso(forth.Start),
        ["issued_counted"] = forth.Days.Select(Iso).ToArray(),
        ["issued_end"] = Iso(forth.End),
        ["calendar_incomplete"] = back.CalendarIncomplete || forth.CalendarIncomplete,
    };

    private static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd");
}
