using Knowledge.Deadlines;

namespace Dialogs.Reminders;

public enum ReminderKind
{
    /// <summary>On the day a window opens.</summary>
    Opening,

    /// <summary>So many days before it closes.</summary>
    Before,

    /// <summary>Once more, as the person wished.</summary>
    Snoozed,

    /// <summary>The person was told another date before the notice was corrected.</summary>
    Correction,
}

/// <summary>One thing to remind one person of.</summary>
/// <param name="Key">
/// Names it for this person: deadline, kind, days and the date meant. A key is never said twice; a deadline that was moved has new ones.
/// </param>
/// <param name="Deadline">As it stands now; of one that a correction has removed, as it was told.</param>
/// <param name="Days">Before the close; 0 for other kinds.</param>
/// <param name="At">Due then, in the notices' offset. Several due at one moment are one message.</param>
public sealed record ReminderItem(string Key, Deadline Deadline, ReminderKind Kind, int Days, DateTimeOffset At)
{
    /// <summary>What a correction corrects; null: no correction.</summary>
    public ToldDeadline? Was { get; init; }

    /// <summary>True: the corrected notice no longer has the deadline.</summary>
    public bool Gone { get; init; }
}
