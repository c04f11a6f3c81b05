namespace Bot.State.Conversations;

/// <summary>Keeps conversations. Every method throws <see cref="StateUnavailableException"/>, soon, while Redis cannot be reached.</summary>
internal interface IConversationStore
{
    /// <summary>Whether a commit writes all of a conversation and not only what is new of it: then it pays to pack its long activities.</summary>
    bool TakesWholeValues { get; }

    /// <summary>What this process wrote last, without asking anybody; null: it does not know. Only good as the ground of a commit: somebody else may have written since.</summary>
    StoredConversation? Recall(ConversationKey key);

    /// <summary>One read of one key.</summary>
    Task<StoredConversation> ReadAsync(ConversationKey key, CancellationToken ct);

    /// <summary>Many reads in one go. One that cannot be understood is as one that is not there: <see cref="ReadAsync"/> says what is wrong with it.</summary>
    Task<StoredConversation[]> ReadManyAsync(IReadOnlyList<ConversationKey> keys, CancellationToken ct);

    /// <summary>
    /// Writes if the stored version is still <paramref name="expected"/> (<see cref="RecordVersion.None"/>: if there is none) and starts the time to live anew, in one atomic
    /// script. False: somebody else was faster, and nothing was changed.
    /// </summary>
    Task<bool> TryCommitAsync(ConversationKey key, RecordVersion expected, ConversationRecord record, CancellationToken ct);

    /// <summary>Removes the record if its version is still <paramref name="expected"/>. False: nothing was changed.</summary>
    Task<bool> TryRemoveAsync(ConversationKey key, RecordVersion expected, CancellationToken ct);

    /// <summary>Many commits in one go, each for itself: what became of each stands at its place.</summary>
    Task<bool[]> TryCommitManyAsync(IReadOnlyList<ConversationCommit> commits, CancellationToken ct);
}
