using System.Collections.Immutable;
using Dialogs.Flows.Papers;
using Dialogs.Replies;
using Dialogs.Turns;
using Dialogs.Wording;
using Knowledge.Rules;

namespace Dialogs.Flows.Checks;

/// <summary>What the self-check says next, from where it stands.</summary>
internal static class CheckReplies
{
    /// <summary>After something was told: the next question, or the outcome once nothing more can settle it.</summary>
    /// <param name="said">What is said first: that it was noted, corrected.</param>
    /// <param name="before">The facts before.</param>
    public static Spoken Go(Heard heard, CheckSession session, string said, Profile before, Profile told, bool begun)
    {
        var open = session.Open;
        if (session.VerdictOpen)
        {
            var next = open[0];
            said += string.Concat(Falling(session, before).Select(c => c.Reason));
            var lead = begun ? CheckWording.Begin(session, heard.State.Check is not null && heard.Has(Recognizers.Commands.Command.Resume)) + (told.Facts.IsEmpty ? "" : "\n" + said) : said;
            return Noted(heard, open) is { } noted ? Ask(session, noted, lead, open.Length, asked: true) : Ask(session, next, lead, open.Length);
        }
        var refines = !begun && session.Check.Shown == session.Result.Verdict && (told.Facts.IsEmpty ? heard.Asking is not null : OnlyRefines(session, before, told));
        if (refines && !ListChanges(session, before)) return open.IsEmpty ? Settled(session, CheckWording.Refined(said)) : Ask(session, open[0], CheckWording.Refined(said), open.Length);
        return Outcome(session, refines ? "" : CheckWording.Changed(heard.Notice, before, told) + CheckWording.Change(session) + CheckWording.Nearest(heard.Notice, told, heard.Text));
    }

    /// <summary>What is not enough by what was just told: said at once, though other questions stand.</summary>
    private static IEnumerable<CriterionResult> Falling(CheckSession session, Profile before)
    {
        var now = session.Result.Criteria.Where(c => c.Status == CriterionStatus.Pending).ToList();
        if (now.Count == 0) return now;
        var earlier = SelfCheck.Evaluate(session.Notice, before, session.Today).Criteria;
        return now.Where(c => earlier.All(e => e.Criterion.Id != c.Criterion.Id || e.Status != CriterionStatus.Pending));
    }

    /// <summary>The field that the pack's note on this message asks about already, if it is open: one question at a time. Null: none.</summary>
    private static Field? Noted(Heard heard, ImmutableArray<Field> open) =>
        heard.Reading.Unclear.Where(u => u.Note is not null && u.Note.EndsWith('？')).Select(u => open.FirstOrDefault(f => f.Id == u.Field)).FirstOrDefault(f => f is not null);

    /// <summary>Whether other papers are wanted than before.</summary>
    private static bool ListChanges(CheckSession session, Profile before) =>
        !SelfCheck.Evaluate(session.Notice, before, session.Today).Materials.Select(m => (m.Material.Id, m.Status)).SequenceEqual(session.Result.Materials.Select(m => (m.Material.Id, m.Status)));

    /// <summary>Nothing more to ask, and nothing changed: the outcome is not said again.</summary>
    private static Spoken Settled(CheckSession session, string said) => new(
        session.State with { Check = session.Check with { Active = false, Asking = null } },
        new Reply { Text = said + CheckWording.NothingLeft(), Choices = OutcomeWording.Choices(session), SelfCheck = session.Result });

    /// <summary>Whether what was told is new and could only change the list of papers.</summary>
    private static bool OnlyRefines(CheckSession session, Profile before, Profile told)
    {
        if (told.Facts.Keys.Any(before.Knows)) return false;
        var earlier = SelfCheck.Evaluate(session.Notice, before, session.Today);
        return told.Facts.Keys.All(f => earlier.Open.Any(o => o.Id == f) && earlier.Missing.All(m => m.Id != f));
    }

    /// <summary>The outcome now, whatever is still unknown.</summary>
    public static Spoken Conclude(CheckSession session)
    {
        var asking = session.Check.Asking;
        var spoken = Outcome(session, "");
        return session.VerdictOpen && asking is not null
            ? spoken with { State = spoken.State with { Check = spoken.State.Check! with { Asking = asking, Active = true } } }
            : spoken;
    }

    public static Spoken Pause(CheckSession session)
    {
        var paused = session with { Check = session.Check with { Active = false } };
        return new Spoken(paused.After, new Reply { Text = CheckWording.Paused(session), Choices = [CheckWording.GoOn], SelfCheck = session.Result });
    }

    public static Spoken Why(CheckSession session, Field asked) => Ask(session, asked, asked.Why, session.Open.Length);

    public static Spoken Options(CheckSession session, Field asked) => new(
        session.After,
        new Reply { Text = CheckWording.Listed(asked), Choices = [.. asked.Options.Select(o => new Choice(o.Text, o.Text))], SelfCheck = session.Result });

    /// <summary>A field again, to be corrected.</summary>
    public static Spoken Again(CheckSession session, Field field, bool back) =>
        Ask(session with { Check = session.Check with { Unsure = session.Check.Unsure.Remove(field.Id) } }, field, CheckWording.Again(session, field, back), 0);

    /// <summary>Before the first question there is none.</summary>
    public static Spoken Beginning(CheckSession session) => (session.Check.Asking is { } id ? session.Notice.Field(id) : session.Open.FirstOrDefault()) is { } field
        ? Ask(session, field, CheckWording.NothingBefore(), session.Open.Length)
        : Summary(session);

    public static Spoken Summary(CheckSession session)
    {
        var text = CheckWording.Summary(session);
        if (session.Check.Asking is { } asking && session.Notice.Field(asking) is { } field) text += "\n" + CheckWording.Question(session, field, 0);
        return new Spoken(session.After, new Reply { Text = text, Choices = CheckWording.Changes(session), SelfCheck = session.Result });
    }

    public static Spoken Remaining(CheckSession session) =>
        Meanwhile(session, OutcomeWording.Remaining(session), [], PaperOffers.Left(session.Result, session.Check.Done, session.Today));

    public static Spoken Print(CheckSession session) => Meanwhile(session, OutcomeWording.Print(), [CheckWording.WhatIsLeft], []);

    public static Spoken Ticked(CheckSession session, Ticks ticks) =>
        Meanwhile(session, OutcomeWording.Ticked(session, ticks), [CheckWording.WhatIsLeft], []);

    /// <summary>Something of the papers; while the verdict is open, also once more after a correction, the pending question stands again after it.</summary>
    private static Spoken Meanwhile(CheckSession session, string text, ImmutableArray<Choice> choices, ImmutableArray<PaperOffer> papers)
    {
        var said = new Spoken(session.After, new Reply { Text = text, SelfCheck = session.Result, Choices = choices, Papers = papers });
        if (session.Check is not { Active: true, Asking: { } id } || session.Check.Shown is not null && !session.VerdictOpen || session.Notice.Field(id) is not { } asked) return said;
        return (said with { Replies = [.. said.Replies.Select(r => r with { Choices = [] })] }).Then(Ask(session, asked, CheckWording.BackTo(), session.Open.Length));
    }

    /// <summary>Words that could be several answers: the pack's note, and the question again.</summary>
    public static Spoken Unclear(Heard heard, CheckSession session)
    {
        var unclear = heard.Reading.Unclear.FirstOrDefault(u => u.Field == session.Check.Asking) ?? heard.Reading.Unclear[0];
        var field = session.Notice.Field(unclear.Field)!;
        var asked = session.Check.Asking is null || unclear.Field == session.Check.Asking || session.Open.Any(f => f.Id == unclear.Field) ? field : session.Notice.Field(session.Check.Asking)!;
        return Ask(session, asked, unclear.Note ?? CheckWording.Several(field), session.Open.Length);
    }

    public static Spoken NotUnderstood(CheckSession session) =>
        Ask(session, session.Notice.Field(session.Check.Asking!)!, CheckWording.NotUnderstood(), session.Open.Length);

    /// <summary>An answer to a policy question, then the pending question again.</summary>
    public static Spoken Beside(Heard heard, CheckSession session, Spoken answered, Profile told)
    {
        var replies = answered.Replies.Select(r => r with { SelfCheck = session.Result }).ToImmutableArray();
        if (!session.VerdictOpen && (session.Check.Shown is null || !told.Facts.IsEmpty)) return (answered with { Replies = replies }).Then(Outcome(session, ""));
        var open = session.Open;
        var next = session.Check.Asking is { } id && open.FirstOrDefault(f => f.Id == id) is { } same ? same : open.FirstOrDefault();
        if (next is null || !session.Check.Active) return answered with { State = session.After, Replies = replies };
        return (answered with { Replies = [.. replies.Select(r => r with { Choices = [] })] }).Then(Ask(session, next, CheckWording.BackTo(), open.Length));
    }

    /// <param name="asked">True: the lead asks already.</param>
    private static Spoken Ask(CheckSession session, Field field, string lead, int left, bool asked = false)
    {
        var asking = session.Asking(field.Id);
        var text = asked ? lead + CheckWording.Left(left) : CheckWording.Join(lead, CheckWording.Question(asking, field, left));
        return new Spoken(asking.After, new Reply { Text = text, Choices = CheckWording.Choices(asking, field), SelfCheck = session.Result });
    }

    /// <summary>The outcome, and at its end the first question that would only refine the list of papers.</summary>
    private static Spoken Outcome(CheckSession session, string change)
    {
        var next = session.Result.Verdict == Verdict.Incomplete ? null : session.Open.FirstOrDefault();
        var told = session with { Check = session.Check with { Shown = session.Result.Verdict, Active = next is not null, Asking = next?.Id } };
        var outcome = OutcomeWriter.Of(session) with { Question = next is null ? null : CheckWording.ToRefine() + CheckWording.Question(told, next, told.Open.Length) };
        return new Spoken(told.After, new Reply
        {
            Text = OutcomeWording.Text(session, outcome, change),
            Citations = [.. session.Result.Criteria.Where(c => c.Status != CriterionStatus.NotApplicable).SelectMany(c => c.Citations).Distinct()],
            Choices = [.. next is null ? [] : CheckWording.Answers(next), .. OutcomeWording.Choices(session)],
            SelfCheck = session.Result,
            Outcome = outcome,
            Papers = PaperOffers.For(session.Result, session.Today),
        });
    }
}
