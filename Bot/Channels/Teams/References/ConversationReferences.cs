using System.Text.Json;
using Bot.State.Conversations;
using Bot.State.Effects;
using Bot.State.Redis;
using Dialogs.Turns;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace Bot.Channels.Teams.References;

/// <summary>
/// Keeps the references of personal chats beside their conversations, and which announcements were handed over. Overwritten at every message, since the
/// service may move; forgotten with the conversation, at its erasure, and when the bot is uninstalled.
/// </summary>
internal sealed class ConversationReferences(RedisConnection redis, IOptions<ConversationOptions> options) : IEffectHandler
{
    private readonly TimeSpan kept = TimeSpan.FromDays(options.Value.DaysKept);

    public Task KeepAsync(ConversationKey key, ConversationReference reference, CancellationToken ct) =>
        redis.WriteAsync(db => db.StringSetAsync(Reference(key), JsonSerializer.SerializeToUtf8Bytes(reference, ReferenceJson.Default.ConversationReference), kept), ct);

    public async Task<ConversationReference?> FindAsync(ConversationKey key, CancellationToken ct) =>
        await redis.ReadAsync(db => db.StringGetAsync(Reference(key)), ct) is { IsNull: false } json
            ? JsonSerializer.Deserialize(((ReadOnlyMemory<byte>)json).Span, ReferenceJson.Default.ConversationReference)
            : null;

    /// <summary>The Connector said that nothing is taken there, until the person writes again.</summary>
    public async Task NoteUnreachableAsync(ConversationKey key, CancellationToken ct)
    {
        if (await FindAsync(key, ct) is { Unreachable: false } reference) await KeepAsync(key, reference with { Unreachable = true }, ct);
    }

    public Task ForgetAsync(ConversationKey key, CancellationToken ct) => redis.WriteAsync(db => db.KeyDeleteAsync(Reference(key)), ct);

    /// <summary>The Connector took the announcement.</summary>
    public async Task NoteSaidAsync(ConversationKey key, string announcement, CancellationToken ct)
    {
        _ = await redis.WriteAsync(db => db.HashSetAsync(Said(key), SeenId.Of(announcement), 1), ct);
        _ = await redis.WriteAsync(db => db.KeyExpireAsync(Said(key), kept), ct);
    }

    public Task<bool> WasSaidAsync(ConversationKey key, string announcement, CancellationToken ct) =>
        redis.ReadAsync(db => db.HashExistsAsync(Said(key), SeenId.Of(announcement)), ct);

    public async Task HandleAsync(ConversationKey key, string effectId, Effect effect, CancellationToken ct)
    {
        if (key.Channel != TeamsKey.Channel || effect is not Effect.Erase) return;
        await ForgetAsync(key, ct);
        _ = await redis.WriteAsync(db => db.KeyDeleteAsync(Said(key)), ct);
    }

    private static RedisKey Reference(ConversationKey key) => key.Redis.Append(":reference");

    private static RedisKey Said(ConversationKey key) => key.Redis.Append(":said");
}
