using Bot.State;
using Bot.State.Conversations;

namespace Bot.Tests.Channels.WebChat;

/// <summary>A store that can be taken away, and that counts how often it is used.</summary>
internal sealed class FragileStore(IConversationStore store) : IConversationStore
{
    public bool TakesWholeValues => store.TakesWholeValues;

    private int calls;

    public bool IsAway { get; set; }
    public int Calls => calls;

    public StoredConversation? Recall(ConversationKey key) => store.Recall(key);

    public Task<StoredConversation> ReadAsync(ConversationKey key, CancellationToken ct) => Guard().ReadAsync(key, ct);

    public Task<bool> TryCommitAsync(ConversationKey key, RecordVersion expected, ConversationRecord record, CancellationToken ct) => Guard().TryCommitAsync(key, expected, record, ct);

    public Task<bool> TryRemoveAsync(ConversationKey key, RecordVersion expected, CancellationToken ct) => Guard().TryRemoveAsync(key, expected, ct);

    public Task<StoredConversation[]> ReadManyAsync(IReadOnlyList<ConversationKey> keys, CancellationToken ct) => Guard().ReadManyAsync(keys, ct);

    public Task<bool[]> TryCommitManyAsync(IReadOnlyList<ConversationCommit> commits, CancellationToken ct) => Guard().TryCommitManyAsync(commits, ct);

    private IConversationStore Guard()
    {
        Interlocked.Increment(ref calls);
        return IsAway ? throw new StateUnavailableException("away") : store;
    }
}
