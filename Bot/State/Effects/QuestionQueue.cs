using System.Text.Json;
using Bot.State.Conversations;
using Bot.State.Redis;
using Dialogs.Turns;
using StackExchange.Redis;

namespace Bot.State.Effects;

/// <summary>One question that the notice does not answer.</summary>
/// <param name="Question">Masked.</param>
/// <param name="Channel">With <paramref name="Conversation"/>: where it was asked.</param>
internal sealed record QueuedQuestion(string Question, DateTimeOffset At, string Channel, string Conversation);

/// <summary>
/// The questions that wait for HR, grouped by notice and nearest topic: a hash for each group (field: conversation and effect id), a set of the groups, and
/// for each person a hash that says where their questions are, so that they can be erased. Each write alone is idempotent, and the person's comes first.
/// </summary>
internal sealed class QuestionQueue(RedisConnection redis, TimeProvider time) : IEffectHandler
{
    private const int MostInGroup = 2_000;
    private const string Prefix = "bot:{questions}:";
    private const string Groups = Prefix + "groups";
    private static readonly TimeSpan Kept = TimeSpan.FromDays(365);

    public Task HandleAsync(ConversationKey key, string effectId, Effect effect, CancellationToken ct) => effect switch
    {
        Effect.QueueQuestion question => AddAsync(key, effectId, question, ct),
        Effect.Erase => EraseAsync(key, ct),
        _ => Task.CompletedTask,
    };

    /// <summary>The groups that have questions, as <c>notice/topic</c> (topic <c>-</c>: near none).</summary>
    public async Task<string[]> GroupsAsync(CancellationToken ct) =>
        [.. (await redis.ReadAsync(db => db.SetMembersAsync(Groups), ct)).Select(g => g.ToString()).Order(StringComparer.Ordinal)];

    public async Task<QueuedQuestion[]> ReadAsync(string group, CancellationToken ct) =>
        [.. (await redis.ReadAsync(db => db.HashValuesAsync(Prefix + "in:" + group), ct))
            .Select(v => JsonSerializer.Deserialize<QueuedQuestion>((byte[])v!, StateJson.Options)!).OrderBy(q => q.At)];

    private async Task AddAsync(ConversationKey key, string effectId, Effect.QueueQuestion question, CancellationToken ct)
    {
        var group = $"{question.Notice}/{question.NearestTopic ?? "-"}";
        var (items, field) = ($"{Prefix}in:{group}", $"{key}#{effectId}");
        if (await redis.ReadAsync(db => db.HashLengthAsync(items), ct) >= MostInGroup) return;
        var item = JsonSerializer.SerializeToUtf8Bytes(new QueuedQuestion(question.Question, time.GetUtcNow(), key.Channel, key.Id), StateJson.Options);
        _ = await redis.WriteAsync(db => db.HashSetAsync(Of(key), field, group), ct);
        _ = await redis.WriteAsync(db => db.HashSetAsync(items, field, item, When.NotExists), ct);
        _ = await redis.WriteAsync(db => db.SetAddAsync(Groups, group), ct);
        _ = await redis.WriteAsync(db => db.KeyExpireAsync(Of(key), Kept), ct);
        _ = await redis.WriteAsync(db => db.KeyExpireAsync(items, Kept), ct);
    }

    private async Task EraseAsync(ConversationKey key, CancellationToken ct)
    {
        foreach (var entry in await redis.ReadAsync(db => db.HashGetAllAsync(Of(key)), ct))
            _ = await redis.WriteAsync(db => db.HashDeleteAsync($"{Prefix}in:{entry.Value}", entry.Name), ct);
        _ = await redis.WriteAsync(db => db.KeyDeleteAsync(Of(key)), ct);
    }

    private static RedisKey Of(ConversationKey key) => $"{Prefix}of:{key}";
}
