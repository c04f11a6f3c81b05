using Bot.State.Redis;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace Bot.State.Conversations;

internal sealed class RedisConversationStore(RedisConnection redis, RecordCodec codec, RecentRecords recent, IOptions<ConversationOptions> options) : IConversationStore
{
    // An absent key reads as an empty string, which is also the version of "there is none". What must be kept or lost together is one write of one value: the time
    // to live, which a turn starts anew, is not of that kind.
    private static readonly RedisScript CompareAndSet = Comparing("redis.call('SET', KEYS[1], ARGV[5], 'PX', ARGV[4])");
    private static readonly RedisScript CompareAndContinue = Comparing("""
        redis.call('SETRANGE', KEYS[1], ARGV[6], ARGV[5])
        redis.call('PEXPIRE', KEYS[1], ARGV[4])
        """);
    private static readonly RedisScript CompareAndRemove = Comparing("redis.call('DEL', KEYS[1])");

    private static RedisScript Comparing(string then) => new($"""
        if redis.call('GETRANGE', KEYS[1], ARGV[2], ARGV[3]) ~= ARGV[1] then return 0 end
        {then}
        return 1
        """);

    // What one turn adds, mostly.
    private const int BufferSize = 16 * 1024;

    private readonly long milliseconds = (long)TimeSpan.FromDays(options.Value.DaysKept).TotalMilliseconds;

    public bool TakesWholeValues => redis.IsEmbedded;

    public StoredConversation? Recall(ConversationKey key) => recent.Find(key);

    public async Task<StoredConversation> ReadAsync(ConversationKey key, CancellationToken ct)
    {
        var value = await redis.ReadAsync(db => db.StringGetAsync(key.Redis), ct);
        return value.IsNull ? StoredConversation.None : codec.Read(key, (ReadOnlyMemory<byte>)value);
    }

    public async Task<bool> TryCommitAsync(ConversationKey key, RecordVersion expected, ConversationRecord record, CancellationToken ct)
    {
        var buffer = new PooledBuffer(BufferSize);
        var (version, offset) = codec.Write(record, Base(expected), buffer);
        recent.Forget(key);
        var done = (int)await redis.WriteAsync(db => (offset > 0 ? CompareAndContinue : CompareAndSet).RunAsync(db, [key.Redis], Values(expected, buffer, offset)), ct) == 1;
        if (done) recent.Keep(key, new(record, version), version.Size);
        // Only after an answer: a call that timed out may still be waiting to be sent.
        buffer.Dispose();
        return done;
    }

    public async Task<bool> TryRemoveAsync(ConversationKey key, RecordVersion expected, CancellationToken ct)
    {
        recent.Forget(key);
        return (int)await redis.WriteAsync(db => CompareAndRemove.RunAsync(db, [key.Redis], [expected.Text, expected.Place.From, expected.Place.To]), ct) == 1;
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
        var writes = commits.Select(Write).ToArray();
        foreach (var commit in commits) recent.Forget(commit.Key);
        var done = await redis.WriteAsync(db => RunAllAsync(db, writes), ct);
        foreach (var write in writes) write.Buffer.Dispose();
        return done;
    }

    // The embedded store changes a part of a value by reading it first, from its file too, in the middle of the script; under load writers then waited for each other for good, and what it
    // replayed after a kill ended the process. It gets whole values, and writes them in place since their sizes are round.
    private RecordVersion Base(RecordVersion expected) => TakesWholeValues && expected.Lines > 0 ? expected with { Lines = 0 } : expected;

    private PreparedCommit Write(ConversationCommit commit)
    {
        var buffer = new PooledBuffer(BufferSize);
        var (_, offset) = codec.Write(commit.Record, Base(commit.Expected), buffer);
        return new(buffer, offset > 0, new([commit.Key.Redis], Values(commit.Expected, buffer, offset)));
    }

    private static async Task<bool[]> RunAllAsync(IDatabase db, PreparedCommit[] writes)
    {
        var results = await RedisScript.RunAllAsync(db, [.. writes.Select(w => (w.Continues ? CompareAndContinue : CompareAndSet, w.Call))]);
        return [.. results.Select(r => (int)r == 1)];
    }

    /// <param name="Continues">Whether it is written behind what is stored, and not in its place.</param>
    private sealed record PreparedCommit(PooledBuffer Buffer, bool Continues, ScriptCall Call);

    private RedisValue[] Values(RecordVersion expected, PooledBuffer buffer, int offset) =>
        offset > 0 ? [expected.Text, expected.Place.From, expected.Place.To, milliseconds, (ReadOnlyMemory<byte>)buffer.Written, offset]
            : [expected.Text, expected.Place.From, expected.Place.To, milliseconds, (ReadOnlyMemory<byte>)buffer.Written];

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
            return value.IsNull ? StoredConversation.None : codec.Read(key, (ReadOnlyMemory<byte>)value);
        }
        catch (UnreadableRecordException)
        {
            return StoredConversation.None;
        }
    }
}
