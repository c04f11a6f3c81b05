using System.Collections.Immutable;

namespace Bot.Calendars;

/// <summary>A day to keep in mind, as an all-day event.</summary>
/// <param name="Uid">Stable for the same thing, whatever its date becomes; tells nothing of a person.</param>
/// <param name="Alarms">Before (negative) or after the beginning of the day.</param>
/// <param name="Cancelled">True: done, or no longer wanted; calendars that have it take it out.</param>
internal sealed record CalendarEvent(string Uid, DateOnly Day, string Summary, string Description, ImmutableArray<TimeSpan> Alarms, bool Cancelled = false);

/// <summary>Which state of a calendar this is: later ones replace earlier ones.</summary>
/// <param name="At">Since when it stands so.</param>
internal sealed record CalendarVersion(int Sequence, DateTimeOffset At);
