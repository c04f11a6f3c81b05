using System.Collections.Immutable;
using Dialogs.Reminders;
using Dialogs.Replies;
using Dialogs.Turns;
using Dialogs.Wording;
using Knowledge.Deadlines;
using Knowledge.Notices;

namespace Dialogs.Flows.Reminders;

/// <summary>The wishes of one message, granted one after the other: the state after them, and a sentence for each.</summary>
internal sealed record ReminderTalk(Notice Notice, ConversationState State, DateTimeOffset Now)
{
    private const int MostChoices = 4;

    public ImmutableArray<string> Said { get; init; } = [];

    public ImmutableArray<Choice> Choices { get; init; } = [];

    /// <summary>Whether the dates are offered as a file.</summary>
    public bool Calendar { get; init; }

    private DateOnly Today => ReminderPlanner.Day(Now);

    /// <summary>What was wished before for this notice; null: nothing.</summary>
    private ReminderState? Before => State.Reminders is { } r && r.Notice == Notice.Id.Value ? r : null;

    private ImmutableArray<Deadline> Ahead => Chosen.Ahead(Notice, State, Today);

    public ReminderTalk Apply(Wish wish) => wish switch
    {
        Wish.Remind remind => Remind(remind),
        Wish.Stop { Deadlines.IsEmpty: true } => StopAll(),
        Wish.Stop stop => Stop(stop.Deadlines),
        Wish.Done done => Done(done.Deadlines),
        Wish.Again again => Again(again),
        Wish.List => List(),
        Wish.Calendar => Say(ReminderTalkWording.Calendar(Notice, State.Role, Today)) with { Calendar = true, Choices = Offer },
        Wish.Impossible => Say(ReminderTalkWording.Impossible(Notice, Before is { On: true })) with { Choices = Offer },
        _ => Say(ReminderTalkWording.Explain(Notice, Before is { On: true })) with { Choices = Offer },
    };

    private ImmutableArray<Choice> Offer => Before is { On: true } ? [ReminderWording.What] : [ReminderWording.Offer];

    private ReminderTalk Remind(Wish.Remind wish)
    {
        var before = Before;
        var r = Granted(wish, before);
        var said = this with { State = State with { Reminders = r } };
        var nothingNew = before is { On: true } && wish is { Deadlines.IsEmpty: true, Setting.IsEmpty: true, Resume: false };
        return said.Say(ReminderTalkWording.Reminding(Notice, r, said.Wanted(wish), before, nothingNew)).Say(said.Nearest()).Told();
    }

    /// <summary>The deadlines that the wish named, or all.</summary>
    private ImmutableArray<Deadline> Wanted(Wish.Remind wish) => [.. Ahead.Where(d => wish.Deadlines.IsEmpty || wish.Deadlines.Contains(d.Id))];

    private ReminderState Granted(Wish.Remind wish, ReminderState? before)
    {
        var wasOn = before is { On: true };
        var r = (before ?? new ReminderState { On = true, Notice = Notice.Id.Value, Since = Now }) with { On = true, Since = Now };
        r = wish.Deadlines.IsEmpty ? All(r, wish, wasOn) : Named(r, wish.Deadlines, wasOn);
        if (!wish.Setting.Days.IsEmpty)
            r = wish.Deadlines.IsEmpty ? r with { Days = wish.Setting.Days, DaysOf = [] } : r with { DaysOf = [.. r.DaysOf.Where(c => !wish.Deadlines.Contains(c.Deadline)), .. wish.Deadlines.Select(d => new ChosenDays(d, wish.Setting.Days))] };
        return r with { Opening = wish.Setting.Opening ?? r.Opening, At = wish.Setting.At ?? r.At };
    }

    private static ReminderState All(ReminderState r, Wish.Remind wish, bool wasOn) =>
        wasOn && !wish.Setting.IsEmpty ? r : r with { Only = [], Stopped = wasOn && !wish.Resume ? r.Stopped : [] };

    private ReminderState Named(ReminderState r, ImmutableArray<string> deadlines, bool wasOn)
    {
        var role = Chosen.OfRole(Notice, State.Role).Select(d => d.Id).ToList();
        r = r with { Stopped = r.Stopped.RemoveRange(deadlines), Done = r.Done.RemoveRange(deadlines) };
        if (!wasOn) return r with { Only = deadlines };
        return r.Only.IsEmpty ? r with { Also = [.. r.Also.Union(deadlines.Where(d => !role.Contains(d)))] } : r with { Only = [.. r.Only.Union(deadlines)] };
    }

    private ReminderTalk StopAll() => Before is not { On: true } r
        ? Say(ReminderTalkWording.NotOn())
        : (this with { State = State with { Reminders = r with { On = false, Snoozes = [] } } }).Say(ReminderTalkWording.Stopped()) with { Choices = [ReminderTalkWording.Resume, ReminderWording.Calendar] };

    private ReminderTalk Stop(ImmutableArray<string> deadlines)
    {
        if (Before is not { On: true } r) return Say(ReminderTalkWording.NotOn());
        var only = r.Only.RemoveRange(deadlines);
        var on = r.Only.IsEmpty || !only.IsEmpty;
        var after = r with { On = on, Only = only, Also = r.Also.RemoveRange(deadlines), Stopped = [.. r.Stopped.Union(deadlines)], Snoozes = [.. r.Snoozes.Where(s => !deadlines.Contains(s.Deadline))] };
        var talk = this with { State = State with { Reminders = after } };
        return talk.Say(ReminderTalkWording.StoppedOne(Notice, deadlines)).Say(on ? talk.Nearest() : "") with { Choices = [ReminderTalkWording.Resume, ReminderWording.What] };
    }

    private ReminderTalk Done(ImmutableArray<string> named)
    {
        var r = Before!;
        var done = named.IsEmpty ? r.Last : named;
        if (done.IsEmpty) return Ahead.IsEmpty
            ? Say(ReminderTalkWording.NothingAhead())
            : Say(ReminderTalkWording.WhichIsDone()) with { Choices = [.. Ahead.Where(d => !r.Done.Contains(d.Id)).Take(MostChoices).Select(ReminderTalkWording.IsDone)] };
        var state = State with { Reminders = r with { Done = [.. r.Done.Union(done)], Last = [], Snoozes = [.. r.Snoozes.Where(s => !done.Contains(s.Deadline))] } };
        if (state.Check is { Of: null } check) state = state with { Check = check with { Done = [.. check.Done.Union(done.Select(d => Notice.Reminders.Step(d).DoneWith.FirstOrDefault()).OfType<string>())] } };
        var talk = this with { State = state };
        return talk.Say(ReminderTalkWording.Done(Notice, done)).Say(talk.Nearest()) with { Choices = [ReminderWording.What] };
    }

    private ReminderTalk Again(Wish.Again wish)
    {
        var r = (Before ?? new ReminderState { On = true, Notice = Notice.Id.Value, Since = Now }) with { On = true };
        var on = this with { State = State with { Reminders = r } };
        if (wish.When is not { } when) return Say(ReminderTalkWording.WhenAgain()) with { Choices = [ReminderWording.Tomorrow] };
        if (when <= Now) return Say(ReminderTalkWording.OverAlready(when, Today));
        var about = wish.Deadlines.IsEmpty ? r.Last.IsEmpty ? [.. on.Ahead.Take(1).Select(d => d.Id)] : r.Last : wish.Deadlines;
        var open = about.Select(Notice.Deadline).OfType<Deadline>().ToList();
        var kept = open.Where(d => d.Closes >= ReminderPlanner.Day(when)).ToList();
        if (kept.Count == 0) return Say(open.Count == 0 ? ReminderTalkWording.NothingAhead() : ReminderTalkWording.ClosedThen(open[0], when, Today)) with { Choices = open.Exists(d => d.Closes >= Today) && Now < ReminderPlanner.Moment(Today, new TimeOnly(20, 0)) ? [ReminderTalkWording.Tonight] : [] };
        r = r with { Since = Before is { On: true } ? r.Since : Now, Snoozes = [.. r.Snoozes.Union(kept.Select(d => new Snooze(d.Id, when)))] };
        return (this with { State = State with { Reminders = r } }).Say(ReminderTalkWording.Again(kept, when, Today)) with { Choices = [ReminderWording.What, ReminderWording.Stop] };
    }

    private ReminderTalk List() => Before is not { On: true }
        ? Say(ReminderTalkWording.NotOnYet(Notice, State.Role, Today)) with { Choices = [ReminderWording.Offer, ReminderWording.Calendar] }
        : Say(ReminderTalkWording.Planned(Notice, State, Now)).Told();

    /// <summary>The dates shown are now told, and the usual choices stand under them.</summary>
    private ReminderTalk Told() => this with
    {
        State = State with { Reminders = ReminderWriter.Tell(State.Reminders!, Ahead) },
        Choices = [ReminderWording.What, ReminderWording.Calendar, ReminderWording.Stop],
    };

    private string Nearest() => ReminderTalkWording.Nearest(Notice, State, Now);

    private ReminderTalk Say(string sentence) => sentence.Length == 0 ? this : this with { Said = [.. Said.Where(s => !ReminderTalkWording.IsNearest(s)), sentence] };
}
