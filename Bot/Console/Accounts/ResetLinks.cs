using System.Security.Cryptography;
using System.Text;
using Bot.State.Redis;
using StackExchange.Redis;

namespace Bot.HrConsole.Accounts;

/// <summary>Links by which somebody sets their password anew: made by a command on the server, each works once and for an hour. Only hashes of them are kept.</summary>
internal sealed class ResetLinks(RedisConnection redis)
{
    public static readonly TimeSpan Lasts = TimeSpan.FromHours(1);

    private static readonly RedisScript Take = new("""
        local name = redis.call('GET', KEYS[1])
        if name then redis.call('DEL', KEYS[1]) end
        return name
        """);

    /// <returns>The token.</returns>
    public async Task<string> MakeAsync(LocalAccount account, CancellationToken ct)
    {
        var token = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(20));
        _ = await redis.WriteAsync(db => db.StringSetAsync(Key(token), account.Name, Lasts), ct);
        return token;
    }

    /// <summary>Whose password it sets; null: it is none, was used, or is too old.</summary>
    public async Task<string?> FindAsync(string token, CancellationToken ct) => await redis.ReadAsync(db => db.StringGetAsync(Key(token)), ct);

    /// <summary>The same, and it works no more.</summary>
    public async Task<string?> TakeAsync(string token, CancellationToken ct) => (string?)await redis.WriteAsync(db => Take.RunAsync(db, [Key(token)], []), ct);

    private static RedisKey Key(string token) => $"bot:{{console}}:reset:{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)))}";
}
