using Bot.State.Conversations;
using Bot.State.Redis;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace Bot.State.Letters;

/// <summary>Keeps the marks, each beside its conversation and as long. One value under one key, changed by compare-and-set: nobody can begin what another has begun.</summary>
internal sealed class LetterMarks(RedisConnection redis, IOptions<ConversationOptions> options)
{
    // An absent key reads as an empty string; an empty string is written by removing the key.
    private static readonly RedisScript CompareAndSet = new("""
        if redis.call('GETRANGE', KEYS[1], 0, -1) == ARGV[1] then
          if ARGV[2] == '' then redis.call('DEL', KEYS[1]) else redis.call('SET', KEYS[1], ARGV[2], 'PX', ARGV[3]) end
          return 1
        end
        return 0
        """);

    private readonly long milliseconds = (long)TimeSpan.FromDays(options.Value.DaysKept).TotalMilliseconds;

    public async Task<LetterMark> ReadAsync(ConversationKey key, CancellationToken ct) =>
        LetterMark.Parse(await redis.ReadAsync(db => db.StringGetAsync(Mark(key)), ct));

    /// <summary>False: it is no longer <paramref name="from"/>, and nothing was changed.</summary>
    public async Task<bool> TryMoveAsync(ConversationKey key, LetterMark from, LetterMark to, CancellationToken ct) =>
        (int)await redis.WriteAsync(db => CompareAndSet.RunAsync(db, [Mark(key)], [from.ToString(), to.ToString(), milliseconds]), ct) == 1;

    public Task RemoveAsync(ConversationKey key, CancellationToken ct) => redis.WriteAsync(db => db.KeyDeleteAsync(Mark(key)), ct);

    private static RedisKey Mark(ConversationKey key) => key.Redis.Append(":letters");
}
