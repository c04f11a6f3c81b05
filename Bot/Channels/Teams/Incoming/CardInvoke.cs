using System.Text.Json;
using Bot.Channels.Cards;
using Bot.Channels.Teams.Activities;
using Bot.Channels.Teams.Replies;
using Bot.State;
using Bot.State.Conversations;
using Bot.State.Time;
using Dialogs.Turns;

namespace Bot.Channels.Teams.Incoming;

/// <summary>What a card is answered that was pressed: the card in its place, a sentence, or an error.</summary>
internal abstract record CardAnswer
{
    private CardAnswer() { }

    public sealed record Card(AdaptiveCard Content) : CardAnswer;

    public sealed record Sentence(string Text) : CardAnswer;

    /// <param name="Message">For whoever made the card, not for people.</param>
    public sealed record Error(int Status, string Code, string Message) : CardAnswer;
}

/// <summary>Answers <c>adaptiveCard/action</c>: a paper is ticked, or a card asks how it would look now.</summary>
internal sealed class CardInvoke(TeamsTurns turns, TurnStep step, Assistant assistant, IConversationStore store, TeamsReplies replies, NoticeClock clock)
{
    private const string Gone = "这份清单已经不在了。想再看，发“自查”就行。";
    private const int LongestSay = 200;

    public async Task<CardAnswer> AnswerAsync(TeamsActivity activity, CancellationToken ct)
    {
        var action = activity.Value.Member("action");
        if (action.ValueKind != JsonValueKind.Object) return new CardAnswer.Error(400, "BadRequest", "value.action is not an object.");
        var say = Hearing.Clean(action.Member("data").Text("say"));
        try
        {
            return action.Text("verb") switch
            {
                CardTarget.TickVerb when say is { Length: > 0 and <= LongestSay } => await TickAsync(activity, say, ct),
                CardTarget.TickVerb => new CardAnswer.Error(400, "BadRequest", "value.action.data.say is missing or too long."),
                CardTarget.RefreshVerb => await RefreshAsync(activity, say, ct),
                _ => new CardAnswer.Error(400, "UnknownVerb", "value.action.verb is not one of tick, refresh."),
            };
        }
        catch (StateUnavailableException)
        {
            return new CardAnswer.Sentence(TeamsTurns.Away);
        }
    }

    private async Task<CardAnswer> TickAsync(TeamsActivity activity, string say, CancellationToken ct)
    {
        if (activity.IsGroup) return new CardAnswer.Sentence(Gone);
        await turns.SilentlyAsync(activity, state => Ticked(state, say), ct);
        return await ShowAsync(activity, _ => true, ct) ?? new CardAnswer.Sentence(Gone);
    }

    /// <summary>A card of somebody else's check does not become one's own.</summary>
    /// <param name="of">Whose papers the card shows; empty: the person's own.</param>
    private async Task<CardAnswer> RefreshAsync(TeamsActivity activity, string? of, CancellationToken ct) =>
        await ShowAsync(activity, state => (state.Check?.Of ?? "") == (of ?? ""), ct) ?? new CardAnswer.Error(404, "NotFound", "There is no such list any more.");

    private async Task<CardAnswer?> ShowAsync(TeamsActivity activity, Func<ConversationState, bool> fits, CancellationToken ct)
    {
        var (record, _) = await store.ReadAsync(activity.Key, ct);
        return record is not null && fits(record.State) && assistant.LastOutcome(record.State, clock.Now) is { } outcome
            && ChecklistCard.Of(outcome, replies.Target, activity.From) is { } card ? new CardAnswer.Card(card) : null;
    }

    // As if it were said; what is said about it, and what the last reply offered, stays as it was.
    private ConversationState Ticked(ConversationState state, string say)
    {
        var message = new Message { Id = "", Text = say, Pressed = true };
        return step(state, message, clock.Now).State is { Check: { } check } && state.Check is not null
            ? state with { Check = state.Check with { Done = check.Done } }
            : state;
    }
}
