using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text.Json;
using Bot.State;
using Bot.State.Conversations;
using Bot.State.Redis;
using StackExchange.Redis;

namespace Bot.HrConsole.Accounts;

/// <summary>
/// The console's own accounts: one hash, a field for each name in lower case. The first is made with a link that is printed at the start and stops working once
/// there is an account.
/// </summary>
internal sealed class LocalAccounts(RedisConnection redis, ISharedSecrets secrets, TimeProvider time)
{
    private static readonly RedisKey Accounts = "bot:{console}:accounts";

    private static readonly RedisScript AddFirst = new("""
        if redis.call('HLEN', KEYS[1]) > 0 then return 0 end
        return redis.call('HSET', KEYS[1], ARGV[1], ARGV[2])
        """);

    public async Task<bool> IsEmptyAsync(CancellationToken ct) => await redis.ReadAsync(db => db.HashLengthAsync(Accounts), ct) == 0;

    /// <summary>What opens the set-up page while there is no account. The same in all replicas.</summary>
    public async ValueTask<string> SetUpTokenAsync(CancellationToken ct) =>
        Convert.ToHexStringLower((await secrets.GetAsync("console-set-up", ct))[..20].ToArray());

    public async Task<bool> IsSetUpTokenAsync(string token, CancellationToken ct) =>
        AreEqual(token, await SetUpTokenAsync(ct)) && await IsEmptyAsync(ct);

    private static bool AreEqual(string one, string other) =>
        CryptographicOperations.FixedTimeEquals(System.Text.Encoding.UTF8.GetBytes(one), System.Text.Encoding.UTF8.GetBytes(other));

    /// <summary>The administrator. Null: somebody was first.</summary>
    public async Task<LocalAccount?> AddFirstAsync(string name, string password, CancellationToken ct)
    {
        var account = New(name, [Roles.Administrator], password);
        return (int)await redis.WriteAsync(db => AddFirst.RunAsync(db, [Accounts], [Field(name), Json(account)]), ct) == 1 ? account : null;
    }

    /// <returns>False: the name is taken.</returns>
    public Task<bool> AddAsync(string name, ImmutableArray<string> roles, string password, CancellationToken ct) =>
        redis.WriteAsync(db => db.HashSetAsync(Accounts, Field(name), Json(New(name, roles, password)), When.NotExists), ct);

    public async Task<LocalAccount?> FindAsync(string name, CancellationToken ct) =>
        await redis.ReadAsync(db => db.HashGetAsync(Accounts, Field(name)), ct) is { IsNull: false } value ? Read(value) : null;

    public async Task<ImmutableArray<LocalAccount>> AllAsync(CancellationToken ct) =>
        [.. (await redis.ReadAsync(db => db.HashValuesAsync(Accounts), ct)).Select(Read).OrderBy(a => a.Created)];

    public Task ChangePasswordAsync(LocalAccount account, string password, CancellationToken ct) =>
        SaveAsync(account with { Hash = Passwords.Hash(password), Stamp = NewStamp() }, ct);

    public Task ChangeRolesAsync(LocalAccount account, ImmutableArray<string> roles, CancellationToken ct) =>
        SaveAsync(account with { Roles = roles, Stamp = NewStamp() }, ct);

    public Task RemoveAsync(string name, CancellationToken ct) => redis.WriteAsync(db => db.HashDeleteAsync(Accounts, Field(name)), ct);

    private Task<bool> SaveAsync(LocalAccount account, CancellationToken ct) =>
        redis.WriteAsync(db => db.HashSetAsync(Accounts, Field(account.Name), Json(account)), ct);

    private LocalAccount New(string name, ImmutableArray<string> roles, string password) => new(name, roles, Passwords.Hash(password), NewStamp(), time.GetUtcNow());

    private static string NewStamp() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8));

    private static RedisValue Field(string name) => name.ToLowerInvariant();

    private static byte[] Json(LocalAccount account) => JsonSerializer.SerializeToUtf8Bytes(account, StateJson.Options);

    private static LocalAccount Read(RedisValue value) => JsonSerializer.Deserialize<LocalAccount>((byte[])value!, StateJson.Options)!;
}
