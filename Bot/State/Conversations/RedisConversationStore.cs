using Bot.State.Redis;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

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

    public async Task<StoredConversation[]> ReadManyAsync(IReadOnlyList<ConversationKey> keys, CancellationToken ct)
    {
        var values = await redis.ReadAsync(db => ReadAllAsync(db, keys), ct);
        return [.. keys.Zip(values, ReadOrNone)];
    }

    public async Task<bool[]> TryCommitManyAsync(IReadOnlyList<ConversationCommit> commits, CancellationToken ct)
    {
        var buffers = commits.Select(c => new PooledBuffer(4096 + c.Record.Transcript.Bytes)).ToArray();
        for (var i = 0; i < buffers.Length; i++) _ = codec.Write(commits[i].Record, buffers[i]);
        ScriptCall[] calls = [.. commits.Zip(buffers, (c, b) => new ScriptCall([c.Key.Redis], [c.Expected, (ReadOnlyMemory<byte>)b.Written, milliseconds]))];
        foreach (var commit in commits) recent.Forget(commit.Key);
        var done = await redis.WriteAsync(db => CompareAndSet.RunAllAsync(db, calls), ct);
        foreach (var buffer in buffers) buffer.Dispose();
        return [.. done.Select(d => (int)d == 1)];
    }

    private static Task<RedisValue[]> ReadAllAsync(IDatabase db, IReadOnlyList<ConversationKey> keys)
    {
        var batch = db.CreateBatch();
        var reads = keys.Select(k => batch.StringGetAsync(k.Redis)).ToArray();
        batch.Execute();
        return Task.WhenAll(reads);
    }

    private StoredConversation ReadOrNone(ConversationKey key, RedisValue value)
    {
        try
        {
            return value.IsNull ? new(null, "") : codec.Read(key, (ReadOnlyMemory<byte>)value);
        }
        catch (UnreadableRecordException)
        {
            return new(null, "");
        }
    }
}
