using System.Text.Json;
using Bot.State.Conversations;
using Bot.State.Redis;
using Dialogs.Turns;
using StackExchange.Redis;

namespace Bot.State.Effects;

/// <summary>One question that the notice does not answer.</summary>
/// <param name="Question">Masked.</param>
/// <param name="Channel">With <paramref name="Conversation"/>: where it was asked.</param>
/// <param name="Unhelpful">It was answered, and the person says that the answer did not help.</param>
internal sealed record QueuedQuestion(string Question, DateTimeOffset At, string Channel, string Conversation, bool? Unhelpful = null);

/// <summary>A question with what names it.</summary>
/// <param name="Effect">The id of the effect that queued it: unique in its conversation.</param>
internal sealed record QueueEntry(string Effect, QueuedQuestion Question);

/// <summary>
/// The questions that wait for HR, grouped by notice and nearest topic: a hash for each group (field: conversation and effect id), a set of the groups, and
/// for each person a hash that says where their questions are, so that they can be erased. Each write alone is idempotent, and the person's comes first.
/// </summary>
internal sealed partial class QuestionQueue(RedisConnection redis, TimeProvider time, ILogger<QuestionQueue> log) : IEffectHandler
{
    /// <summary>So many of one group are kept, the newest.</summary>
    public const int MostInGroup = 2_000;

    private const int Room = 50;
    private const string Prefix = "bot:{questions}:";
    private const string Groups = Prefix + "groups";
    private static readonly TimeSpan Kept = TimeSpan.FromDays(365);

    public Task HandleAsync(ConversationKey key, string effectId, Effect effect, CancellationToken ct) => effect switch
    {
        Effect.QueueQuestion question => AddAsync(key, effectId, GroupOf(question.Notice, question.NearestTopic), question.Question, null, ct),
        Effect.Erase => EraseAsync(key, ct),
        _ => Task.CompletedTask,
    };

    /// <summary>The groups that have questions, as <c>notice/topic</c> (topic <c>-</c>: near none).</summary>
    public async Task<string[]> GroupsAsync(CancellationToken ct) =>
        [.. (await redis.ReadAsync(db => db.SetMembersAsync(Groups), ct)).Select(g => g.ToString()).Order(StringComparer.Ordinal)];

    public async Task<QueuedQuestion[]> ReadAsync(string group, CancellationToken ct) =>
        [.. (await redis.ReadAsync(db => db.HashValuesAsync(Prefix + "in:" + group), ct))
            .Select(v => JsonSerializer.Deserialize<QueuedQuestion>((byte[])v!, StateJson.Options)!).OrderBy(q => q.At)];

    /// <summary>The same, with what names each.</summary>
    public async Task<QueueEntry[]> EntriesAsync(string group, CancellationToken ct) =>
        [.. (await redis.ReadAsync(db => db.HashGetAllAsync(Prefix + "in:" + group), ct))
            .Select(e => new QueueEntry(e.Name.ToString()[(e.Name.ToString().LastIndexOf('#') + 1)..], JsonSerializer.Deserialize<QueuedQuestion>((byte[])e.Value!, StateJson.Options)!)).OrderBy(q => q.Question.At)];

    /// <summary>Takes an answered question out.</summary>
    public async Task RemoveAsync(string group, ConversationKey key, string effectId, CancellationToken ct)
    {
        RedisValue field = $"{key}#{effectId}";
        _ = await redis.WriteAsync(db => db.HashDeleteAsync(Prefix + "in:" + group, field), ct);
        _ = await redis.WriteAsync(db => db.HashDeleteAsync(Of(key), field), ct);
    }

    /// <summary>Where the questions near a topic stand.</summary>
    public static string GroupOf(string notice, string? topic) => $"{notice}/{topic ?? "-"}";

    /// <summary>Puts one in, once: with the same id it changes nothing.</summary>
    // In one go: the calls of one connection keep their order, and the person's comes first.
    public async Task AddAsync(ConversationKey key, string effectId, string group, string question, bool? unhelpful, CancellationToken ct)
    {
        var (items, field) = ($"{Prefix}in:{group}", $"{key}#{effectId}");
        var item = JsonSerializer.SerializeToUtf8Bytes(new QueuedQuestion(question, time.GetUtcNow(), key.Channel, key.Id, unhelpful), StateJson.Options);
        var count = await redis.WriteAsync(
            async db =>
            {
                var named = db.HashSetAsync(Of(key), field, group);
                var kept = db.HashSetAsync(items, field, item, When.NotExists);
                var grouped = db.SetAddAsync(Groups, group);
                var ofExpires = db.KeyExpireAsync(Of(key), Kept);
                var itemsExpire = db.KeyExpireAsync(items, Kept);
                var counted = db.HashLengthAsync(items);
                await Task.WhenAll(named, kept, grouped, ofExpires, itemsExpire, counted);
                return await counted;
            },
            ct);
        if (count > MostInGroup) await MakeRoomAsync(group, items, ct);
    }

    /// <summary>The oldest go out, some at a time, so that not every new question has to read them all.</summary>
    private async Task MakeRoomAsync(string group, string items, CancellationToken ct)
    {
        var all = await redis.ReadAsync(db => db.HashGetAllAsync(items), ct);
        RedisValue[] oldest = [.. all.OrderBy(e => JsonSerializer.Deserialize<QueuedQuestion>((byte[])e.Value!, StateJson.Options)!.At).Take(all.Length - MostInGroup + Room).Select(e => e.Name)];
        var removed = await redis.WriteAsync(db => db.HashDeleteAsync(items, oldest), ct);
        LogRemoved(removed, group, MostInGroup);
    }

    private async Task EraseAsync(ConversationKey key, CancellationToken ct)
    {
        foreach (var entry in await redis.ReadAsync(db => db.HashGetAllAsync(Of(key)), ct))
            _ = await redis.WriteAsync(db => db.HashDeleteAsync($"{Prefix}in:{entry.Value}", entry.Name), ct);
        _ = await redis.WriteAsync(db => db.KeyDeleteAsync(Of(key)), ct);
    }

    private static RedisKey Of(ConversationKey key) => $"{Prefix}of:{key}";

    [LoggerMessage(EventId = 5, Level = LogLevel.Warning, Message = "The {Count} oldest questions of {Group} were removed: no more than {Most} are kept. Answer what waits in the console.")]
    private partial void LogRemoved(long count, string group, int most);
}
