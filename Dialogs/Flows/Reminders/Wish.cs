using System.Collections.Immutable;

namespace Dialogs.Flows.Reminders;

/// <summary>Something that a person wants of the reminders. A closed set.</summary>
internal abstract record Wish
{
    private Wish() { }

    /// <summary>To be reminded, from now on or otherwise than so far.</summary>
    /// <param name="Deadlines">Only of these; empty: of all of the person's.</param>
    public sealed record Remind(ImmutableArray<string> Deadlines, Setting Setting, bool Resume) : Wish;

    /// <param name="Deadlines">Empty: nothing at all any more.</param>
    public sealed record Stop(ImmutableArray<string> Deadlines) : Wish;

    /// <param name="Deadlines">Empty: what the last reminder was about.</param>
    public sealed record Done(ImmutableArray<string> Deadlines) : Wish;

    /// <summary>Not done after all, of somebody who is not reminded.</summary>
    public sealed record Undone(ImmutableArray<string> Deadlines) : Wish;

    /// <param name="When">Null: a moment was meant that cannot be told.</param>
    public sealed record Again(ImmutableArray<string> Deadlines, DateTimeOffset? When) : Wish;

    /// <summary>What one will be sent, and when.</summary>
    public sealed record List : Wish;

    /// <summary>Something that reminders cannot do: every day, by telephone.</summary>
    /// <param name="TooEarly">True: so many days ahead that no plan goes back to them.</param>
    public sealed record Impossible(bool TooEarly = false) : Wish;

    /// <summary>How it works.</summary>
    public sealed record Explain : Wish;

    public sealed record Calendar : Wish;
}

/// <summary>What becomes of the days on which one is reminded so far.</summary>
internal enum DayChange { Replace, More, Fewer }

/// <summary>When to be reminded, as far as the words say.</summary>
/// <param name="Days">Before the close; empty: not said.</param>
/// <param name="Opening">Null: not said.</param>
/// <param name="At">Null: not said.</param>
internal sealed record Setting(ImmutableArray<int> Days, bool? Opening, TimeOnly? At)
{
    public static readonly Setting None = new([], null, null);

    public DayChange Change { get; init; }

    /// <summary>True: on the days named and on no others.</summary>
    public bool Only { get; init; }

    public bool IsEmpty => Days.IsEmpty && Opening is null && At is null;

    public Setting Or(Setting other) => new(Days.IsEmpty ? other.Days : Days, Opening ?? other.Opening, At ?? other.At) { Change = Days.IsEmpty && Opening is null ? other.Change : Change, Only = Only || other.Only };
}

/// <summary>What a message wants of the reminders, and what else it says.</summary>
/// <param name="Rest">The clauses that speak of something else, joined; empty: none.</param>
internal sealed record Wishes(ImmutableArray<Wish> All, string Rest)
{
    public static readonly Wishes None = new([], "");
}
