using System.Collections.Immutable;
using Knowledge.Notices;

namespace Knowledge.Deadlines;

/// <summary>
/// A window of whole days in Asia/Shanghai, both ends inclusive: it is open on <see cref="Opens"/> and on <see cref="Closes"/>.
/// </summary>
public sealed record Deadline
{
    public required string Id { get; init; }
    public required string Name { get; init; }

    /// <summary>First day; null: no opening day is stated.</summary>
    public DateOnly? Opens { get; init; }

    /// <summary>Last day, inclusive.</summary>
    public required DateOnly Closes { get; init; }

    /// <summary>Whose it is, in the pack's words.</summary>
    public required ImmutableArray<string> Audience { get; init; }

    /// <summary>True: worked out from other dates and a counted period, not written in the notice.</summary>
    public required bool Derived { get; init; }

    /// <summary>How a derived one was counted, day by day; for a stated one where it is stated. Always a sentence for people.</summary>
    public required string Explanation { get; init; }

    /// <summary>The days counted for a derived deadline, ascending; else empty.</summary>
    public ImmutableArray<DateOnly> CountedDays { get; init; } = [];

    /// <summary>True: a day counted lies in a year whose working-day calendar is not known, so only weekends were skipped.</summary>
    public bool CalendarIncomplete { get; init; }

    /// <summary>The rule by which a derived one was counted; null for a stated one.</summary>
    public DerivedRule? Rule { get; init; }

    public required ImmutableArray<Citation> Citations { get; init; }

    public DeadlinePhase PhaseOn(DateOnly day) =>
        day > Closes ? DeadlinePhase.After
        : day == Closes ? DeadlinePhase.LastDay
        : Opens is { } opens && day < opens ? DeadlinePhase.Before
        : DeadlinePhase.Open;
}

/// <summary>Something that takes full working days and must be over before the last day of another window. The day it begins is not counted.</summary>
/// <param name="Before">Id of the other window.</param>
public sealed record DerivedRule(string Before, int WorkingDays);

/// <summary>The four answers to 「现在能…吗」.</summary>
public enum DeadlinePhase { Before, Open, LastDay, After }
