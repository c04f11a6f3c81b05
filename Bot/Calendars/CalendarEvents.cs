using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Dialogs.Reminders;
using Dialogs.Turns;
using Knowledge.Deadlines;
using Knowledge.Notices;
using Knowledge.Wording;

namespace Bot.Calendars;

/// <summary>The days of a notice, for everybody or for one person, as events. Pure.</summary>
internal static class CalendarEvents
{
    /// <summary>All deadlines of the notice, with the alarms that its pack would have.</summary>
    public static ImmutableArray<CalendarEvent> Of(Notice notice) =>
        [.. notice.Deadlines.SelectMany(d => Of(notice, d, Usual(notice), false, $"（{string.Join('、', d.Audience)}）"))];

    /// <summary>Those that concern one person, with their own alarms; what is done or stopped is cancelled.</summary>
    public static ImmutableArray<CalendarEvent> Of(Notice notice, ConversationState state)
    {
        var own = state.Reminders is { } r && r.Notice == notice.Id.Value ? r : Usual(notice);
        var wanted = Chosen.OfCalendar(notice, state);
        var gone = Chosen.OfRole(notice, state.Role).Concat(own.Told.Select(t => notice.Deadline(t.Deadline)).OfType<Deadline>()).Distinct().Where(d => !wanted.Contains(d));
        return [.. wanted.SelectMany(d => Of(notice, d, own, false, "")), .. gone.SelectMany(d => Of(notice, d, own, true, ""))];
    }

    private static ReminderState Usual(Notice notice) => new() { On = true, Notice = notice.Id.Value, Since = DateTimeOffset.MinValue };

    private static IEnumerable<CalendarEvent> Of(Notice notice, Deadline deadline, ReminderState reminders, bool cancelled, string whose)
    {
        var items = ReminderPlanner.Of(notice, reminders, deadline).ToList();
        var description = Description(notice, deadline);
        if (deadline.Opens is { } opens)
            yield return new(Uid(notice, deadline, "opens"), opens, $"{deadline.Name}开始{whose}", description, Alarms(items, ReminderKind.Opening, opens), cancelled);
        yield return new(Uid(notice, deadline, "closes"), deadline.Closes, deadline.Derived ? $"{deadline.Name}{whose}" : $"{deadline.Name}截止{whose}", description, Alarms(items, ReminderKind.Before, deadline.Closes), cancelled);
    }

    private static ImmutableArray<TimeSpan> Alarms(IEnumerable<ReminderItem> items, ReminderKind kind, DateOnly day) =>
        [.. items.Where(i => i.Kind == kind).Select(i => i.At - ReminderPlanner.Moment(day, TimeOnly.MinValue)).Order()];

    private static string Description(Notice notice, Deadline deadline)
    {
        var step = notice.Reminders.Step(deadline.Id);
        var until = deadline.Opens is { } opens ? $"{ChineseDates.DayWithYear(opens)}到{ChineseDates.DayWithYear(deadline.Closes)}" : ChineseDates.DayWithYear(deadline.Closes);
        var basis = string.Join('、', deadline.Citations.Select(c => c.Clause.Label).Distinct());
        return $"{until}\n{deadline.Explanation}{(step.Where.Length > 0 ? $"\n办理：{step.Where}" : "")}\n依据：{notice.ShortName} {basis}\n以通知原文为准，咨询：{notice.Contact.Office} {notice.Contact.Phone}";
    }

    // A name-based UUID: the same in every installation, and of nobody.
    private static string Uid(Notice notice, Deadline deadline, string end) =>
        new Guid(SHA256.HashData(Encoding.UTF8.GetBytes($"{notice.Id}\n{deadline.Id}\n{end}")).AsSpan(0, 16), bigEndian: true).ToString();
}
