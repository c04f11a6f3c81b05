using Bot.State.Conversations;
using Bot.State.Letters;
using Bot.State.Redis;

namespace Bot.State.Effects;

/// <summary>
/// Sees to it that effects are carried out, also after a crash. A turn with effects names its conversation in a pending set before it commits;
/// a turn without any writes nothing here. The effects themselves are in the conversation's record until they are done.
/// </summary>
internal sealed partial class Outbox(
    RedisConnection redis, IConversationStore store, IEnumerable<IEffectHandler> handlers, LetterMarks marks, TimeProvider time, ILogger<Outbox> log)
{
    private readonly PendingSet pending = new(redis, time, "bot:{pending}");

    /// <summary>To be called before the commit of a turn that has effects.</summary>
    public Task AnnounceAsync(ConversationKey key, CancellationToken ct) => pending.AddAsync(key, ct);

    /// <summary>Carries out what the conversation's outbox holds. What fails stays for the next sweep.</summary>
    public async Task CarryOutAsync(ConversationKey key, CancellationToken ct)
    {
        try
        {
            var seen = pending.Now;
            await EmptyAsync(key, ct);
            await pending.RemoveAsync(key, seen, ct);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            LogLeft(key.Channel, e.GetType().Name, e.StackTrace);
        }
    }

    /// <summary>The conversations named longer ago than <paramref name="age"/>: those whose process died or whose effects failed.</summary>
    public Task<ConversationKey[]> FindLeftAsync(TimeSpan age, CancellationToken ct) => pending.FindLeftAsync(age, ct);

    private async Task EmptyAsync(ConversationKey key, CancellationToken ct)
    {
        while (await ReadAsync(key, ct) is ({ Outbox.IsEmpty: false } record, var version))
        {
            foreach (var entry in record.Outbox)
                foreach (var handler in handlers)
                    await handler.HandleAsync(key, entry.Id, entry.Effect, ct);
            if (await TryEndAsync(key, version, record, ct)) return;
        }
    }

    // The turn that had the effects has just written it. What two processes might carry out is told by the ids of effects; an erasure is told by nothing, so it looks.
    private async ValueTask<StoredConversation> ReadAsync(ConversationKey key, CancellationToken ct) =>
        store.Recall(key) is { Record: { Outbox.IsEmpty: false } record } recalled && !record.IsBeingErased ? recalled : await store.ReadAsync(key, ct);

    private async Task<bool> TryEndAsync(ConversationKey key, RecordVersion version, ConversationRecord record, CancellationToken ct)
    {
        if (!record.IsBeingErased) return await store.TryCommitAsync(key, version, record with { Outbox = [] }, ct);
        if (!record.Letters.IsEmpty) return await store.TryCommitAsync(key, version, record.Closed(), ct);
        if (!await store.TryRemoveAsync(key, version, ct)) return false;
        await marks.RemoveAsync(key, ct);
        return true;
    }

    [LoggerMessage(EventId = 2, Level = LogLevel.Error, Message = "Effects of a conversation on {Channel} are left for the next sweep: {Exception}\n{Stack}")]
    private partial void LogLeft(string channel, string exception, string? stack);
}
