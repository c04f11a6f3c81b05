using System.Text.Json;
using Bot.State.Conversations;
using Bot.State.Redis;
using StackExchange.Redis;

namespace Bot.Delivery;

/// <summary>Who switched sending off, when and why.</summary>
/// <param name="By">The account's name.</param>
internal sealed record SwitchedOff(string By, DateTimeOffset At, string Why);

/// <summary>
/// Switches off what the assistant sends by itself, on one channel or everywhere, for all replicas at once. Answers to what people write are not concerned.
/// One hash: the channel (<c>*</c>: all) and by whom.
/// </summary>
internal sealed class SendingSwitch(RedisConnection redis, TimeProvider time)
{
    public const string All = "*";
    private static readonly RedisKey Off = "bot:{sending}:off";

    /// <summary>What is off; empty: everything is sent.</summary>
    public async Task<IReadOnlyDictionary<string, SwitchedOff>> ReadAsync(CancellationToken ct) =>
        (await redis.ReadAsync(db => db.HashGetAllAsync(Off), ct))
            .ToDictionary(e => e.Name.ToString(), e => JsonSerializer.Deserialize<SwitchedOff>((byte[])e.Value!, StateJson.Options)!, StringComparer.Ordinal);

    /// <summary>Null: the channel may send.</summary>
    public async Task<SwitchedOff?> FindAsync(string channel, CancellationToken ct) =>
        (await redis.ReadAsync(db => db.HashGetAsync(Off, [All, channel]), ct)).FirstOrDefault(v => !v.IsNull) is { IsNull: false } value
            ? JsonSerializer.Deserialize<SwitchedOff>((byte[])value!, StateJson.Options)
            : null;

    public Task SwitchOffAsync(string channel, string by, string why, CancellationToken ct) =>
        redis.WriteAsync(db => db.HashSetAsync(Off, channel, JsonSerializer.SerializeToUtf8Bytes(new SwitchedOff(by, time.GetUtcNow(), why), StateJson.Options)), ct);

    public Task SwitchOnAsync(string channel, CancellationToken ct) => redis.WriteAsync(db => db.HashDeleteAsync(Off, channel), ct);
}
