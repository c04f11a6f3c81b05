using System.Collections.Immutable;
using Bot.Delivery;
using Dialogs.Reminders;
using Dialogs.Turns;

namespace Bot.Reminders;

/// <summary>The rules of a person's ledger: pure.</summary>
internal static class LedgerEntries
{
    private static readonly TimeSpan[] Pauses =
    [
        TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(15), TimeSpan.FromHours(1), TimeSpan.FromHours(3), TimeSpan.FromHours(6),
    ];

    /// <summary>How long to wait after so many failures, or as long as the channel asks.</summary>
    public static TimeSpan Pause(int failures, TimeSpan? asked) => asked ?? Pauses[Math.Min(failures, Pauses.Length - 1)];

    public static HashSet<string> Settled(this ImmutableArray<LedgerEntry> entries) => [.. entries.Where(e => e.IsSettled).Select(e => e.Key)];

    /// <summary>Those which the conversation held already when it was looked at, but the channel could not take: to be said all the same.</summary>
    public static HashSet<string> Again(this ImmutableArray<LedgerEntry> entries, ConversationState seen) => [.. entries.Where(e => !e.IsSettled && IsSaid(seen, e)).Select(e => e.Key)];

    /// <summary>The state as if these had not been said.</summary>
    public static ConversationState Unsaid(this ConversationState state, HashSet<string> open)
    {
        return open.Count == 0 || state.Reminders is not { } r ? state : state with { Reminders = r with { Said = [.. r.Said.Where(s => !open.Contains(s))] } };
    }

    /// <summary>What a process left behind that died while sending. Channels commit before they send: what the conversation does not know was not sent.</summary>
    /// <param name="commitIsDelivery">Whether committing to the conversation is all there is to sending.</param>
    public static ImmutableArray<LedgerEntry> Recover(this ImmutableArray<LedgerEntry> entries, ConversationState state, bool commitIsDelivery, DateTimeOffset now) =>
    [
        .. entries.Select(e => e.Status != LedgerStatus.Sending ? e
            : !IsSaid(state, e) ? e with { Status = LedgerStatus.Retrying, At = now, NotBefore = null, Takeovers = e.Takeovers + 1 }
            : commitIsDelivery ? e with { Status = LedgerStatus.Sent, At = now }
            : e with { Status = LedgerStatus.Uncertain, At = now, Reason = "发送途中程序中断，不能确定对方是否收到。" }),
    ];

    /// <summary>Without those of a process that died before it sent anything, where they are not to be sent any more.</summary>
    public static ImmutableArray<LedgerEntry> WithoutLapsed(this ImmutableArray<LedgerEntry> entries, IEnumerable<ReminderItem> say) =>
        entries.RemoveAll(e => e is { Status: LedgerStatus.Retrying, NotBefore: null } && say.All(i => i.Key != e.Key));

    /// <summary>
    /// The results of a process that stood still, in what another has written meanwhile. What that one could not know stays uncertain, and what both say they sent becomes so.
    /// </summary>
    public static ImmutableArray<LedgerEntry> WithLate(this ImmutableArray<LedgerEntry> entries, IEnumerable<LedgerEntry> results, DateTimeOffset now) => entries.With(results
        .Select(r => (Mine: r, Theirs: entries.FirstOrDefault(e => e.Key == r.Key)))
        .Where(b => b.Theirs is not { Status: LedgerStatus.Uncertain })
        .Select(b => b is { Theirs.Status: LedgerStatus.Sent, Mine.Status: LedgerStatus.Sent } ? b.Mine with { Status = LedgerStatus.Uncertain, At = now, Reason = "两个程序都发过，对方可能收到了两次。" }
            : b is { Theirs.IsSettled: true } ? b.Theirs : b.Mine));

    public static ImmutableArray<LedgerEntry> With(this ImmutableArray<LedgerEntry> entries, IEnumerable<LedgerEntry> changed)
    {
        var by = changed.ToDictionary(e => e.Key, StringComparer.Ordinal);
        return by.Count == 0 ? entries : [.. entries.Where(e => !by.ContainsKey(e.Key)), .. by.Values];
    }

    public static ImmutableArray<LedgerEntry> Without(this ImmutableArray<LedgerEntry> entries, IEnumerable<string> keys) => entries.RemoveAll(e => keys.Contains(e.Key));

    public static LedgerEntry Begin(this ImmutableArray<LedgerEntry> entries, ReminderItem item, DateTimeOffset now) =>
        (entries.FirstOrDefault(e => e.Key == item.Key) ?? new LedgerEntry(item.Key, item.Deadline.Id, item.At, LedgerStatus.Sending, now)) with { Status = LedgerStatus.Sending, At = now, NotBefore = null };

    public static LedgerEntry TooLate(this ImmutableArray<LedgerEntry> entries, ReminderItem item, DateTimeOffset now) =>
        entries.Begin(item, now) with { Status = LedgerStatus.TooLate, Reason = "该提醒的时候没能发出，截止日已过，不再发送。" };

    /// <summary>The result for each: of several of one deadline the last due is what was said.</summary>
    public static IEnumerable<LedgerEntry> Results(IReadOnlyCollection<LedgerEntry> sending, DeliveryResult result, DateTimeOffset now, Func<TimeSpan, TimeSpan> stretch)
    {
        foreach (var ofDeadline in sending.GroupBy(e => e.Deadline))
        {
            var said = ofDeadline.MaxBy(e => e.Due)!;
            foreach (var entry in ofDeadline)
                yield return entry != said && result is DeliveryResult.Sent or DeliveryResult.Kept && entry != said
                    ? entry with { Status = LedgerStatus.Merged, At = now, Reason = "和同一件事后来的一条合在一起说了。" }
                    : entry.After(result, now, (failures, asked) => stretch(Pause(failures, asked)));
        }
    }

    private static bool IsSaid(ConversationState state, LedgerEntry entry) => state.Reminders?.Said.Contains(entry.Key) == true;
}
