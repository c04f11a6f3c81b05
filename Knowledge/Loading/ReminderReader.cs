using System.Collections.Immutable;
using System.Globalization;
using Knowledge.Loading.Yaml;
using Knowledge.Materials;
using Knowledge.Questions;
using Knowledge.Reminders;

namespace Knowledge.Loading;

/// <summary>Reads <c>reminders.yaml</c>, one mapping; a pack without it has the defaults.</summary>
internal static class ReminderReader
{
    private const string All = "all";
    private const int LongestBefore = 60;

    public static ReminderRules Read(PackContext pack, ImmutableArray<Material> materials, TopicSet topics)
    {
        var rules = ReminderRules.Default;
        foreach (var map in pack.Items("reminders", "提醒").Take(1))
        {
            var names = new Names([.. pack.Deadlines.Select(d => d.Id)], [.. materials.Select(m => m.Id)], [.. topics.All.Select(t => t.Id)]);
            rules = new ReminderRules
            {
                At = ReadAt(map),
                DaysBefore = ReadDays(map),
                OnOpening = map.OptionalFlag("on_opening", absent: true),
                OfferAfter = Known(map, "offer_after", names.Topics),
                Steps = ReadSteps(map, names),
            };
            map.Done();
        }
        return rules;
    }

    private sealed record Names(ImmutableArray<string> Deadlines, ImmutableArray<string> Materials, ImmutableArray<string> Topics);

    private static TimeOnly ReadAt(MapReader map)
    {
        if (map.OptionalText("at") is not { } text) return ReminderRules.Default.At;
        if (TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var at)) return at;
        map.Source.Error(map.LineOf("at"), $"提醒的 at 是 '{text}'；应是北京时间的钟点，写成 \"09:00\" 这样。");
        return ReminderRules.Default.At;
    }

    private static ImmutableArray<int> ReadDays(MapReader map)
    {
        if (!map.Has("days_before")) return ReminderRules.Default.DaysBefore;
        var days = ImmutableArray.CreateBuilder<int>();
        foreach (var text in map.Texts("days_before"))
            if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var n) && n <= LongestBefore && !days.Contains(n)) days.Add(n);
            else map.Source.Error(map.LineOf("days_before"), $"提醒的 days_before 里有 '{text}'；应是 0 到 {LongestBefore} 的整数，不重复。");
        return [.. days.OrderDescending()];
    }

    private static ImmutableArray<ReminderStep> ReadSteps(MapReader map, Names names)
    {
        var steps = ImmutableArray.CreateBuilder<ReminderStep>();
        foreach (var step in map.Maps("steps", "提醒的一步").ToList())
        {
            var read = ReadStep(step, names);
            step.Done();
            if (steps.Any(s => s.Deadline == read.Deadline)) step.Source.Error(step.LineOf("deadline"), $"时间节点 '{read.Deadline}' 在提醒里重复了。");
            else steps.Add(read);
        }
        return steps.ToImmutable();
    }

    private static ReminderStep ReadStep(MapReader step, Names names) => new()
    {
        Deadline = step.Text("deadline") is var id && Known(step, "deadline", names.Deadlines).IsEmpty ? "" : id,
        Said = step.Texts("said"),
        Done = step.Texts("done"),
        DoneWith = Known(step, "done_with", names.Materials),
        Task = step.OptionalText("task") ?? "",
        Where = step.OptionalText("where") ?? "",
        Materials = step.Texts("materials") is [All] ? null : Known(step, "materials", names.Materials),
        How = Known(step, "how", names.Topics).FirstOrDefault(),
        Place = Known(step, "place", names.Topics).FirstOrDefault(),
        Papers = Known(step, "papers", names.Topics).FirstOrDefault(),
    };

    /// <summary>The ids under a key that exist; of each other one a problem.</summary>
    private static ImmutableArray<string> Known(MapReader map, string key, ImmutableArray<string> known)
    {
        var ids = map.Texts(key);
        foreach (var id in ids.Where(i => !known.Contains(i)))
            map.Source.Error(map.LineOf(key), $"提醒的 {key} 里的 '{id}' 不存在；可以写：{string.Join("、", known.Take(30))}{(known.Length > 30 ? "……" : "")}。");
        return [.. ids.Where(i => known.Contains(i))];
    }
}
