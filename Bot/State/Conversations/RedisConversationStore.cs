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

    private static readonly RedisScript CompareAndWriteMany = new("""
        local done = {}
        for i, key in ipairs(KEYS) do
          local a = 5 * i - 3
          done[i] = 0
          if redis.call('GETRANGE', key, ARGV[a + 1], ARGV[a + 2]) == ARGV[a] then
            if ARGV[a + 3] == '0' then
              redis.call('SET', key, ARGV[a + 4], 'PX', ARGV[1])
            else
              redis.call('SETRANGE', key, ARGV[a + 3], ARGV[a + 4])
              redis.call('PEXPIRE', key, ARGV[1])
            end
            done[i] = 1
          end
        end
        return done
        """);

    // What one turn adds, mostly; and what an announcement adds, of which many are held at once.
    private const int BufferSize = 16 * 1024, SmallBufferSize = 2 * 1024;

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
        var (version, offset) = codec.Write(record, Base(expected), buffer, TakesWholeValues);
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
        var expected = Base(commit.Expected);
        var buffer = new PooledBuffer(SmallBufferSize + (TakesWholeValues ? expected.Size : 0));
        var (_, offset) = codec.Write(commit.Record, expected, buffer, TakesWholeValues);
        return new(commit.Key.Redis, commit.Expected, buffer, offset);
    }

    private Task<bool[]> RunAllAsync(IDatabase db, PreparedCommit[] writes) => WritesOneByOne(db) ? RunEachAsync(db, writes) : RunTogetherAsync(db, writes);

    // A cluster's script may only touch one slot. And the embedded store's log should hold no long groups of writes: one that a kill cuts off is not replayed well (Broadcasts/Sending/HangfireQueue.cs).
    private bool WritesOneByOne(IDatabase db) => redis.IsEmbedded || !IsSingle(db);

    // What a server is, is known once it is connected.
    private static bool IsSingle(IDatabase db) => db.Multiplexer.GetServers().All(s => s.IsConnected && s.ServerType != ServerType.Cluster);

    private async Task<bool[]> RunEachAsync(IDatabase db, PreparedCommit[] writes)
    {
        var results = await RedisScript.RunAllAsync(db, [.. writes.Select(w => (w.Offset > 0 ? CompareAndContinue : CompareAndSet, new ScriptCall([w.Key], Values(w.Expected, w.Buffer, w.Offset))))]);
        return [.. results.Select(r => (int)r == 1)];
    }

    // One script for many is one command to send, to read and to answer, where each conversation is its own write of its own value all the same.
    private async Task<bool[]> RunTogetherAsync(IDatabase db, PreparedCommit[] writes)
    {
        var values = new RedisValue[1 + (5 * writes.Length)];
        values[0] = milliseconds;
        for (var i = 0; i < writes.Length; i++) writes[i].CopyTo(values.AsSpan(1 + (5 * i), 5));
        return [.. ((int[])(await CompareAndWriteMany.RunAsync(db, Array.ConvertAll(writes, w => w.Key), values))!).Select(done => done == 1)];
    }

    /// <param name="Offset">Where it stands in what is stored; 0: in its place.</param>
    private sealed record PreparedCommit(RedisKey Key, RecordVersion Expected, PooledBuffer Buffer, int Offset)
    {
        public void CopyTo(Span<RedisValue> values) =>
            (values[0], values[1], values[2], values[3], values[4]) = (Expected.Text, Expected.Place.From, Expected.Place.To, Offset, (ReadOnlyMemory<byte>)Buffer.Written);
    }

    private RedisValue[] Values(RecordVersion expected, PooledBuffer buffer, int offset) =>
        offset > 0 ? [expected.Text, expected.Place.From, expected.Place.To, milliseconds, (ReadOnlyMemory<byte>)buffer.Written, offset]
            : [expected.Text, expected.Place.From, expected.Place.To, milliseconds, (ReadOnlyMemory<byte>)buffer.Written];

    private static Task<RedisValue[]> ReadAllAsync(IDatabase db, IReadOnlyList<ConversationKey> keys)
    {
        if (IsSingle(db)) return db.StringGetAsync([.. keys.Select(k => k.Redis)]);
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
