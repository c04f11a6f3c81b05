using Bot.State.Conversations;
using Bot.State.Redis;
using Dialogs.Turns;
using StackExchange.Redis;

namespace Bot.State.Effects;

/// <summary>
/// Sees to it that effects are carried out, also after a crash. A turn with effects names its conversation in a pending set before it commits;
/// a turn without any writes nothing here. The effects themselves are in the conversation's record until they are done.
/// </summary>
internal sealed partial class Outbox(
    RedisConnection redis, IConversationStore store, IEnumerable<IEffectHandler> handlers, TimeProvider time, ILogger<Outbox> log)
{
    private static readonly RedisKey Pending = "bot:{pending}";

    // Not if a later turn of the conversation has named it again meanwhile.
    private static readonly RedisScript RemoveUnlessRenewed = new("""
        local score = redis.call('ZSCORE', KEYS[1], ARGV[1])
        if score and tonumber(score) <= tonumber(ARGV[2]) then return redis.call('ZREM', KEYS[1], ARGV[1]) end
        return 0
        """);

    /// <summary>To be called before the commit of a turn that has effects.</summary>
    public Task AnnounceAsync(ConversationKey key, CancellationToken ct) =>
        redis.WriteAsync(db => db.SortedSetAddAsync(Pending, Member(key), Now), ct);

    /// <summary>Carries out what the conversation's outbox holds. What fails stays for the next sweep.</summary>
    public async Task CarryOutAsync(ConversationKey key, CancellationToken ct)
    {
        try
        {
            var seen = Now;
            await EmptyAsync(key, ct);
            _ = await redis.WriteAsync(db => RemoveUnlessRenewed.RunAsync(db, [Pending], [Member(key), seen]), ct);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            LogLeft(key.Channel, e.GetType().Name, e.StackTrace);
        }
    }

    /// <summary>The conversations named longer ago than <paramref name="age"/>: those whose process died or whose effects failed.</summary>
    public async Task<ConversationKey[]> FindLeftAsync(TimeSpan age, CancellationToken ct)
    {
        var members = await redis.ReadAsync(db => db.SortedSetRangeByScoreAsync(Pending, stop: Now - (long)age.TotalMilliseconds, take: 1_000), ct);
        return [.. members.Select(m => Parse(m.ToString()))];
    }

    private async Task EmptyAsync(ConversationKey key, CancellationToken ct)
    {
        while (await store.ReadAsync(key, ct) is ({ Outbox.IsEmpty: false } record, var version))
        {
            foreach (var entry in record.Outbox)
                foreach (var handler in handlers)
                    await handler.HandleAsync(key, entry.Id, entry.Effect, ct);
            if (record.Outbox.Any(e => e.Effect is Effect.Erase))
            {
                await store.RemoveAsync(key, ct);
                return;
            }
            if (await store.TryCommitAsync(key, version, record with { Outbox = [] }, ct)) return;
        }
    }

    private long Now => time.GetUtcNow().ToUnixTimeMilliseconds();

    private static string Member(ConversationKey key) => $"{key.Channel}\n{key.Id}";

    private static ConversationKey Parse(string member) => member.Split('\n', 2) is [var channel, var id] ? new(channel, id) : throw new FormatException("Not a pending conversation.");

    [LoggerMessage(EventId = 2, Level = LogLevel.Error, Message = "Effects of a conversation on {Channel} are left for the next sweep: {Exception}\n{Stack}")]
    private partial void LogLeft(string channel, string exception, string? stack);
}
