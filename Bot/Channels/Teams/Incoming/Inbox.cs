using System.Text.Json;
using System.Text.Json.Serialization;
using Bot.Channels.Teams.Activities;
using Bot.State.Conversations;
using Bot.State.Effects;
using Bot.State.Redis;
using Dialogs.Turns;
using StackExchange.Redis;

namespace Bot.Channels.Teams.Incoming;

/// <summary>
/// Keeps activities that were acknowledged before they were answered, so that a kill loses none: a hash beside the conversation, one field each, until its
/// turn is committed. Personal numbers are masked before.
/// </summary>
internal sealed class Inbox(RedisConnection redis, TimeProvider time) : IEffectHandler
{
    private static readonly TimeSpan Kept = TimeSpan.FromHours(12);
    private readonly PendingSet pending = new(redis, time, "bot:{inbox}");

    /// <exception cref="State.StateUnavailableException">It is not kept.</exception>
    public async Task KeepAsync(TeamsActivity activity, CancellationToken ct)
    {
        var kept = activity with { Text = Hearing.Clean(activity.Text), Said = Hearing.Clean(activity.Said), Value = default };
        await pending.AddAsync(activity.Key, ct);
        _ = await redis.WriteAsync(db => db.HashSetAsync(Of(activity.Key), Field(activity), JsonSerializer.SerializeToUtf8Bytes(kept, InboxJson.Default.TeamsActivity)), ct);
        _ = await redis.WriteAsync(db => db.KeyExpireAsync(Of(activity.Key), Kept), ct);
    }

    public Task RemoveAsync(TeamsActivity activity, CancellationToken ct) => redis.WriteAsync(db => db.HashDeleteAsync(Of(activity.Key), Field(activity)), ct);

    public async Task<TeamsActivity[]> ReadAsync(ConversationKey key, CancellationToken ct) =>
        [.. (await redis.ReadAsync(db => db.HashValuesAsync(Of(key)), ct)).Select(v => JsonSerializer.Deserialize((byte[])v!, InboxJson.Default.TeamsActivity)!)];

    /// <summary>The conversations whose activities were kept longer ago than <paramref name="age"/>.</summary>
    public Task<ConversationKey[]> FindLeftAsync(TimeSpan age, CancellationToken ct) => pending.FindLeftAsync(age, ct);

    /// <summary>Nothing of the conversation was left, as of <paramref name="seen"/>.</summary>
    public Task CloseAsync(ConversationKey key, DateTimeOffset seen, CancellationToken ct) => pending.RemoveAsync(key, seen.ToUnixTimeMilliseconds(), ct);

    public Task HandleAsync(ConversationKey key, string effectId, Effect effect, CancellationToken ct) =>
        key.Channel == TeamsKey.Channel && effect is Effect.Erase ? redis.WriteAsync(db => db.KeyDeleteAsync(Of(key)), ct) : Task.CompletedTask;

    private static RedisValue Field(TeamsActivity activity) => SeenId.Of(activity.Id ?? "");

    private static RedisKey Of(ConversationKey key) => key.Redis.Append(":inbox");
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault)]
[JsonSerializable(typeof(TeamsActivity))]
internal sealed partial class InboxJson : JsonSerializerContext;
