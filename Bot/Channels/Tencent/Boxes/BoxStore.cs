using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Bot.State;
using Bot.State.Conversations;
using Bot.State.Effects;
using Bot.State.Redis;
using Dialogs.Turns;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace Bot.Channels.Tencent.Boxes;

/// <summary>Keeps the boxes, in the same slot as the conversations and as long. A change is a compare-and-set of one value.</summary>
internal sealed class BoxStore(RedisConnection redis, IOptions<ConversationOptions> options, TimeProvider time) : IEffectHandler
{
    private const int VersionLength = 16, MostAttempts = 60;

    // An absent key reads as an empty string, which is also the version of "there is none".
    private static readonly RedisScript CompareAndSet = new($"""
        if redis.call('GETRANGE', KEYS[1], 0, {VersionLength - 1}) == ARGV[1] then
          redis.call('SET', KEYS[1], ARGV[2], 'PX', ARGV[3])
          return 1
        end
        return 0
        """);

    private readonly long milliseconds = (long)TimeSpan.FromDays(options.Value.DaysKept).TotalMilliseconds;

    public async Task<PersonBox> ReadAsync(ConversationKey key, CancellationToken ct) => (await ReadWithVersionAsync(key, ct)).Box;

    /// <param name="change">Pure: it may run more than once. The same box again: nothing is written.</param>
    /// <returns>The box afterwards.</returns>
    public async Task<PersonBox> UpdateAsync(ConversationKey key, Func<PersonBox, PersonBox> change, CancellationToken ct)
    {
        for (var attempt = 1; attempt <= MostAttempts; attempt++)
        {
            var (box, version) = await ReadWithVersionAsync(key, ct);
            var next = change(box);
            if (ReferenceEquals(next, box)) return box;
            if ((int)await redis.WriteAsync(db => CompareAndSet.RunAsync(db, [KeyOf(key)], [version, Write(next), milliseconds]), ct) == 1) return next;
            await Task.Delay(TimeSpan.FromMilliseconds(Random.Shared.Next(1, 4 * Math.Min(attempt, 8))), time, ct);
        }
        throw new StateUnavailableException($"The box changed under {MostAttempts} attempts to write it.");
    }

    public Task HandleAsync(ConversationKey key, string effectId, Effect effect, CancellationToken ct) =>
        effect is Effect.Erase ? redis.WriteAsync(db => db.KeyDeleteAsync(KeyOf(key)), ct) : Task.CompletedTask;

    private async Task<(PersonBox Box, string Version)> ReadWithVersionAsync(ConversationKey key, CancellationToken ct)
    {
        var value = await redis.ReadAsync(db => db.StringGetAsync(KeyOf(key)), ct);
        if (value.IsNullOrEmpty) return (PersonBox.Empty, "");
        var bytes = (ReadOnlyMemory<byte>)value;
        return (JsonSerializer.Deserialize<PersonBox>(bytes.Span[VersionLength..], StateJson.Options)!, Encoding.ASCII.GetString(bytes.Span[..VersionLength]));
    }

    private static byte[] Write(PersonBox box) =>
        [.. Encoding.ASCII.GetBytes(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(VersionLength / 2))), .. JsonSerializer.SerializeToUtf8Bytes(box, StateJson.Options)];

    private static RedisKey KeyOf(ConversationKey key) => $"{key.Redis}:box";
}
