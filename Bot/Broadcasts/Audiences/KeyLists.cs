using System.Globalization;
using Bot.State.Conversations;
using Bot.State.Persons;
using Bot.State.Redis;
using StackExchange.Redis;

namespace Bot.Broadcasts.Audiences;

/// <summary>What an upload came to.</summary>
/// <param name="List">Its id for <see cref="Audience.Listed"/>; null: it was refused.</param>
/// <param name="People">Different keys on it.</param>
/// <param name="Duplicates">Lines that name a key again.</param>
/// <param name="Problem">A Chinese sentence; null: it was taken.</param>
internal sealed record ListUpload(string? List, int People, int Duplicates, string? Problem);

/// <summary>Lists of people that HR uploads: a set of pseudonyms each; nothing else of the file is kept.</summary>
internal sealed class KeyLists(RedisConnection redis, Pseudonyms pseudonyms)
{
    public static readonly TimeSpan Kept = TimeSpan.FromDays(90);

    private const int AtOnce = 500;

    public async Task<ListUpload> AddAsync(Stream csv, CancellationToken ct)
    {
        var (keys, problem) = await KeyFile.ReadAsync(csv, ct);
        if (problem is not null) return new(null, 0, 0, problem);
        var list = BroadcastStore.NewId();
        foreach (var page in keys.Chunk(AtOnce)) await AddAsync(list, page, ct);
        var count = (int)await CountAsync(list, ct);
        var duplicates = keys.Length - count;
        _ = await redis.WriteAsync(db => db.StringSetAsync(Duplicates(list), duplicates, Kept), ct);
        return new(list, count, duplicates, null);
    }

    public Task<long> CountAsync(string list, CancellationToken ct) => redis.ReadAsync(db => db.SetLengthAsync(Members(list)), ct);

    public async Task<int> DuplicatesAsync(string list, CancellationToken ct) =>
        (int?)await redis.ReadAsync(db => db.StringGetAsync(Duplicates(list)), ct) ?? 0;

    public Task<bool[]> HasAsync(string list, string[] people, CancellationToken ct) =>
        redis.ReadAsync(db => db.SetContainsAsync(Members(list), [.. people.Select(p => (RedisValue)p)]), ct);

    private async Task AddAsync(string list, string[] keys, CancellationToken ct)
    {
        var members = new RedisValue[keys.Length];
        for (var i = 0; i < keys.Length; i++) members[i] = await PseudonymAsync(keys[i], ct);
        _ = await redis.WriteAsync(db => db.SetAddAsync(Members(list), members), ct);
        _ = await redis.WriteAsync(db => db.KeyExpireAsync(Members(list), Kept), ct);
    }

    // A raw key is "channel:id"; a pseudonym has no colon.
    private async ValueTask<string> PseudonymAsync(string key, CancellationToken ct) =>
        key.Split(':', 2) is [{ Length: > 0 } channel, { Length: > 0 } id] ? await pseudonyms.OfAsync(new ConversationKey(Unescape(channel), Unescape(id)), ct) : key.ToLowerInvariant();

    // As keys are written in Redis, or as the channel itself writes them.
    private static string Unescape(string text)
    {
        for (var at = text.IndexOf('%', StringComparison.Ordinal); at >= 0 && at + 5 <= text.Length; at = text.IndexOf('%', at + 1))
            if (ushort.TryParse(text.AsSpan(at + 1, 4), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var code)) text = $"{text[..at]}{(char)code}{text[(at + 5)..]}";
        return text;
    }

    private static RedisKey Members(string list) => $"bot:{{list:{list}}}:members";

    private static RedisKey Duplicates(string list) => $"bot:{{list:{list}}}:duplicates";
}
