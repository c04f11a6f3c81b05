using System.Collections.Immutable;
using Dialogs.Replies;
using Dialogs.Wording;
using Knowledge.Deadlines;
using Knowledge.Rules;
using Knowledge.Wording;

namespace Dialogs.Flows.Checks;

/// <summary>Puts an outcome into sections: verdict, what was understood, tips for this person on this day.</summary>
internal static class OutcomeWriter
{
    public static Outcome Of(CheckSession session) => new(
        session.Result,
        VerdictWording.Sentence(session.Result),
        Understood(session),
        session.Check.Done,
        [.. Tips(session).Where(t => t.Length > 0).Distinct()],
        session.Check.Of);

    public static ImmutableArray<UnderstoodFact> Understood(CheckSession session) =>
        [.. session.Notice.Fields.Where(f => session.Facts.Knows(f.Id)).Select(f => new UnderstoodFact(f.Id, f.Label, FactWords.Of(session.Notice, f.Id, session.Facts[f.Id])))];

    private static IEnumerable<string> Tips(CheckSession session)
    {
        var (notice, today, verdict) = (session.Notice, session.Today, session.Result.Verdict);
        var main = notice.Deadline(notice.MainDeadline)!;
        var phase = main.PhaseOn(today);
        var running = verdict != Verdict.Ineligible && phase != DeadlinePhase.After;
        var derived = notice.Deadlines.Where(d => running && d.Rule?.Before == main.Id && !IsDone(session, d)).ToLookup(d => d.PhaseOn(today) == DeadlinePhase.After);
        foreach (var passed in derived[true]) yield return OutcomeWording.Passed(passed, main);
        foreach (var note in Cautions(session)) yield return note;
        if (!running) { yield return OutcomeWording.Ask(notice, verdict, phase); yield break; }
        foreach (var ahead in derived[false]) yield return OutcomeWording.Ahead(ahead, today);
        yield return OutcomeWording.Window(main, today);
        foreach (var same in notice.Deadlines.Where(d => d != main && !d.Derived && d.Closes == main.Closes)) yield return OutcomeWording.SameDay(main, same, today);
        yield return OutcomeWording.Next(session, verdict);
    }

    // Its paper is ticked off: nobody need be told when it should have begun.
    private static bool IsDone(CheckSession session, Deadline deadline) => session.Notice.Reminders.Step(deadline.Id).DoneWith.Any(session.Check.Done.Contains);

    /// <summary>Cautions of the options chosen, where the condition of that name is not met anyway.</summary>
    private static IEnumerable<string> Cautions(CheckSession session)
    {
        foreach (var field in session.Notice.Fields)
            if (session.Result.Criteria.All(c => c.Criterion.Id != field.Id || c.Status != CriterionStatus.Met) && session.Facts[field.Id] is { } value && field.Options.FirstOrDefault(o => o.Value == value.ToString())?.Note is { } note) yield return note;
    }
}
