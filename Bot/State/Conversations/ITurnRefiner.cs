using Dialogs.Turns;

namespace Bot.State.Conversations;

/// <summary>
/// Works on a turn between the pure step and its commit, where something outside is needed: addresses of links, a language model. In the order of registration.
/// May run again after a lost race, and nobody has heard of the turn yet.
/// </summary>
internal interface ITurnRefiner
{
    /// <returns>The same turn if there is nothing to do, which is without cost then.</returns>
    ValueTask<Turn> RefineAsync(TurnDraft draft, CancellationToken ct);
}

/// <param name="State">Before the turn.</param>
/// <param name="Sequence">The number that the first activity of the turn will have.</param>
/// <param name="Message">What began it; null: it begins by itself, or the channel said something of its own beside it.</param>
internal readonly record struct TurnDraft(ConversationKey Key, ConversationState State, Message? Message, long Sequence, Turn Turn);
