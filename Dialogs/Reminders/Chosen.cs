using System.Collections.Immutable;
using Dialogs.Turns;
using Knowledge.Deadlines;
using Knowledge.Notices;

namespace Dialogs.Reminders;

/// <summary>Which deadlines somebody is reminded of, from their wishes, role and progress.</summary>
public static class Chosen
{
    /// <summary>Those not stopped, done or closed, the next to close first.</summary>
    public static ImmutableArray<Deadline> Ahead(Notice notice, ConversationState state, DateOnly today) =>
        [.. Of(notice, state).Where(d => d.Closes >= today)];

    /// <summary>Those not stopped and not done, closed or not.</summary>
    public static ImmutableArray<Deadline> Of(Notice notice, ConversationState state) =>
        [.. Wanted(notice, state).Where(d => !IsDone(notice, state, d)).OrderBy(d => d.Closes).ThenBy(d => d.Id, StringComparer.Ordinal)];

    /// <summary>The deadlines of a role; a role not known: of those who apply.</summary>
    public static IEnumerable<Deadline> OfRole(Notice notice, string? role)
    {
        var applicants = notice.Deadline(notice.MainDeadline)!.Audience;
        return notice.Deadlines.Where(d => role is null ? d.Audience.Any(applicants.Contains) : d.Audience.Contains(role));
    }

    /// <summary>Those in a person's calendar file: what they are reminded of, else what their role has and they have not done.</summary>
    public static ImmutableArray<Deadline> OfCalendar(Notice notice, ConversationState state) =>
        state.Reminders is { IsFull: true } r && r.Notice == notice.Id.Value ? Of(notice, state) : [.. OfRole(notice, state.Role).Where(d => !IsDone(notice, state, d))];

    /// <summary>Said to be done, shown to be done by a paper ticked off, or of use only for something that is done.</summary>
    public static bool IsDone(Notice notice, ConversationState state, Deadline deadline)
    {
        if (state.Reminders is { } reminders && reminders.Done.Contains(deadline.Id)) return true;
        if (OwnCheck(state) is { } check && notice.Reminders.Step(deadline.Id).DoneWith.Any(check.Done.Contains)) return true;
        return deadline.Rule is { } rule && notice.Deadline(rule.Before) is { } end && IsDone(notice, state, end);
    }

    /// <summary>The person's own self-check, also while one for somebody else is under way; null: none.</summary>
    public static SelfCheckState? OwnCheck(ConversationState state) => state.Check is { Of: null } own ? own : state.Aside;

    private static IEnumerable<Deadline> Wanted(Notice notice, ConversationState state)
    {
        if (state.Reminders is not { } r) return [];
        return notice.Deadlines.Where(d => !r.Stopped.Contains(d.Id)
            && (r.Only.IsEmpty ? r.Also.Contains(d.Id) || OfRole(notice, state.Role).Contains(d) : r.Only.Contains(d.Id)));
    }
}
