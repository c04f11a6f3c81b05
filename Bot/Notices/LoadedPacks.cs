using System.Collections.Immutable;
using System.IO.Compression;
using System.Text.Json;
using Bot.State.Conversations;
using Bot.State.Redis;
using StackExchange.Redis;

namespace Bot.Notices;

/// <summary>A notice that HR has loaded over the shipped one, or beside those.</summary>
/// <param name="Files">By path inside the pack.</param>
/// <param name="By">The account's name.</param>
internal sealed record LoadedPack(string Id, ImmutableSortedDictionary<string, string> Files, string By, DateTimeOffset At);

/// <summary>The loaded notices, for all replicas: one hash, a compressed pack a field, and a number that goes up with every change.</summary>
internal sealed class LoadedPacks(RedisConnection redis)
{
    private static readonly RedisKey Packs = "bot:{notices}:packs";
    private static readonly RedisKey Version = "bot:{notices}:version";

    /// <summary>0: nothing was ever loaded.</summary>
    public async Task<long> VersionAsync(CancellationToken ct) => (long)await redis.ReadAsync(db => db.StringGetAsync(Version), ct);

    public async Task<ImmutableArray<LoadedPack>> AllAsync(CancellationToken ct) =>
        [.. (await redis.ReadAsync(db => db.HashValuesAsync(Packs), ct)).Select(Unpack)];

    public async Task<LoadedPack?> FindAsync(string id, CancellationToken ct) =>
        await redis.ReadAsync(db => db.HashGetAsync(Packs, id), ct) is { IsNull: false } value ? Unpack(value) : null;

    public async Task SaveAsync(LoadedPack pack, CancellationToken ct)
    {
        _ = await redis.WriteAsync(db => db.HashSetAsync(Packs, pack.Id, Pack(pack)), ct);
        _ = await redis.WriteAsync(db => db.StringIncrementAsync(Version), ct);
    }

    public async Task RemoveAsync(string id, CancellationToken ct)
    {
        _ = await redis.WriteAsync(db => db.HashDeleteAsync(Packs, id), ct);
        _ = await redis.WriteAsync(db => db.StringIncrementAsync(Version), ct);
    }

    private static byte[] Pack(LoadedPack pack)
    {
        using var packed = new MemoryStream();
        using (var zip = new GZipStream(packed, CompressionLevel.Optimal)) JsonSerializer.Serialize(zip, pack, StateJson.Options);
        return packed.ToArray();
    }

    private static LoadedPack Unpack(RedisValue value)
    {
        using var zip = new GZipStream(new MemoryStream((byte[])value!), CompressionMode.Decompress);
        return JsonSerializer.Deserialize<LoadedPack>(zip, StateJson.Options)!;
    }
}
