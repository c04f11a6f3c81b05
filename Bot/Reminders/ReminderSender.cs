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

    /// <exception cref="LeaseLostException">Somebody else may be at it; nothing was sent.</exception>
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
        var before = await ledger.ReadAsync(person, ct);
        var entries = before.Recover(card.State, deliverer.Find(person.Channel)?.CommitDelivers == true, now);
        var due = DueReminders.Of(notice, entries.Unsaid(card.State), now, entries.Settled(), clock.Begins);
        entries = entries.With(due.TooLate.Select(i => entries.TooLate(i, now)));
        var waiting = entries.Where(e => e is { Status: LedgerStatus.Retrying, NotBefore: { } at } && at > now).ToList();
        ImmutableArray<ReminderItem> say = [.. due.Say.Where(i => waiting.TrueForAll(w => w.Key != i.Key))];
        if (!say.IsEmpty) return await SendAsync(claim, notice, entries, say, now, ct);
        if (!entries.SequenceEqual(before)) await ledger.WriteAsync(person, entries, ct);
        return waiting.Select(w => w.NotBefore).Append(due.Next).Min();
    }

    private async Task<DateTimeOffset?> SendAsync(Claim claim, Notice notice, ImmutableArray<LedgerEntry> entries, ImmutableArray<ReminderItem> say, DateTimeOffset now, CancellationToken ct)
    {
        var marked = entries.With(say.Select(i => entries.Begin(i, now)));
        await ledger.WriteAsync(claim.Person, marked, ct);
        var held = await queue.RenewAsync(claim, ct) ?? throw new LeaseLostException();
        var announced = new Announced(notice, say, marked, now, clock.Begins);
        var result = await HoldingAsync(held, deliverer.SendAsync(claim.Person, new(IdOf(notice, say, now), announced.Step), ct), ct);
        var sending = marked.Where(e => announced.Keys.Contains(e.Key)).ToList();
        var after = marked.Without(say.Select(i => i.Key).Except(announced.Keys)).With(LedgerEntries.Results(sending, result, clock.Now, clock.Stretch));
        await ledger.WriteAsync(claim.Person, after, ct);
        // Looked at once more: what is next may have changed by what was said.
        return now;
    }

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

    /// <summary>The same for the same items on the same day; on another day the days left are others.</summary>
    private static string IdOf(Notice notice, ImmutableArray<ReminderItem> say, DateTimeOffset now) =>
        $"reminder:{notice.Id}:{ReminderPlanner.Day(now):yyyyMMdd}:{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('|', say.Select(i => i.Key)))))[..16]}";

    /// <summary>What is said, of the conversation as it is when it is said: a wish or a tick may have come between.</summary>
    private sealed class Announced(Notice notice, ImmutableArray<ReminderItem> items, ImmutableArray<LedgerEntry> entries, DateTimeOffset now, DateTimeOffset begins)
    {
        public IReadOnlyCollection<string> Keys { get; private set; } = [.. items.Select(i => i.Key)];

        public Turn Step(ConversationState state)
        {
            var due = DueReminders.Of(notice, entries.Unsaid(state), now, entries.Settled(), begins);
            ImmutableArray<ReminderItem> still = [.. due.Say.Where(i => items.Any(o => o.Key == i.Key))];
            Keys = [.. still.Select(i => i.Key)];
            return still.IsEmpty ? new Turn(state, [], []) : ReminderWriter.Say(notice, state, still, now);
        }
    }
}

/// <summary>The lease ran out before anything was sent.</summary>
internal sealed class LeaseLostException : Exception;
