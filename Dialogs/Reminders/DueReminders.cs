using System.Collections.Immutable;
using Dialogs.Turns;
using Knowledge.Notices;

namespace Dialogs.Reminders;

/// <summary>A person's plan as seen from one moment.</summary>
/// <param name="Say">To be said now, in one message.</param>
/// <param name="TooLate">Missed while nothing could be sent, and of no help any more.</param>
/// <param name="Next">When to look again; null: nothing is left.</param>
public sealed record DueReminders(ImmutableArray<ReminderItem> Say, ImmutableArray<ReminderItem> TooLate, DateTimeOffset? Next)
{
    /// <summary>Nobody is woken by what is a day late anyway.</summary>
    private const int Wakes = 8, Sleeps = 22;

    public static DueReminders Of(Notice notice, ConversationState state, DateTimeOffset now, IReadOnlySet<string>? settled = null, DateTimeOffset from = default)
    {
        var plan = ReminderPlanner.Plan(notice, state, now, settled, from);
        var today = ReminderPlanner.Day(now);
        var over = plan.Where(i => i.At <= now).ToImmutableArray();
        var tooLate = over.Where(i => i.Deadline.Closes < today && i.Kind != ReminderKind.Correction).ToImmutableArray();
        var say = over.Except(tooLate).Where(i => IsToday(i, today) || !plan.Any(o => o.Deadline.Id == i.Deadline.Id && o.At > now && IsToday(o, today))).ToImmutableArray();
        var next = plan.Where(i => i.At > now).Select(i => (DateTimeOffset?)i.At).FirstOrDefault();
        if (say.IsEmpty || !Sleeping(say, now, today)) return new(say, tooLate, next);
        var morning = Morning(now);
        return new([], tooLate, next < morning ? next : morning);
    }

    private static bool IsToday(ReminderItem item, DateOnly today) => ReminderPlanner.Day(item.At) == today && item.Kind != ReminderKind.Correction;

    private static bool Sleeping(ImmutableArray<ReminderItem> say, DateTimeOffset now, DateOnly today) =>
        now.ToOffset(ReminderPlanner.Offset).Hour is < Wakes or >= Sleeps && !say.Any(i => IsToday(i, today) || i.Deadline.Closes == today);

    private static DateTimeOffset Morning(DateTimeOffset now)
    {
        var today = ReminderPlanner.Moment(ReminderPlanner.Day(now), new TimeOnly(Wakes, 0));
        return now < today ? today : today.AddDays(1);
    }
}
