using System.Security.Cryptography;
using System.Text.Json;
using Bot.State.Conversations;
using Bot.State.Redis;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace Bot.Broadcasts;

/// <summary>A broadcast as it was read.</summary>
/// <param name="Version">Changes with every write.</param>
internal sealed record StoredBroadcast(Broadcast Broadcast, string Version);

/// <summary>
/// Keeps broadcasts: one value each, written by compare-and-set, and three sorted sets over all of them: when made, when due (notice time), and when to look after
/// those under way (real time).
/// </summary>
internal sealed class BroadcastStore(RedisConnection redis, IOptions<BroadcastOptions> options)
{
    private const int VersionLength = 16;
    private const string Letters = "bcdfghjkmnpqrtvwxyz";
    private static readonly RedisKey All = "bot:{broadcasts}:all", Due = "bot:{broadcasts}:due", Work = "bot:{broadcasts}:work";

    // A value is its version and then JSON, so that the script compares a fixed range.
    private static readonly RedisScript CompareAndSet = new($"""
        if redis.call('GETRANGE', KEYS[1], 0, {VersionLength - 1}) == ARGV[1] then
          redis.call('SET', KEYS[1], ARGV[2], 'PX', ARGV[3])
          return 1
        end
        return 0
        """);

    public TimeSpan Kept => TimeSpan.FromDays(options.Value.DaysKept);

    /// <summary>Letters only: a digit might be taken for part of a personal number.</summary>
    public static string NewId() => RandomNumberGenerator.GetString(Letters, 8);

    /// <summary>What all keys of a broadcast begin with; one slot of a cluster.</summary>
    public static string Prefix(string id) => $"bot:{{broadcast:{id}}}:";

    public async Task<StoredBroadcast?> FindAsync(string id, CancellationToken ct)
    {
        var value = await redis.ReadAsync(db => db.StringGetAsync(Head(id)), ct);
        if (value.IsNull) return null;
        var text = (ReadOnlyMemory<byte>)value;
        return new(JsonSerializer.Deserialize<Broadcast>(text.Span[VersionLength..], StateJson.Options)!, System.Text.Encoding.ASCII.GetString(text.Span[..VersionLength]));
    }

    /// <returns>False: somebody else changed it meanwhile, and nothing was written.</returns>
    public async Task<bool> TryWriteAsync(Broadcast broadcast, string expected, CancellationToken ct)
    {
        var version = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(VersionLength / 2));
        byte[] value = [.. System.Text.Encoding.ASCII.GetBytes(version), .. JsonSerializer.SerializeToUtf8Bytes(broadcast, StateJson.Options)];
        return (int)await redis.WriteAsync(db => CompareAndSet.RunAsync(db, [Head(broadcast.Id)], [expected, value, (long)Kept.TotalMilliseconds]), ct) == 1;
    }

    public async Task AddAsync(Broadcast broadcast, CancellationToken ct)
    {
        _ = await redis.WriteAsync(db => db.SortedSetAddAsync(All, broadcast.Id, broadcast.Created.ToUnixTimeMilliseconds()), ct);
        if (!await TryWriteAsync(broadcast, "", ct)) throw new InvalidOperationException("A broadcast of this id exists.");
    }

    /// <summary>Newest first.</summary>
    public async Task<Broadcast[]> ListAsync(int skip, int take, CancellationToken ct)
    {
        var found = await Task.WhenAll((await IdsAsync(skip, take, ct)).Select(id => FindAsync(id, ct)));
        return [.. found.OfType<StoredBroadcast>().Select(s => s.Broadcast)];
    }

    public async Task<string[]> IdsAsync(int skip, int take, CancellationToken ct)
    {
        var ids = await redis.ReadAsync(db => db.SortedSetRangeByRankAsync(All, skip, take < 0 ? -1 : skip + take - 1, Order.Descending), ct);
        return [.. ids.Select(id => id.ToString())];
    }

    /// <summary>Forgets those made before the time that they are kept.</summary>
    public Task ForgetOldAsync(DateTimeOffset now, CancellationToken ct) =>
        redis.WriteAsync(db => db.SortedSetRemoveRangeByScoreAsync(All, double.NegativeInfinity, (now - Kept).ToUnixTimeMilliseconds()), ct);

    public async Task RemoveAsync(string id, CancellationToken ct)
    {
        _ = await redis.WriteAsync(db => db.KeyDeleteAsync(Head(id)), ct);
        _ = await redis.WriteAsync(db => db.SortedSetRemoveAsync(All, id), ct);
    }

    public Task AddDueAsync(string id, DateTimeOffset at, CancellationToken ct) => AddAsync(Due, id, at, ct);

    public Task RemoveDueAsync(string id, CancellationToken ct) => redis.WriteAsync(db => db.SortedSetRemoveAsync(Due, id), ct);

    /// <param name="now">Notice time.</param>
    public Task<string[]> FindDueAsync(DateTimeOffset now, CancellationToken ct) => FindAsync(Due, now, ct);

    public Task AddWorkAsync(string id, DateTimeOffset at, CancellationToken ct) => AddAsync(Work, id, at, ct);

    public Task RemoveWorkAsync(string id, CancellationToken ct) => redis.WriteAsync(db => db.SortedSetRemoveAsync(Work, id), ct);

    /// <param name="now">Real time; the end of time: all that are under way.</param>
    public Task<string[]> FindWorkAsync(DateTimeOffset now, CancellationToken ct) => FindAsync(Work, now, ct);

    private Task<bool> AddAsync(RedisKey set, string id, DateTimeOffset at, CancellationToken ct) =>
        redis.WriteAsync(db => db.SortedSetAddAsync(set, id, at.ToUnixTimeMilliseconds()), ct);

    private async Task<string[]> FindAsync(RedisKey set, DateTimeOffset now, CancellationToken ct) =>
        [.. (await redis.ReadAsync(db => db.SortedSetRangeByScoreAsync(set, stop: now.ToUnixTimeMilliseconds(), take: 1_000), ct)).Select(id => id.ToString())];

    private static RedisKey Head(string id) => Prefix(id) + "head";
}
