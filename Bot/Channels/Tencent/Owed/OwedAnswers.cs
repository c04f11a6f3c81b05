using Bot.State.Conversations;
using Bot.State.Redis;
using StackExchange.Redis;

namespace Bot.Channels.Tencent.Owed;

/// <summary>An answer, or its rest, that somebody was promised after the response.</summary>
/// <param name="Message">The message that it answers.</param>
internal sealed record OwedAnswer(ConversationKey Person, string Message)
{
    internal string Member => $"{Person.Channel}\n{Person.Id}\n{Message}";

    internal static OwedAnswer Parse(string member) => member.Split('\n', 3) is [var channel, var id, var message] ? new(new(channel, id), message) : throw new FormatException("Not an owed answer.");
}

/// <summary>
/// What is owed to whom, each with the moment until which the process that promised it has it to itself: one sorted set for all replicas. It is there before the promise is
/// noted in the person's box, so that no kill in between loses it.
/// </summary>
internal sealed class OwedAnswers(RedisConnection redis, TimeProvider time)
{
    /// <summary>Who has not renewed for so long is gone.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(12);

    private static readonly TimeSpan RenewEvery = Lease / 3;
    private static readonly RedisKey Owed = "bot:{owed}";

    // Of those who look at once, one finds it due.
    private static readonly RedisScript Take = new("""
        local due = redis.call('ZSCORE', KEYS[1], ARGV[1])
        if not due or tonumber(due) > tonumber(ARGV[2]) then return 0 end
        redis.call('ZADD', KEYS[1], ARGV[3], ARGV[1])
        return 1
        """);

    /// <summary>Promises it, or goes on having it.</summary>
    public Task HoldAsync(OwedAnswer owed) => PutAsync(owed, Now + Lease);

    /// <summary>It is looked at again then.</summary>
    public Task PutAsync(OwedAnswer owed, DateTimeOffset due) => redis.WriteAsync(db => db.SortedSetAddAsync(Owed, owed.Member, due.ToUnixTimeMilliseconds()), CancellationToken.None);

    /// <summary>It was given, or waits for the person's next message.</summary>
    public Task SettleAsync(OwedAnswer owed) => redis.WriteAsync(db => db.SortedSetRemoveAsync(Owed, owed.Member), CancellationToken.None);

    /// <summary>Those whose process did not renew: dead, or stopped in the middle.</summary>
    public async Task<OwedAnswer[]> FindDueAsync(int most, CancellationToken ct) =>
        [.. (await redis.ReadAsync(db => db.SortedSetRangeByScoreAsync(Owed, stop: Now.ToUnixTimeMilliseconds(), take: most), ct)).Select(m => OwedAnswer.Parse(m.ToString()))];

    /// <returns>Whether it is ours now.</returns>
    public async Task<bool> TakeAsync(OwedAnswer owed, CancellationToken ct) =>
        (int)await redis.WriteAsync(db => Take.RunAsync(db, [Owed], [owed.Member, Now.ToUnixTimeMilliseconds(), (Now + Lease).ToUnixTimeMilliseconds()]), ct) == 1;

    /// <summary>Has it until the work is done. If Redis is away it may be taken over meanwhile, and nothing is said twice for that.</summary>
    public async Task<T> KeepAsync<T>(OwedAnswer owed, Task<T> work)
    {
        using var done = new CancellationTokenSource();
        while (await Task.WhenAny(work, Task.Delay(RenewEvery, time, done.Token)) != work) await HoldAsync(owed);
        await done.CancelAsync();
        return await work;
    }

    private DateTimeOffset Now => time.GetUtcNow();
}
