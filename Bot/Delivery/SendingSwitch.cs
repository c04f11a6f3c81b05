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

    // Asked before each of thousands of sends.
    private static readonly TimeSpan Remembered = TimeSpan.FromSeconds(1);
    private volatile Known? known;

    private sealed record Known(IReadOnlyDictionary<string, SwitchedOff> Off, long At);

    /// <summary>What is off; empty: everything is sent.</summary>
    public async Task<IReadOnlyDictionary<string, SwitchedOff>> ReadAsync(CancellationToken ct) =>
        (await redis.ReadAsync(db => db.HashGetAllAsync(Off), ct))
            .ToDictionary(e => e.Name.ToString(), e => JsonSerializer.Deserialize<SwitchedOff>((byte[])e.Value!, StateJson.Options)!, StringComparer.Ordinal);

    /// <summary>Null: the channel may send. What another replica switched is known here within a second.</summary>
    public async Task<SwitchedOff?> FindAsync(string channel, CancellationToken ct)
    {
        if (known is not { } recent || time.GetElapsedTime(recent.At) >= Remembered) known = recent = new(await ReadAsync(ct), time.GetTimestamp());
        return recent.Off.GetValueOrDefault(All) ?? recent.Off.GetValueOrDefault(channel);
    }

    public async Task SwitchOffAsync(string channel, string by, string why, CancellationToken ct)
    {
        _ = await redis.WriteAsync(db => db.HashSetAsync(Off, channel, JsonSerializer.SerializeToUtf8Bytes(new SwitchedOff(by, time.GetUtcNow(), why), StateJson.Options)), ct);
        known = null;
    }

    public async Task SwitchOnAsync(string channel, CancellationToken ct)
    {
        _ = await redis.WriteAsync(db => db.HashDeleteAsync(Off, channel), ct);
        known = null;
    }
}
