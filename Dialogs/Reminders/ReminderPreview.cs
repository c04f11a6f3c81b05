using System.Collections.Immutable;
using Dialogs.Turns;
using Knowledge.Notices;

namespace Dialogs.Reminders;

/// <summary>Plays a stretch of time by the same rules by which the service sends, if nobody changes anything meanwhile. Pure.</summary>
public static class ReminderPreview
{
    /// <param name="from">Where the service would begin: what was missed before comes first, if it still helps.</param>
    /// <param name="to">Not included.</param>
    public static IEnumerable<(DateTimeOffset At, ImmutableArray<ReminderItem> Items)> Play(Notice notice, ConversationState state, DateTimeOffset from, DateTimeOffset to, IEnumerable<string>? settled = null)
    {
        var done = (settled ?? []).ToHashSet();
        for (DateTimeOffset? now = from; now < to;)
        {
            var due = DueReminders.Of(notice, state, now.Value, done, from);
            if (!due.Say.IsEmpty) yield return (now.Value, due.Say);
            done.UnionWith(due.Say.Concat(due.TooLate).Select(i => i.Key));
            now = due.Say.IsEmpty || due.Next > now ? due.Next : null;
        }
    }
}
