using System.Collections.Concurrent;
using System.Security.Cryptography;
using Bot.State.Redis;
using StackExchange.Redis;

namespace Bot.State;

internal sealed class SharedSecrets(RedisConnection redis) : ISharedSecrets
{
    private readonly ConcurrentDictionary<string, byte[]> known = new(StringComparer.Ordinal);

    public ValueTask<ReadOnlyMemory<byte>> GetAsync(string name, CancellationToken ct) =>
        known.TryGetValue(name, out var secret) ? new(secret) : new(MakeOrReadAsync(name, ct));

    private async Task<ReadOnlyMemory<byte>> MakeOrReadAsync(string name, CancellationToken ct)
    {
        RedisKey key = $"bot:{{secrets}}:{name}";
        _ = await redis.WriteAsync(db => db.StringSetAsync(key, RandomNumberGenerator.GetBytes(32), when: When.NotExists), ct);
        var secret = (byte[]?)await redis.ReadAsync(db => db.StringGetAsync(key), ct) ?? throw new StateUnavailableException($"The shared secret '{name}' vanished.");
        return known.GetOrAdd(name, secret);
    }
}
