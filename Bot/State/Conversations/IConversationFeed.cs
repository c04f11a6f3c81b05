using System.Collections.Immutable;

namespace Bot.State.Conversations;

/// <summary>What happens in a conversation, as it happens, whichever replica ran the turn.</summary>
internal interface IConversationFeed
{
    /// <summary>The entries after <paramref name="after"/>; null: the conversation is unknown. For polling.</summary>
    Task<ImmutableArray<TranscriptEntry>?> ReadAsync(ConversationKey key, long after, CancellationToken ct);

    /// <summary>
    /// The entries after <paramref name="after"/> in order, each once, and then every new one until cancelled. For open sockets. It outlives an outage
    /// of Redis. Entries without a number are passing ones (see <see cref="ShowPassing"/>).
    /// </summary>
    IAsyncEnumerable<ImmutableArray<TranscriptEntry>> FollowAsync(ConversationKey key, long after, CancellationToken ct);

    /// <summary>Shows an activity to whoever follows the conversation on this replica now; it is not kept: typing, or that Redis is away.</summary>
    void ShowPassing(ConversationKey key, RawActivity activity);

    /// <summary>Tells followers here and on other replicas what was committed.</summary>
    void Publish(ConversationKey key, ImmutableArray<TranscriptEntry> entries);

    /// <summary>The same for the last words before the conversation is erased. They are kept for two minutes, in memory only, for clients that poll.</summary>
    void PublishFarewell(ConversationKey key, string messageId, ImmutableArray<TranscriptEntry> entries);

    /// <summary>The id is that of the message whose answer erased the conversation, a short while ago: its entries, for a repeat; else null.</summary>
    ImmutableArray<TranscriptEntry>? FindFarewell(ConversationKey key, string messageId);
}
