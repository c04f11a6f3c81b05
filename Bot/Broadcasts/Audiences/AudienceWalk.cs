using System.Runtime.CompilerServices;
using Bot.Broadcasts.Ledgers;
using Bot.State.Conversations;
using Bot.State.Persons;
using Bot.State.Time;
using Dialogs.Turns;
using Knowledge.Notices;

namespace Bot.Broadcasts.Audiences;

/// <param name="AlreadyDone">True: left out, because they have done it.</param>
internal sealed record Match(Candidate Candidate, bool AlreadyDone);

/// <summary>Finds the people of an audience, a page at a time; what it holds does not grow with their number.</summary>
internal sealed class AudienceWalk(People people, Ledger ledger, KeyLists lists, Pseudonyms pseudonyms, Acknowledgements acknowledgements, NoticeLibrary notices, NoticeClock clock)
{
    /// <param name="after">Go on after this person; null: from the first.</param>
    public IAsyncEnumerable<IReadOnlyList<Match>> MatchAsync(Notice notice, Audience audience, ConversationKey? after, CancellationToken ct) =>
        audience is Audience.FailedIn failed ? FailedAsync(notice, failed, after, ct) : AmongAllAsync(notice, audience, after, ct);

    private async IAsyncEnumerable<IReadOnlyList<Match>> AmongAllAsync(Notice notice, Audience audience, ConversationKey? after, [EnumeratorCancellation] CancellationToken ct)
    {
        var facts = await PageFacts.PrepareAsync(audience, ledger, lists, pseudonyms, acknowledgements, ct);
        await foreach (var page in people.EnumerateAsync(after, ct))
        {
            var cards = (await Task.WhenAll(page.Select(p => people.ReadAsync(p, ct)))).OfType<PersonCard>().ToArray();
            var known = await facts.ReadAsync([.. cards.Select(c => c.Key)], ct);
            yield return [.. cards.Select((card, i) => Of(notice, card.Key, card.State, known[i])).Where(c => c.Is(audience, doneToo: true)).Select(c => new Match(c, !c.Is(audience, doneToo: false)))];
        }
    }

    private async IAsyncEnumerable<IReadOnlyList<Match>> FailedAsync(Notice notice, Audience.FailedIn failed, ConversationKey? after, [EnumeratorCancellation] CancellationToken ct)
    {
        await foreach (var page in ledger.ReadAllAsync(failed.Broadcast, ct))
        {
            var keys = page.Where(e => IsFailed(e, failed.Uncertain)).Select(e => e.Person).Where(p => after is null || PersonOrder.Instance.Compare(p, after) > 0).ToArray();
            var cards = await Task.WhenAll(keys.Select(k => people.ReadAsync(k, ct)));
            yield return [.. keys.Select((key, i) => new Match(Of(notice, key, cards[i]?.State ?? new ConversationState(), KnownFacts.None), false))];
        }
    }

    // A broadcast that is over and still has some who wait was stopped before their turn.
    private static bool IsFailed(LedgerEntry entry, bool uncertainToo) =>
        entry.State is DeliveryState.Refused or DeliveryState.GivenUp or DeliveryState.Pending or DeliveryState.Passing || (uncertainToo && entry.State == DeliveryState.Uncertain);

    private Candidate Of(Notice notice, ConversationKey key, ConversationState state, KnownFacts known)
    {
        var talksOf = state.Notice ?? notices.Default(clock.Today)?.Id.Value;
        return new(key, state, notice, clock.Today, talksOf == notice.Id.Value, known.Lists, known.Unacknowledged);
    }
}
