using Bot.State.Conversations;
using Bot.State.Effects;
using Bot.State.Redis;
using Dialogs.Turns;
using StackExchange.Redis;
using System.Runtime.CompilerServices;

namespace Bot.State.Persons;

/// <summary>
/// Everybody who has written in a personal chat: one sorted set of conversation keys, all with the same score, so that it can be walked in the order of
/// the keys while people come and go. What is known of a person stays in their conversation; here is only that they are there.
/// </summary>
internal sealed class People(RedisConnection redis, RecordCodec codec) : IEffectHandler
{
    /// <summary>So many people are read at once; what a walk holds does not grow with their number.</summary>
    public const int PageSize = 200;

    // The embedded store reads the whole set from its file for each page, once it lies there.
    private const int NamesAtOnce = 10 * PageSize;

    // Enough for the last line of a conversation; a longer one is read whole.
    private const int LastBytes = 12 * 1024;
    private static readonly RedisKey Everybody = "bot:{people}";

    /// <summary>To be called before the first message of a conversation is committed. Idempotent.</summary>
    public Task AddAsync(ConversationKey key, CancellationToken ct) => redis.WriteAsync(db => db.SortedSetAddAsync(Everybody, Member(key), 0), ct);

    public Task<long> CountAsync(CancellationToken ct) => redis.ReadAsync(db => db.SortedSetLengthAsync(Everybody), ct);

    /// <summary>Whether anybody has written on a channel.</summary>
    public async Task<bool> AnyOnAsync(string channel, CancellationToken ct)
    {
        var first = await redis.ReadAsync(db => db.SortedSetRangeByValueAsync(Everybody, $"{channel}\n", default, Exclude.None, Order.Ascending, 0, 1, CommandFlags.None), ct);
        return first is [var member] && Parse(member.ToString()).Channel == channel;
    }

    /// <summary>All, a page at a time, in a fixed order. Whoever comes meanwhile may or may not be among them; nobody is there twice.</summary>
    /// <param name="after">The person to go on after; null: from the first.</param>
    public async IAsyncEnumerable<ConversationKey[]> EnumerateAsync(ConversationKey? after, [EnumeratorCancellation] CancellationToken ct)
    {
        var last = after is null ? RedisValue.Null : Member(after);
        while (true)
        {
            var from = last;
            var members = await redis.ReadAsync(
                db => db.SortedSetRangeByValueAsync(Everybody, from, default, from.IsNull ? Exclude.None : Exclude.Start, Order.Ascending, 0, NamesAtOnce, CommandFlags.None), ct);
            if (members.Length == 0) yield break;
            foreach (var page in members.Chunk(PageSize)) yield return [.. page.Select(m => Parse(m.ToString()))];
            last = members[^1];
        }
    }

    /// <summary>The cards of all people, a page at a time. Who is no longer kept (expired) is left out and forgotten.</summary>
    public async IAsyncEnumerable<PersonCard[]> EnumerateCardsAsync([EnumeratorCancellation] CancellationToken ct)
    {
        await foreach (var page in EnumerateAsync(null, ct))
        {
            var cards = await Task.WhenAll(page.Select(key => ReadAsync(key, ct)));
            foreach (var gone in page.Where((_, i) => cards[i] is null)) await ForgetAsync(gone, ct);
            yield return [.. cards.OfType<PersonCard>()];
        }
    }

    /// <summary>What is remembered of somebody; null: nothing is kept of them.</summary>
    public async Task<PersonCard?> ReadAsync(ConversationKey key, CancellationToken ct)
    {
        var end = (ReadOnlyMemory<byte>)await redis.ReadAsync(db => db.StringGetRangeAsync(key.Redis, -LastBytes, -1), ct);
        if (end.IsEmpty) return null;
        if (codec.ReadState(key, end, isWhole: end.Length < LastBytes) is { } state) return new(key, state);
        var value = (ReadOnlyMemory<byte>)await redis.ReadAsync(db => db.StringGetAsync(key.Redis), ct);
        return value.IsEmpty ? null : new(key, codec.ReadState(key, value, isWhole: true)!);
    }

    public Task HandleAsync(ConversationKey key, string effectId, Effect effect, CancellationToken ct) => effect is Effect.Erase ? ForgetAsync(key, ct) : Task.CompletedTask;

    private Task<bool> ForgetAsync(ConversationKey key, CancellationToken ct) => redis.WriteAsync(db => db.SortedSetRemoveAsync(Everybody, Member(key)), ct);

    private static RedisValue Member(ConversationKey key) => $"{key.Channel}\n{key.Id}";

    private static ConversationKey Parse(string member) => member.Split('\n', 2) is [var channel, var id] ? new(channel, id) : throw new FormatException("Not a person's key.");
}
