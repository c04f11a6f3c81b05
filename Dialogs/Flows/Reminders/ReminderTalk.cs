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
        Wish.Undone undone => Undone(undone.Deadlines),
        Wish.Again again => Again(again),
        Wish.List => List(),
        Wish.Calendar => Say(ReminderTalkWording.Calendar(Notice, State, Today)) with { Calendar = true, Choices = Offer },
        Wish.Impossible impossible => Say(impossible.TooEarly ? ReminderTalkWording.TooEarly() : ReminderTalkWording.Impossible()).Explain(),
        _ => Explain(),
    };

    private ImmutableArray<Choice> Offer => Before is { IsFull: true } ? [ReminderWording.What] : [ReminderWording.Offer];

    private ReminderTalk Explain() => ReminderPlanner.HasAhead(Notice, State, Now)
        ? Say(ReminderTalkWording.Explain(Notice, Before is { IsFull: true })) with { Choices = Offer }
        : Say(ReminderTalkWording.AllOver());

    private ReminderTalk Remind(Wish.Remind wish)
    {
        var before = Before;
        if (before is not { IsFull: true }) wish = wish with { Setting = wish.Setting with { Change = DayChange.Replace } };
        else if (DayChoice.LeavesNone(Notice, before, wish.Deadlines, wish.Setting)) return Say(ReminderTalkWording.NoneLeft()) with { Choices = [ReminderWording.What, ReminderWording.Stop] };
        var r = Granted(wish, before);
        var said = this with { State = State with { Reminders = r } };
        var nothingNew = before is { IsFull: true } && (wish is { Deadlines.IsEmpty: true, Setting.IsEmpty: true, Resume: false } || !wish.Setting.IsEmpty && DayChoice.IsSo(Notice, before, wish.Deadlines, wish.Setting));
        // Of several changes in one message what is so in the end is said.
        said = said with { Said = [.. Said.Where(s => !ReminderTalkWording.IsChanged(s))] };
        return said.Say(ReminderTalkWording.Reminding(Notice, r, said.Wanted(wish), before, nothingNew, Now)).Say(said.NearestIfAny()).Told();
    }

    /// <summary>The deadlines that the wish named, or all.</summary>
    private ImmutableArray<Deadline> Wanted(Wish.Remind wish) => [.. Ahead.Where(d => wish.Deadlines.IsEmpty || wish.Deadlines.Contains(d.Id))];

    private ReminderState Granted(Wish.Remind wish, ReminderState? before)
    {
        var wasOn = before is { IsFull: true };
        var r = (before ?? new ReminderState { On = true, Notice = Notice.Id.Value, Since = Now }) with { On = true, OnlySnoozes = false, Since = Now };
        if (wish.Setting.Change != DayChange.Fewer) r = wish.Deadlines.IsEmpty ? All(r, wish, wasOn) : Named(r, wish.Deadlines, wasOn);
        r = DayChoice.Apply(Notice, r, wish.Deadlines, wish.Setting);
        var opening = wish.Setting is { Change: DayChange.Fewer, Opening: true } ? false : wish.Setting.Opening;
        return r with { Opening = opening ?? r.Opening, At = wish.Setting.At ?? r.At };
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
        var r = Before ?? new ReminderState { On = false, Notice = Notice.Id.Value, Since = default };
        var done = named.IsEmpty ? r.Last : named;
        if (done.IsEmpty) return WhichIsDone(Chosen.Ahead(Notice, State with { Reminders = r }, Today));
        var state = State with { Reminders = r with { Done = [.. r.Done.Union(done)], Last = [], Snoozes = [.. r.Snoozes.Where(s => !done.Contains(s.Deadline))] } };
        if (state.Check is { Of: null } check) state = state with { Check = check with { Done = [.. check.Done.Union(done.Select(d => Notice.Reminders.Step(d).DoneWith.FirstOrDefault()).OfType<string>())] } };
        var talk = (this with { State = state }).Say(ReminderTalkWording.Done(Notice, done, r.On));
        return r.On ? talk.Say(talk.Nearest()) with { Choices = [ReminderWording.What] } : talk.Say(ReminderTalkWording.NextDay(talk.Ahead, Today)) with { Choices = Offer };
    }

    private ReminderTalk WhichIsDone(ImmutableArray<Deadline> ahead) => ahead.IsEmpty
        ? Say(ReminderTalkWording.NothingAhead())
        : Say(ReminderTalkWording.WhichIsDone()) with { Choices = [.. ahead.Take(MostChoices).Select(ReminderTalkWording.IsDone)] };

    /// <summary>Said to be done too early, by somebody who is not reminded.</summary>
    private ReminderTalk Undone(ImmutableArray<string> deadlines)
    {
        var talk = this with { State = State with { Reminders = State.Reminders! with { Done = State.Reminders.Done.RemoveRange(deadlines) } } };
        return talk.Say(ReminderTalkWording.Undone(Notice, deadlines)).Say(ReminderTalkWording.NextDay(talk.Ahead, Today)) with { Choices = Offer };
    }

    private ReminderTalk Again(Wish.Again wish)
    {
        if (wish.When is not { } when) return WhenAgain();
        if (when <= Now) return Say(ReminderTalkWording.OverAlready(when, Today));
        // Who is not reminded by the plan gets the one reminder, and no more than that.
        var r = Before is { On: true } on ? on : (Before ?? new ReminderState { On = true, Notice = Notice.Id.Value, Since = Now }) with { On = true, OnlySnoozes = true, Only = [], Stopped = [], Snoozes = [], Since = Now };
        var asked = this with { State = State with { Reminders = r } };
        var open = asked.Meant(wish.Deadlines, ReminderPlanner.Day(when));
        var kept = open.Where(d => d.Closes >= ReminderPlanner.Day(when)).ToList();
        if (kept.Count == 0) return Say(open.IsEmpty ? ReminderTalkWording.NothingAhead() : ReminderTalkWording.ClosedThen(open[0], when, Today)) with { Choices = open.Any(d => d.Closes >= Today) ? Evening : [] };
        r = r with { Snoozes = [.. r.Snoozes.Union(kept.Select(d => new Snooze(d.Id, when)))], Stopped = r.OnlySnoozes ? [] : r.Stopped.RemoveRange(kept.Select(d => d.Id)) };
        return (this with { State = State with { Reminders = r } }).Say(ReminderTalkWording.Again(kept, when, Today, r.OnlySnoozes)) with { Choices = [.. r.OnlySnoozes ? [ReminderWording.Offer] : (IEnumerable<Choice>)[], ReminderWording.What, ReminderWording.Stop] };
    }

    /// <summary>Those named; else those of the last reminder while they are open; else the first that is open on the day.</summary>
    private ImmutableArray<Deadline> Meant(ImmutableArray<string> named, DateOnly day)
    {
        if (!named.IsEmpty) return [.. named.Select(Notice.Deadline).OfType<Deadline>()];
        ImmutableArray<Deadline> last = [.. State.Reminders!.Last.Select(Notice.Deadline).OfType<Deadline>().Where(d => d.Closes >= Today)];
        return !last.IsEmpty ? last : Ahead.FirstOrDefault(d => d.Closes >= day) is { } then ? [then] : [.. Ahead.TakeLast(1)];
    }

    /// <summary>Whether the last reply asked for the moment of another reminder.</summary>
    public static bool HasAskedWhen(ConversationState state) => state.Reminders is not null && state.Offered is [var first, ..] && first == ReminderWording.How;

    private ReminderTalk WhenAgain()
    {
        var tomorrow = State.Reminders is null || Meant([], Today).Any(d => d.Closes > Today);
        return Say(ReminderTalkWording.WhenAgain(tomorrow)) with { Choices = [ReminderWording.How, .. tomorrow ? [ReminderWording.Tomorrow] : Evening] };
    }

    /// <summary>The rest of the day, where the next one is too late.</summary>
    private ImmutableArray<Choice> Evening => Now < ReminderPlanner.Moment(Today, new TimeOnly(20, 0)) ? [ReminderTalkWording.Tonight] : [];

    private ReminderTalk List() => Before is not { On: true }
        ? Say(ReminderTalkWording.NotOnYet(Notice, State.Role, Today, ReminderPlanner.HasAhead(Notice, State, Now))) with { Choices = [ReminderWording.Offer, ReminderWording.Calendar] }
        : Say(ReminderTalkWording.Planned(Notice, State, Now)).Told();

    /// <summary>The dates shown are now told, and the usual choices stand under them.</summary>
    private ReminderTalk Told() => this with
    {
        State = State with { Reminders = ReminderWriter.Tell(State.Reminders!, Ahead.IsEmpty ? Chosen.Of(Notice, State) : Ahead) },
        Choices = [ReminderWording.What, ReminderWording.Calendar, ReminderWording.Stop],
    };

    private string NearestIfAny() => Nearest() is var nearest && ReminderTalkWording.IsNearest(nearest) ? nearest : "";

    private string Nearest() => ReminderTalkWording.Nearest(Notice, State, Now);

    private ReminderTalk Say(string sentence) => sentence.Length == 0 ? this : this with { Said = [.. Said.Where(s => !ReminderTalkWording.IsNearest(s)), sentence] };
}
