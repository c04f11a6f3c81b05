using Bot.State.Conversations;
using Dialogs.Replies;
using Dialogs.Turns;

namespace Bot.State.Persons;

/// <summary>Puts the person's pseudonym into the reply that tells it.</summary>
internal sealed class NumberTold(Pseudonyms pseudonyms) : ITurnRefiner
{
    public ValueTask<Turn> RefineAsync(TurnDraft draft, CancellationToken ct) =>
        draft.Turn.Replies.All(r => !r.TellsNumber) ? new(draft.Turn) : new(TellAsync(draft, ct));

    private async Task<Turn> TellAsync(TurnDraft draft, CancellationToken ct)
    {
        var number = await pseudonyms.OfAsync(draft.Key, ct);
        return draft.Turn with { Replies = [.. draft.Turn.Replies.Select(r => r.TellsNumber ? r with { Text = r.Text.Replace(Reply.NumberMark, number, StringComparison.Ordinal) } : r)] };
    }
}
