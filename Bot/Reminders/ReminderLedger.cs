using System.Collections.Immutable;
using System.Text.Json;
using Bot.State.Conversations;
using Bot.State.Redis;
using StackExchange.Redis;

namespace Bot.Reminders;

/// <summary>The reminders of one person and what became of each. One value beside the conversation, written by whoever holds the person's lease, by compare-and-set: who stood still
/// for longer than the lease overwrites nothing.</summary>
internal sealed class ReminderLedger(RedisConnection redis)
{
    private static readonly TimeSpan Kept = TimeSpan.FromDays(400);

    private static readonly RedisScript CompareAndSet = new("""
        if (redis.call('GET', KEYS[1]) or '') == ARGV[1] then
          redis.call('SET', KEYS[1], ARGV[2], 'PX', ARGV[3])
          return 1
        end
        return 0
        """);

    public async Task<ImmutableArray<LedgerEntry>> ReadAsync(ConversationKey person, CancellationToken ct) => (await ReadStoredAsync(person, ct)).Entries;

    public async Task<StoredLedger> ReadStoredAsync(ConversationKey person, CancellationToken ct)
    {
        var value = (byte[]?)await redis.ReadAsync(db => db.StringGetAsync(KeyOf(person)), ct) ?? [];
        return new(value.Length == 0 ? [] : JsonSerializer.Deserialize<ImmutableArray<LedgerEntry>>(value, StateJson.Options), value);
    }

    /// <returns>What stands there now; null: somebody else has written since <paramref name="before"/> was read, and nothing was changed.</returns>
    public async Task<StoredLedger?> TryWriteAsync(ConversationKey person, StoredLedger before, ImmutableArray<LedgerEntry> entries, CancellationToken ct)
    {
        var value = JsonSerializer.SerializeToUtf8Bytes(entries, StateJson.Options);
        var written = (int)await redis.WriteAsync(db => CompareAndSet.RunAsync(db, [KeyOf(person)], [before.Value, value, (long)Kept.TotalMilliseconds]), ct) == 1;
        return written ? new(entries, value) : null;
    }

    public Task ForgetAsync(ConversationKey person, CancellationToken ct) => redis.WriteAsync(db => db.KeyDeleteAsync(KeyOf(person)), ct);

    private static RedisKey KeyOf(ConversationKey person) => $"{person.Redis}:reminders";
}

/// <summary>A ledger as it was read or written.</summary>
/// <param name="Value">Its bytes; none: there is none.</param>
internal sealed record StoredLedger(ImmutableArray<LedgerEntry> Entries, byte[] Value);
