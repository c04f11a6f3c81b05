using System.Collections.Immutable;
using Dialogs.Replies;
using Dialogs.Turns;
using Dialogs.Wording;
using Knowledge.Deadlines;
using Knowledge.Notices;
using Knowledge.Rules;

namespace Dialogs.Reminders;

/// <summary>Says what is due, with the days left as of now, and puts it into the state: what is said next is about it.</summary>
public static class ReminderWriter
{
    /// <summary>What the state's subject is after a reminder.</summary>
    internal const string Subject = "reminder";

    /// <param name="items">At least one; several of one deadline are one paragraph.</param>
    public static Turn Say(Notice notice, ConversationState state, ImmutableArray<ReminderItem> items, DateTimeOffset now)
    {
        var today = ReminderPlanner.Day(now);
        var (corrections, due) = (items.Where(i => i.Kind == ReminderKind.Correction).ToList(), items.Where(i => i.Kind != ReminderKind.Correction).DistinctBy(i => i.Deadline.Id).ToList());
        var paragraphs = corrections.Select(i => ReminderWording.Correction(i, today)).Concat(due.Select(i => Paragraph(notice, state, i.Deadline, today))).ToList();
        ImmutableArray<Deadline> about = [.. items.Where(i => !i.Gone).Select(i => i.Deadline).DistinctBy(d => d.Id)];
        var reply = new Reply
        {
            Text = ReminderWording.Message(paragraphs),
            Citations = [.. about.SelectMany(d => d.Citations).Distinct()],
            Choices = ReminderWording.After(notice, about, today),
            Notice = notice,
        };
        return new Turn(After(notice, state, items, about, now) with { Offered = reply.Choices }, [reply], []);
    }

    /// <summary>The state once the dates of these deadlines have been told.</summary>
    internal static ReminderState Tell(ReminderState reminders, IEnumerable<Deadline> deadlines)
    {
        var told = deadlines.DistinctBy(d => d.Id).Select(d => new ToldDeadline(d.Id, d.Opens, d.Closes)).ToList();
        return reminders with { Told = [.. reminders.Told.Where(t => told.TrueForAll(n => n.Deadline != t.Deadline)), .. told] };
    }

    private static string Paragraph(Notice notice, ConversationState state, Deadline deadline, DateOnly today)
    {
        var step = notice.Reminders.Step(deadline.Id);
        return string.Concat(
            ReminderWording.When(deadline, today),
            step.Task,
            Papers(notice, state, step.Materials, today),
            step.Where.Length > 0 ? ReminderWording.Where(step.Where) : "");
    }

    /// <summary>What is still missing of this person's papers; empty: the step has none, or none of its own is missing.</summary>
    private static string Papers(Notice notice, ConversationState state, ImmutableArray<string>? materials, DateOnly today)
    {
        if (materials is { IsEmpty: true }) return "";
        if (state.Facts.Facts.IsEmpty) return materials is null ? ReminderWording.NotChecked() : "";
        var result = SelfCheck.Evaluate(notice, state.Facts, today);
        if (result.Verdict == Verdict.Ineligible) return ReminderWording.Ineligible();
        var missing = Missing(result, state, materials);
        return missing.IsEmpty ? materials is null ? ReminderWording.NothingMissing() : "" : ReminderWording.Missing(missing);
    }

    /// <summary>The names of the papers of a deadline's step that this person still has to get ready; empty: none, or nobody knows.</summary>
    public static ImmutableArray<string> Missing(Notice notice, ConversationState state, Deadline deadline, DateOnly today)
    {
        var materials = notice.Reminders.Step(deadline.Id).Materials;
        return materials is { IsEmpty: true } || state.Facts.Facts.IsEmpty || SelfCheck.Evaluate(notice, state.Facts, today) is not { } result || result.Verdict == Verdict.Ineligible ? [] : Missing(result, state, materials);
    }

    private static ImmutableArray<string> Missing(SelfCheckResult result, ConversationState state, ImmutableArray<string>? materials)
    {
        var done = Chosen.OwnCheck(state)?.Done ?? [];
        return [.. result.Materials.Where(m => m.Status == Knowledge.Materials.MaterialStatus.Required && !done.Contains(m.Material.Id) && materials?.Contains(m.Material.Id) != false).Select(m => m.Material.Name)];
    }

    private static ConversationState After(Notice notice, ConversationState state, ImmutableArray<ReminderItem> items, ImmutableArray<Deadline> about, DateTimeOffset now)
    {
        var reminders = Tell(state.Reminders!, about) with
        {
            Said = [.. state.Reminders!.Said.Concat(items.Select(i => i.Key)).Distinct().TakeLast(ReminderState.MostSaid)],
            Snoozes = [.. state.Reminders.Snoozes.Where(s => s.At > now)],
            Last = [.. about.Select(d => d.Id)],
        };
        var topic = about.Select(d => notice.Reminders.Step(d.Id).How).FirstOrDefault(t => t is not null);
        return state with { Reminders = reminders, Subject = Subject, Context = topic is null ? state.Context : new TopicContext(topic, Profile.Empty) };
    }
}
