using System.Collections.Immutable;
using Dialogs.Turns;
using Knowledge.Deadlines;
using Knowledge.Notices;

namespace Dialogs.Reminders;

/// <summary>Works out what one person is to be reminded of, and when. Pure: the chat lists it, the preview prints it and the service sends it, so the three cannot differ.</summary>
public static class ReminderPlanner
{
    public static readonly TimeSpan Offset = TimeSpan.FromHours(8);
    private static readonly HashSet<string> Nothing = [];

    /// <summary>Everything not settled, past and to come, by its moment.</summary>
    /// <param name="settled">Keys of what was sent or given up; null: only what the state itself knows.</param>
    /// <param name="from">Where notice time was set to begin, for a rehearsal before the day of the subscription.</param>
    public static ImmutableArray<ReminderItem> Plan(Notice notice, ConversationState state, DateTimeOffset now, IReadOnlySet<string>? settled = null, DateTimeOffset from = default)
    {
        if (state.Reminders is not { On: true } r || r.Notice != notice.Id.Value) return [];
        settled ??= Nothing;
        var since = r.Since > now ? from : r.Since;
        var regular = Chosen.Of(notice, state).SelectMany(d => Of(notice, r, d)).Where(i => i.At >= since && (!r.OnlySnoozes || i.Kind == ReminderKind.Snoozed));
        return [.. regular.Concat(Corrections(notice, r, now)).Where(i => !r.Said.Contains(i.Key) && !settled.Contains(i.Key)).OrderBy(i => i.At).ThenBy(i => i.Deadline.Closes).ThenBy(i => i.Key, StringComparer.Ordinal)];
    }

    /// <summary>Whether somebody who asked for it now would still be reminded of anything: where not, it is not offered.</summary>
    public static bool HasAhead(Notice notice, ConversationState state, DateTimeOffset now)
    {
        var asked = new ReminderState { On = true, Notice = notice.Id.Value, Since = now, Done = state.Reminders is { } r && r.Notice == notice.Id.Value ? r.Done : [] };
        return Plan(notice, state with { Reminders = asked }, now).Any(i => i.At > now);
    }

    /// <summary>The hour at which somebody is reminded.</summary>
    public static TimeOnly Hour(Notice notice, ReminderState reminders) => reminders.At ?? notice.Reminders.At;

    public static DateTimeOffset Moment(DateOnly day, TimeOnly hour) => new(day.ToDateTime(hour), Offset);

    public static DateOnly Day(DateTimeOffset moment) => DateOnly.FromDateTime(moment.ToOffset(Offset).DateTime);

    /// <summary>Days before the close of a deadline on which this person is reminded.</summary>
    internal static ChosenDays DaysBefore(Notice notice, ReminderState reminders, string deadline) =>
        reminders.DaysOf.FirstOrDefault(c => c.Deadline == deadline)
        ?? (reminders.Days.IsEmpty ? new ChosenDays(deadline, notice.Reminders.DaysBefore) { Kept = notice.Reminders.DaysBefore } : new ChosenDays(deadline, reminders.Days) { Kept = reminders.Kept });

    /// <summary>All of one deadline, as these wishes would have it.</summary>
    internal static IEnumerable<ReminderItem> Of(Notice notice, ReminderState r, Deadline deadline)
    {
        var hour = Hour(notice, r);
        var chosen = DaysBefore(notice, r, deadline.Id);
        foreach (var days in chosen.Days)
        {
            var day = chosen.Kept.Contains(days) ? Lead(deadline.Closes, days, notice.Calendar) : deadline.Closes.AddDays(-days);
            yield return new($"{deadline.Id}-{days}@{deadline.Closes:yyyy-MM-dd}", deadline, ReminderKind.Before, days, Moment(day, hour));
        }
        if (deadline.Opens is { } opens && (r.Opening ?? notice.Reminders.OnOpening)) yield return new($"{deadline.Id}+0@{opens:yyyy-MM-dd}", deadline, ReminderKind.Opening, 0, Moment(opens, hour));
        foreach (var snooze in r.Snoozes.Where(s => s.Deadline == deadline.Id))
            yield return new($"{deadline.Id}~{snooze.At.ToOffset(Offset):yyyy-MM-dd'T'HH:mm}", deadline, ReminderKind.Snoozed, 0, snooze.At);
    }

    /// <summary>So many days before, and earlier by each working day that holidays take out of them, never inside of the holidays: stamps and signatures need open offices.</summary>
    internal static DateOnly Lead(DateOnly closes, int days, WorkingCalendar calendar)
    {
        var day = closes.AddDays(-days);
        var lost = 0;
        for (var d = day; d < closes; d = d.AddDays(1)) if (IsHoliday(d, calendar)) lost++;
        if (lost == 0) return day;
        day = day.AddDays(-lost);
        while (IsAmongHolidays(day, calendar)) day = day.AddDays(-1);
        return day;
    }

    private static bool IsHoliday(DateOnly day, WorkingCalendar calendar) =>
        day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && !calendar.IsWorkingDay(day);

    /// <summary>Off, in a row of days off of which one is a holiday: an ordinary weekend is not.</summary>
    private static bool IsAmongHolidays(DateOnly day, WorkingCalendar calendar)
    {
        if (calendar.IsWorkingDay(day)) return false;
        var (first, last) = (day, day);
        while (!calendar.IsWorkingDay(first.AddDays(-1))) first = first.AddDays(-1);
        while (!calendar.IsWorkingDay(last.AddDays(1))) last = last.AddDays(1);
        for (var d = first; d <= last; d = d.AddDays(1)) if (IsHoliday(d, calendar)) return true;
        return false;
    }

    /// <summary>Dates that the person was told and that are others now, while either still matters.</summary>
    private static IEnumerable<ReminderItem> Corrections(Notice notice, ReminderState r, DateTimeOffset now)
    {
        var today = Day(now);
        foreach (var told in r.Told.Where(t => !r.Done.Contains(t.Deadline) && !r.Stopped.Contains(t.Deadline)))
        {
            var current = notice.Deadline(told.Deadline);
            if (current is not null && current.Closes == told.Closes && current.Opens == told.Opens) continue;
            if (told.Closes < today && (current is null || current.Closes < today)) continue;
            var shown = current ?? new Deadline { Id = told.Deadline, Name = told.Deadline, Opens = told.Opens, Closes = told.Closes, Audience = [], Derived = false, Explanation = "", Citations = [] };
            var dates = current is null ? "gone" : $"{current.Opens:yyyy-MM-dd}/{current.Closes:yyyy-MM-dd}";
            yield return new($"{told.Deadline}!{dates}", shown, ReminderKind.Correction, 0, now) { Was = told, Gone = current is null };
        }
    }
}
