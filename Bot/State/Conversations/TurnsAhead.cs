using System.Collections.Concurrent;

namespace Bot.State.Conversations;

/// <summary>What was announced to people, and committed, before the send that takes it from here. Thread-safe.</summary>
internal sealed class TurnsAhead
{
    private readonly ConcurrentDictionary<ConversationKey, TurnOutcome> outcomes = new();

    public void Add(ConversationKey key, TurnOutcome outcome) => outcomes[key] = outcome;

    /// <returns>Null: nothing was done ahead, or it was taken.</returns>
    public TurnOutcome? Take(ConversationKey key) => outcomes.TryRemove(key, out var outcome) ? outcome : null;
}
