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
        [.. Tips(session).Distinct()],
        session.Check.Of);

    public static ImmutableArray<UnderstoodFact> Understood(CheckSession session) =>
        [.. session.Notice.Fields.Where(f => session.Facts.Knows(f.Id)).Select(f => new UnderstoodFact(f.Id, f.Label, FactWords.Of(session.Notice, f.Id, session.Facts[f.Id])))];

    private static IEnumerable<string> Tips(CheckSession session)
    {
        var (notice, today, verdict) = (session.Notice, session.Today, session.Result.Verdict);
        var main = notice.Deadline(notice.MainDeadline)!;
        var phase = main.PhaseOn(today);
        foreach (var note in Cautions(session)) yield return note;
        if (verdict == Verdict.Ineligible || phase == DeadlinePhase.After) { yield return OutcomeWording.Ask(notice, verdict, phase); yield break; }
        foreach (var derived in notice.Deadlines.Where(d => d.Rule?.Before == main.Id))
            yield return derived.PhaseOn(today) == DeadlinePhase.After ? OutcomeWording.Passed(derived, main) : OutcomeWording.Ahead(derived, today);
        yield return OutcomeWording.Window(main, today);
        foreach (var same in notice.Deadlines.Where(d => d != main && !d.Derived && d.Closes == main.Closes)) yield return OutcomeWording.SameDay(main, same);
        yield return OutcomeWording.Next(session, verdict);
    }

    /// <summary>Cautions of the options chosen, and the nearest options to one that no rule takes.</summary>
    private static IEnumerable<string> Cautions(CheckSession session)
    {
        foreach (var field in session.Notice.Fields)
            if (session.Facts[field.Id] is { } value && field.Options.FirstOrDefault(o => o.Value == value.ToString())?.Note is { } note) yield return note;
    }
}
