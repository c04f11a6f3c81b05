using System.Collections.Immutable;
using System.Text.Json;
using Bot.State.Conversations;
using Bot.State.Redis;
using StackExchange.Redis;

namespace Bot.Reminders;

/// <summary>The reminders of one person and what became of each. One value beside the conversation, written by whoever holds the person's lease.</summary>
internal sealed class ReminderLedger(RedisConnection redis)
{
    private static readonly TimeSpan Kept = TimeSpan.FromDays(400);

    public async Task<ImmutableArray<LedgerEntry>> ReadAsync(ConversationKey person, CancellationToken ct)
    {
        var value = await redis.ReadAsync(db => db.StringGetAsync(KeyOf(person)), ct);
        return value.IsNullOrEmpty ? [] : JsonSerializer.Deserialize<ImmutableArray<LedgerEntry>>((byte[])value!, StateJson.Options);
    }

    public Task WriteAsync(ConversationKey person, ImmutableArray<LedgerEntry> entries, CancellationToken ct) =>
        redis.WriteAsync(db => db.StringSetAsync(KeyOf(person), JsonSerializer.SerializeToUtf8Bytes(entries, StateJson.Options), Kept), ct);

    public Task ForgetAsync(ConversationKey person, CancellationToken ct) => redis.WriteAsync(db => db.KeyDeleteAsync(KeyOf(person)), ct);

    private static RedisKey KeyOf(ConversationKey person) => $"{person.Redis}:reminders";
}
