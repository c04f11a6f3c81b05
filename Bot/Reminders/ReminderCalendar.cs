using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Bot.State.Conversations;
using Bot.State.Persons;
using Dialogs.Reminders;
using Dialogs.Turns;
using Knowledge.Notices;

namespace Bot.Reminders;

/// <summary>One message that somebody will get if nothing changes.</summary>
/// <param name="Items">All due at that moment.</param>
internal sealed record PlannedReminder(ConversationKey Person, Notice Notice, DateTimeOffset At, ImmutableArray<ReminderItem> Items);

/// <summary>One line of a person's ledger.</summary>
internal sealed record PastReminder(ConversationKey Person, LedgerEntry Entry);

/// <summary>What goes out on one day.</summary>
/// <param name="People">How many get something; who gets two things counts once.</param>
/// <param name="What">Each deadline, with how many are reminded of it.</param>
internal sealed record ReminderDay(DateOnly Day, int People, ImmutableArray<(string Name, int People)> What);

/// <summary>What will be sent to whom and what was: for the preview and the console. Walks people a page at a time.</summary>
internal sealed class ReminderCalendar(People people, ReminderLedger ledger, Assistant assistant)
{
    /// <summary>Every message from one moment of notice time until before another, person by person.</summary>
    public async IAsyncEnumerable<PlannedReminder> PlannedAsync(DateTimeOffset from, DateTimeOffset to, [EnumeratorCancellation] CancellationToken ct)
    {
        await foreach (var page in people.EnumerateCardsAsync(ct))
            foreach (var card in page.Where(c => c.State.Reminders is { On: true }))
            {
                if (!NoticeId.TryParse(card.State.Reminders!.Notice, null, out var id) || assistant.Notices.Find(id) is not { } notice) continue;
                var entries = await ledger.ReadAsync(card.Key, ct);
                foreach (var (at, items) in ReminderPreview.Play(notice, card.State.Unsaid(entries.Again(card.State)), from, to, entries.Settled()))
                    yield return new(card.Key, notice, at, items);
            }
    }

    /// <summary>How many people get what on which day.</summary>
    public async Task<ImmutableArray<ReminderDay>> DaysAsync(DateTimeOffset from, DateTimeOffset to, CancellationToken ct)
    {
        var days = new SortedDictionary<DateOnly, (HashSet<ConversationKey> People, SortedDictionary<(DateOnly Closes, string Name), HashSet<ConversationKey>> What)>();
        await foreach (var planned in PlannedAsync(from, to, ct))
        {
            if (!days.TryGetValue(ReminderPlanner.Day(planned.At), out var day)) days[ReminderPlanner.Day(planned.At)] = day = ([], []);
            _ = day.People.Add(planned.Person);
            foreach (var deadline in planned.Items.Select(i => i.Deadline))
            {
                if (!day.What.TryGetValue((deadline.Closes, deadline.Name), out var reminded)) day.What[(deadline.Closes, deadline.Name)] = reminded = [];
                _ = reminded.Add(planned.Person);
            }
        }
        return [.. days.Select(d => new ReminderDay(d.Key, d.Value.People.Count, [.. d.Value.What.Select(w => (w.Key.Name, w.Value.Count))]))];
    }

    /// <summary>What became of the reminders due in a stretch of notice time.</summary>
    public async IAsyncEnumerable<PastReminder> PastAsync(DateTimeOffset from, DateTimeOffset to, [EnumeratorCancellation] CancellationToken ct)
    {
        await foreach (var page in people.EnumerateAsync(null, ct))
            foreach (var person in page)
                foreach (var entry in (await ledger.ReadAsync(person, ct)).Where(e => e.Due >= from && e.Due < to).OrderBy(e => e.Due))
                    yield return new(person, entry);
    }

    /// <summary>The ledger of one person, by when it was due.</summary>
    public async Task<ImmutableArray<LedgerEntry>> OfAsync(ConversationKey person, CancellationToken ct) => [.. (await ledger.ReadAsync(person, ct)).OrderBy(e => e.Due)];

    public async Task<int> CountSubscribersAsync(CancellationToken ct)
    {
        var count = 0;
        await foreach (var page in people.EnumerateCardsAsync(ct)) count += page.Count(c => c.State.Reminders is { On: true });
        return count;
    }
}
