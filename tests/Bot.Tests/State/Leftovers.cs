using Bot.State.Redis;
using StackExchange.Redis;

namespace Bot.Tests.State;

/// <summary>Looks through a whole Redis for a text: in the names of keys and in what they hold.</summary>
internal static class Leftovers
{
    public static async Task<List<string>> OfAsync(RedisConnection redis, string text, CancellationToken ct)
    {
        var multiplexer = await redis.GetAsync(ct);
        var (found, db) = (new List<string>(), multiplexer.GetDatabase());
        foreach (var server in multiplexer.GetServers())
            await foreach (var key in server.KeysAsync(pattern: "bot:*").WithCancellation(ct))
                if (((string)key!).Contains(text, StringComparison.Ordinal) || (await DumpAsync(db, key)).Contains(text, StringComparison.Ordinal)) found.Add(key!);
        return found;
    }

    private static async Task<string> DumpAsync(IDatabase db, RedisKey key) => await db.KeyTypeAsync(key) switch
    {
        RedisType.String => (await db.StringGetAsync(key)).ToString(),
        RedisType.Hash => string.Join('\n', await db.HashGetAllAsync(key)),
        RedisType.Set => string.Join('\n', await db.SetMembersAsync(key)),
        RedisType.SortedSet => string.Join('\n', await db.SortedSetRangeByRankAsync(key)),
        _ => "",
    };
}
