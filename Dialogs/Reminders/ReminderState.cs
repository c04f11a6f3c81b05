using System.Collections.Immutable;

namespace Dialogs.Reminders;

/// <summary>What somebody wants to be reminded of, and what they have been told. Null in a conversation whose person never asked for it.</summary>
public sealed record ReminderState
{
    /// <summary>The most that is remembered of what was said; older entries are of days long past.</summary>
    public const int MostSaid = 120;

    /// <summary>False: stopped; the choices stay for when they go on.</summary>
    public required bool On { get; init; }

    /// <summary>Reminded by the notice's plan, not only once.</summary>
    internal bool IsFull => On && !OnlySnoozes;

    /// <summary>The notice subscribed to, whatever is talked about later.</summary>
    public required string Notice { get; init; }

    /// <summary>What was due before is not made up for. The beginning of time: nobody was ever reminded, something was only said to be done.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>True: only the single reminders that they asked for, none of the notice's plan.</summary>
    public bool OnlySnoozes { get; init; }

    /// <summary>Ids of the only deadlines wanted; empty: all of the person's role.</summary>
    public ImmutableArray<string> Only { get; init; } = [];

    /// <summary>Ids wanted beyond those of the role.</summary>
    public ImmutableArray<string> Also { get; init; } = [];

    /// <summary>Ids not wanted any more.</summary>
    public ImmutableArray<string> Stopped { get; init; } = [];

    /// <summary>Ids of those that the person says are done.</summary>
    public ImmutableArray<string> Done { get; init; } = [];

    /// <summary>Days before a close, chosen by the person, for all deadlines; empty: the notice's.</summary>
    public ImmutableArray<int> Days { get; init; } = [];

    /// <summary>Those of <see cref="Days"/> that are the notice's own, left when one was added or taken away: they go out as the notice's do.</summary>
    public ImmutableArray<int> Kept { get; init; } = [];

    /// <summary>The same for single deadlines.</summary>
    public ImmutableArray<ChosenDays> DaysOf { get; init; } = [];

    /// <summary>Whether the opening day brings a reminder; null: as in the notice.</summary>
    public bool? Opening { get; init; }

    /// <summary>The hour in Asia/Shanghai; null: the notice's.</summary>
    public TimeOnly? At { get; init; }

    public ImmutableArray<Snooze> Snoozes { get; init; } = [];

    /// <summary>Keys of the items said, in order: committed together with the words, so that nothing is said twice.</summary>
    public ImmutableArray<string> Said { get; init; } = [];

    /// <summary>The dates that the person was told, so that a corrected notice is told to whom it concerns.</summary>
    public ImmutableArray<ToldDeadline> Told { get; init; } = [];

    /// <summary>Ids of the deadlines of the last reminder: what 「办好了」 in reply is about.</summary>
    public ImmutableArray<string> Last { get; init; } = [];
}

public sealed record ChosenDays(string Deadline, ImmutableArray<int> Days)
{
    /// <summary>As <see cref="ReminderState.Kept"/>.</summary>
    public ImmutableArray<int> Kept { get; init; } = [];
}

/// <summary>One more reminder, at a moment that the person named.</summary>
public sealed record Snooze(string Deadline, DateTimeOffset At);

public sealed record ToldDeadline(string Deadline, DateOnly? Opens, DateOnly Closes);
