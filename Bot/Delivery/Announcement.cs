using Bot.State.Conversations;
using Dialogs.Turns;

namespace Bot.Delivery;

/// <summary>Something that the assistant says by itself: a reminder, a broadcast, HR's answer to a question.</summary>
/// <param name="Id">The same id is never said twice in one conversation.</param>
/// <param name="Step">Pure: what is said, and the state after it. A reminder puts itself into the state, so that 「怎么弄」 afterwards is about it.</param>
internal sealed record Announcement(string Id, Func<ConversationState, Turn> Step)
{
    /// <summary>Whose conversations hold it already, by <see cref="IDeliveryChannel.PrepareAsync"/>.</summary>
    public TurnsAhead Ahead { get; } = new();

    /// <summary>For channels that can only send a form with short fields; null: it is about no deadline.</summary>
    public AboutDeadline? About { get; init; }
}

/// <summary>What a reminder is about, field by field.</summary>
/// <param name="Name">The deadline's.</param>
/// <param name="Closes">Its last day.</param>
/// <param name="Missing">What the person still has to get ready; empty: nothing, or nobody knows.</param>
internal sealed record AboutDeadline(string Name, DateOnly Closes, IReadOnlyList<string> Missing);
