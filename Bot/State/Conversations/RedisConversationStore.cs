using Bot.State.Redis;
using Microsoft.Extensions.Options;

namespace Bot.State.Conversations;

internal sealed class RedisConversationStore(RedisConnection redis, RecordCodec codec, RecentRecords recent, IOptions<ConversationOptions> options) : IConversationStore
{
    // An absent key reads as an empty string, which is also the version of "there is none".
    // The only write is one SET: what must be kept or lost together is one value.
    private static readonly RedisScript CompareAndSet = new($"""
        if redis.call('GETRANGE', KEYS[1], {RecordCodec.VersionStart}, {RecordCodec.VersionStart + RecordCodec.VersionLength - 1}) == ARGV[1] then
          redis.call('SET', KEYS[1], ARGV[2], 'PX', ARGV[3])
          return 1
        end
        return 0
        """);

    private static readonly RedisScript CompareAndRemove = new($"""
        if redis.call('GETRANGE', KEYS[1], {RecordCodec.VersionStart}, {RecordCodec.VersionStart + RecordCodec.VersionLength - 1}) == ARGV[1] then
          redis.call('DEL', KEYS[1])
          return 1
        end
        return 0
        """);

    private readonly long milliseconds = (long)TimeSpan.FromDays(options.Value.DaysKept).TotalMilliseconds;

    public StoredConversation? Recall(ConversationKey key) => recent.Find(key);

    public async Task<StoredConversation> ReadAsync(ConversationKey key, CancellationToken ct)
    {
        var value = await redis.ReadAsync(db => db.StringGetAsync(key.Redis), ct);
        return value.IsNull ? new(null, "") : codec.Read(key, (ReadOnlyMemory<byte>)value);
    }

    public async Task<bool> TryCommitAsync(ConversationKey key, string expected, ConversationRecord record, CancellationToken ct)
    {
        var buffer = new PooledBuffer(4096 + record.Transcript.Bytes);
        var version = codec.Write(record, buffer);
        recent.Forget(key);
        var done = (int)await redis.WriteAsync(db => CompareAndSet.RunAsync(db, [key.Redis], [expected, (ReadOnlyMemory<byte>)buffer.Written, milliseconds]), ct) == 1;
        if (done) recent.Keep(key, new(record, version), buffer.Written.Length);
        // Only after an answer: a call that timed out may still be waiting to be sent.
        buffer.Dispose();
        return done;
    }

    public async Task<bool> TryRemoveAsync(ConversationKey key, string expected, CancellationToken ct)
    {
        recent.Forget(key);
        return (int)await redis.WriteAsync(db => CompareAndRemove.RunAsync(db, [key.Redis], [expected]), ct) == 1;
    }

    public Task RemoveAsync(ConversationKey key, CancellationToken ct)
    {
        recent.Forget(key);
        return redis.WriteAsync(db => db.KeyDeleteAsync(key.Redis), ct);
    }
}
