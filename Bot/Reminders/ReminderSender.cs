using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Bot.Delivery;
using Bot.State.Persons;
using Bot.State.Time;
using Dialogs.Reminders;
using Dialogs.Turns;
using Knowledge.Notices;

namespace Bot.Reminders;

/// <summary>
/// Looks at one person: what is due is worked out from their conversation as it is now, marked as "sending", sent, and the result noted. Killed at any point it
/// goes on without saying anything twice.
/// </summary>
internal sealed class ReminderSender(DueQueue queue, ReminderLedger ledger, People people, Deliverer deliverer, Assistant assistant, NoticeClock clock, TimeProvider time)
{
    private static readonly TimeSpan RenewEvery = DueQueue.LeaseTime / 3;

    /// <exception cref="LeaseLostException">Somebody else may be at it; nothing was sent, or what became of it is noted beside what they wrote.</exception>
    public async Task LookAsync(Claim claim, CancellationToken ct)
    {
        if (await people.ReadAsync(claim.Person, ct) is not { } card) await queue.RemoveAsync(claim, ct);
        else await queue.SettleAsync(claim, NoticeOf(card.State) is { } notice ? await LookAsync(claim, card, notice, ct) : null, ct);
    }

    /// <summary>The notice that somebody is reminded of; null: they are not, or it is no longer here.</summary>
    private Notice? NoticeOf(ConversationState state) =>
        state.Reminders is { On: true } r && NoticeId.TryParse(r.Notice, null, out var id) ? assistant.Notices.Find(id) : null;

    /// <returns>When to look again, in notice time; null: nothing is due.</returns>
    private async Task<DateTimeOffset?> LookAsync(Claim claim, PersonCard card, Notice notice, CancellationToken ct)
    {
        var (person, now) = (claim.Person, clock.Now);
        var before = await ledger.ReadStoredAsync(person, ct);
        var entries = before.Entries.Recover(card.State, deliverer.Find(person.Channel)?.CommitDelivers == true, now);
        var again = entries.Again(card.State);
        var due = DueReminders.Of(notice, card.State.Unsaid(again), now, entries.Settled(), clock.Begins);
        entries = entries.With(due.TooLate.Select(i => entries.TooLate(i, now)));
        var waiting = entries.Where(e => e is { Status: LedgerStatus.Retrying, NotBefore: { } at } && at > now).ToList();
        ImmutableArray<ReminderItem> say = [.. due.Say.Where(i => waiting.TrueForAll(w => w.Key != i.Key))];
        entries = entries.WithoutLapsed(say);
        if (!say.IsEmpty) return await SendAsync(claim, AboutOf(notice, card.State, say, now), new(notice, say, again, entries.With(say.Select(i => entries.Begin(i, now))), now, clock.Begins), before, ct);
        if (!entries.SequenceEqual(before.Entries) && await ledger.TryWriteAsync(person, before, entries, ct) is null) throw new LeaseLostException();
        return waiting.Select(w => w.NotBefore).Append(due.Next).Min();
    }

    private async Task<DateTimeOffset?> SendAsync(Claim claim, AboutDeadline? about, Announced announced, StoredLedger before, CancellationToken ct)
    {
        if (await ledger.TryWriteAsync(claim.Person, before, announced.Marked, ct) is not { } marked) throw new LeaseLostException();
        var held = await queue.RenewAsync(claim, ct) ?? throw new LeaseLostException();
        var result = await HoldingAsync(held, deliverer.SendAsync(claim.Person, new(announced.Id, announced.Step) { About = about }, ct), ct);
        var results = LedgerEntries.Results([.. marked.Entries.Where(e => announced.Keys.Contains(e.Key))], result, clock.Now, clock.Stretch).ToList();
        var after = marked.Entries.Without(announced.Begun.Except(announced.Keys)).With(results);
        if (await ledger.TryWriteAsync(claim.Person, marked, after, ct) is null) await NoteLateAsync(claim, results, ct);
        // Looked at once more: what is next may have changed by what was said.
        return announced.Now;
    }

    /// <summary>This process stood still for longer than its lease, and another has written since.</summary>
    private async Task NoteLateAsync(Claim claim, List<LedgerEntry> results, CancellationToken ct)
    {
        StoredLedger now;
        do now = await ledger.ReadStoredAsync(claim.Person, ct);
        // None at all: they erased themself.
        while (now.Value.Length > 0 && await ledger.TryWriteAsync(claim.Person, now, now.Entries.WithLate(results, clock.Now), ct) is null);
        throw new LeaseLostException();
    }

    // The most urgent of several.
    private static AboutDeadline? AboutOf(Notice notice, ConversationState state, ImmutableArray<ReminderItem> say, DateTimeOffset now) =>
        say.Where(i => !i.Gone).Select(i => i.Deadline).MinBy(d => d.Closes) is { } deadline
            ? new(deadline.Name, deadline.Closes, ReminderWriter.Missing(notice, state, deadline, ReminderPlanner.Day(now))) : null;

    /// <summary>Keeps the lease while a channel takes its time.</summary>
    private async Task<DeliveryResult> HoldingAsync(Claim claim, Task<DeliveryResult> sending, CancellationToken ct)
    {
        Claim? held = claim;
        using var done = CancellationTokenSource.CreateLinkedTokenSource(ct);
        while (held is not null && await Task.WhenAny(sending, Task.Delay(RenewEvery, time, done.Token)) != sending) held = await queue.RenewAsync(held, ct);
        var result = await sending;
        await done.CancelAsync();
        return result;
    }

    /// <summary>What is said, of the conversation as it is when it is said: a wish or a tick, or another process that said it, may have come between.</summary>
    /// <param name="again">Keys that the conversation holds although they did not arrive.</param>
    /// <param name="marked">The ledger, with what is begun now.</param>
    private sealed class Announced(Notice notice, ImmutableArray<ReminderItem> items, HashSet<string> again, ImmutableArray<LedgerEntry> marked, DateTimeOffset now, DateTimeOffset begins)
    {
        public ImmutableArray<LedgerEntry> Marked => marked;

        public DateTimeOffset Now => now;

        public IEnumerable<string> Begun => items.Select(i => i.Key);

        /// <summary>What was said in the end.</summary>
        public IReadOnlyCollection<string> Keys { get; private set; } = [.. items.Select(i => i.Key)];

        /// <summary>
        /// The same for the same items on the same day: on another day the days left are others. Another after one who died before it sent anything: should that one
        /// only have stood still, it finds it said and does not take it for its own.
        /// </summary>
        public string Id { get; } =
            $"reminder:{notice.Id}:{ReminderPlanner.Day(now):yyyyMMdd}:{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('|', items.Select(i => NameOf(i, marked))))))[..16]}";

        public Turn Step(ConversationState state)
        {
            var due = DueReminders.Of(notice, state.Unsaid(again), now, marked.Settled(), begins);
            ImmutableArray<ReminderItem> still = [.. due.Say.Where(i => items.Any(o => o.Key == i.Key))];
            Keys = [.. still.Select(i => i.Key)];
            return still.IsEmpty ? new Turn(state, [], []) : ReminderWriter.Say(notice, state, still, now);
        }

        private static string NameOf(ReminderItem item, ImmutableArray<LedgerEntry> marked) =>
            marked.First(e => e.Key == item.Key) is { Takeovers: > 0 and var takeovers } ? $"{item.Key}#{takeovers}" : item.Key;
    }
}

/// <summary>The lease ran out: somebody else may be at it.</summary>
internal sealed class LeaseLostException : Exception;
