using System.Collections.Immutable;
using Knowledge.Deadlines;
using Knowledge.Loading.Yaml;

namespace Knowledge.Loading;

/// <summary>Reads <c>deadlines.yaml</c>: windows that the notice states, and windows that follow from them by counting working days.</summary>
public static class DeadlineReader
{
    public static ImmutableArray<Deadline> Read(PackContext pack, WorkingCalendar calendar, DateOnly issued)
    {
        var deadlines = ImmutableArray.CreateBuilder<Deadline>();
        foreach (var map in pack.Items("deadlines", "时间节点"))
        {
            var deadline = map.Has("derived") ? ReadDerived(pack, map, deadlines, calendar, issued) : ReadStated(pack, map);
            map.Done();
            if (deadline is null) continue;
            if (deadlines.Any(d => d.Id == deadline.Id)) map.Source.Error(map.LineOf("id"), $"时间节点 '{deadline.Id}' 重复了。");
            if (deadline.Opens > deadline.Closes)
                map.Source.Error(map.LineOf("opens"), $"opens（{deadline.Opens:yyyy-MM-dd}）晚于 closes（{deadline.Closes:yyyy-MM-dd}）；请对照原文改正。");
            deadlines.Add(deadline);
        }
        return deadlines.ToImmutable();
    }

    private static Deadline? ReadStated(PackContext pack, MapReader map)
    {
        var closes = map.OptionalDate("closes");
        if (!map.Has("closes")) map.Text("closes");
        var deadline = new Deadline
        {
            Id = map.Text("id"),
            Name = map.Text("name"),
            Opens = map.OptionalDate("opens"),
            Closes = closes ?? DateOnly.MaxValue,
            Audience = map.Texts("audience"),
            Derived = false,
            Explanation = map.Text("explanation"),
            Citations = pack.Citations.Read(map),
        };
        return closes is null ? null : deadline;
    }

    private static Deadline? ReadDerived(PackContext pack, MapReader map, ImmutableArray<Deadline>.Builder known, WorkingCalendar calendar, DateOnly issued)
    {
        var (id, name, audience, cite) = (map.Text("id"), map.Text("name"), map.Texts("audience"), pack.Citations.Read(map));
        var explanation = pack.Template(map.Source, map.LineOf("explanation"), map.Text("explanation"),
            "start", "counted", "end", "working_days", "issued", "issued_counted", "issued_end", "calendar_incomplete");
        if (map.Map("derived", "derived") is not { } derived) return null;
        var (before, days) = (derived.Text("before"), derived.OptionalNumber("working_days", 366));
        if (days is null && !derived.Has("working_days")) derived.Text("working_days");
        derived.Done();
        if (known.FirstOrDefault(d => d.Id == before) is not { } end)
        {
            derived.Source.Error(derived.LineOf("before"), $"before 是 '{before}'；应是前面已有的时间节点：{string.Join("、", known.Select(d => d.Id))}。");
            return null;
        }
        if (days is not { } n) return null;
        var (back, forth) = (CountedPeriod.EndingBefore(end.Closes, n, calendar), CountedPeriod.StartingOn(issued, n, calendar));
        return new Deadline
        {
            Id = id,
            Name = name,
            Closes = back.Start,
            Audience = audience,
            Derived = true,
            Explanation = explanation.Render(Values(back, forth, n)),
            CountedDays = back.Days,
            CalendarIncomplete = back.CalendarIncomplete,
            Rule = new DerivedRule(before, n),
            Citations = cite,
        };
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
        ["calendar_incomplete"] = back.CalendarIncomplete,
    };

    private static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd");
}
