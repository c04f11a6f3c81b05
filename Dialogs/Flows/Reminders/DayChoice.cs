using System.Collections.Immutable;
using Dialogs.Reminders;
using Knowledge.Notices;

namespace Dialogs.Flows.Reminders;

/// <summary>The days before a close, after somebody named others, one more or one fewer.</summary>
internal static class DayChoice
{
    /// <param name="deadlines">Only of these; empty: of all.</param>
    public static ReminderState Apply(Notice notice, ReminderState r, ImmutableArray<string> deadlines, Setting setting)
    {
        if (setting.Days.IsEmpty) return r;
        if (!deadlines.IsEmpty) return r with { DaysOf = [.. r.DaysOf.Where(c => !deadlines.Contains(c.Deadline)), .. deadlines.Select(d => Changed(ReminderPlanner.DaysBefore(notice, r, d), setting))] };
        var all = Changed(General(notice, r), setting);
        var each = setting.Change == DayChange.Replace ? [] : r.DaysOf.Select(c => Changed(c, setting)).ToList();
        return r with { Days = all.Days, Kept = all.Kept, DaysOf = [.. each.Where(c => !c.Days.IsEmpty)], Stopped = [.. r.Stopped.Union(each.Where(c => c.Days.IsEmpty).Select(c => c.Deadline))] };
    }

    /// <summary>Whether no day would be left of what is spoken of.</summary>
    public static bool LeavesNone(Notice notice, ReminderState r, ImmutableArray<string> deadlines, Setting setting) =>
        setting is { Change: DayChange.Fewer, Days.IsEmpty: false } && Each(notice, r, deadlines).Any(c => Changed(c, setting).Days.IsEmpty);

    /// <summary>Whether it is so already.</summary>
    public static bool IsSo(Notice notice, ReminderState r, ImmutableArray<string> deadlines, Setting setting) =>
        setting.Change != DayChange.Replace && setting.At is null
        && (setting.Opening is null || (setting.Change == DayChange.More) == (r.Opening ?? notice.Reminders.OnOpening))
        && Each(notice, r, deadlines).Concat(deadlines.IsEmpty ? r.DaysOf : []).All(c => Changed(c, setting).Days.SequenceEqual(c.Days));

    private static IEnumerable<ChosenDays> Each(Notice notice, ReminderState r, ImmutableArray<string> deadlines) =>
        deadlines.IsEmpty ? [General(notice, r)] : deadlines.Select(d => ReminderPlanner.DaysBefore(notice, r, d));

    private static ChosenDays General(Notice notice, ReminderState r) => ReminderPlanner.DaysBefore(notice, r with { DaysOf = [] }, "");

    private static ChosenDays Changed(ChosenDays before, Setting setting) => setting.Change switch
    {
        DayChange.More => before with { Days = [.. before.Days.Union(setting.Days).OrderDescending()] },
        DayChange.Fewer => before with { Days = [.. before.Days.Except(setting.Days)], Kept = [.. before.Kept.Except(setting.Days)] },
        _ => new ChosenDays(before.Deadline, setting.Days),
    };
}
