using Bot.Broadcasts.Ledgers;
using Bot.State.Conversations;
using Bot.State.Effects;
using Bot.State.Redis;
using Dialogs.Turns;
using StackExchange.Redis;

namespace Bot.Broadcasts;

/// <summary>Who pressed 收到 under a broadcast, and when: one hash each. An erasure removes the person from all of them and from the ledgers.</summary>
internal sealed class Acknowledgements(RedisConnection redis, BroadcastStore store, Ledger ledger, TimeProvider time) : IEffectHandler
{
    public Task HandleAsync(ConversationKey key, string effectId, Effect effect, CancellationToken ct) => effect switch
    {
        Effect.Acknowledge acknowledge => AddAsync(key, acknowledge.Broadcast, ct),
        Effect.Erase => EraseAsync(key, ct),
        _ => Task.CompletedTask,
    };

    public async Task<int> CountAsync(string id, CancellationToken ct) => (int)await redis.ReadAsync(db => db.HashLengthAsync(Of(id)), ct);

    /// <summary>When each pressed it; null: not.</summary>
    public async Task<DateTimeOffset?[]> FindAsync(string id, IReadOnlyCollection<ConversationKey> people, CancellationToken ct)
    {
        if (people.Count == 0) return [];
        var values = await redis.ReadAsync(db => db.HashGetAsync(Of(id), [.. people.Select(LedgerEntry.FieldOf)]), ct);
        return [.. values.Select(v => v.IsNull ? (DateTimeOffset?)null : DateTimeOffset.FromUnixTimeMilliseconds((long)v))];
    }

    private async Task AddAsync(ConversationKey key, string id, CancellationToken ct)
    {
        if (await store.FindAsync(id, ct) is null) return;
        _ = await redis.WriteAsync(db => db.HashSetAsync(Of(id), LedgerEntry.FieldOf(key), time.GetUtcNow().ToUnixTimeMilliseconds(), When.NotExists), ct);
        _ = await redis.WriteAsync(db => db.KeyExpireAsync(Of(id), store.Kept), ct);
    }

    private async Task EraseAsync(ConversationKey key, CancellationToken ct)
    {
        foreach (var id in await store.IdsAsync(0, -1, ct))
        {
            _ = await redis.WriteAsync(db => db.HashDeleteAsync(Of(id), LedgerEntry.FieldOf(key)), ct);
            await ledger.ForgetAsync(id, key, ct);
        }
    }

    private static RedisKey Of(string id) => BroadcastStore.Prefix(id) + "acknowledged";
}
