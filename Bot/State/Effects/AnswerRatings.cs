using Bot.State.Conversations;
using Bot.State.Redis;
using Dialogs.Turns;
using StackExchange.Redis;

namespace Bot.State.Effects;

/// <summary>How often answers of a topic were said to have helped, and not.</summary>
public sealed record TopicRating(string Notice, string Topic, int Useful, int Useless)
{
    public int Total => Useful + Useless;
}

/// <summary>
/// Who said of which answer that it helped or did not: a hash for each topic (field: conversation and the answer's number), a set of the topics, and for each person
/// a hash that says where their words are, so that they can be erased. An answer counts once, by the word said last. What did not help goes to <see cref="QuestionQueue"/>.
/// </summary>
internal sealed class AnswerRatings(RedisConnection redis, QuestionQueue queue) : IEffectHandler
{
    private const string Prefix = "bot:{ratings}:";
    private const string Topics = Prefix + "topics";
    private static readonly RedisValue Useful = "1", Useless = "0";
    private static readonly TimeSpan Kept = TimeSpan.FromDays(365);

    public Task HandleAsync(ConversationKey key, string effectId, Effect effect, CancellationToken ct) => effect switch
    {
        Effect.Rate rate => RateAsync(key, rate, ct),
        Effect.Erase => EraseAsync(key, ct),
        _ => Task.CompletedTask,
    };

    /// <summary>Every topic of which somebody said something; those that help least first, of equal ones those with more to say.</summary>
    public async Task<TopicRating[]> ReadAsync(CancellationToken ct)
    {
        var topics = await redis.ReadAsync(db => db.SetMembersAsync(Topics), ct);
        var read = new List<TopicRating>(topics.Length);
        foreach (var topic in topics.Select(t => t.ToString()))
        {
            var words = await redis.ReadAsync(db => db.HashValuesAsync(Of(topic)), ct);
            var useful = words.Count(w => w == Useful);
            if (words.Length > 0) read.Add(new(topic.Split('/')[0], topic[(topic.IndexOf('/', StringComparison.Ordinal) + 1)..], useful, words.Length - useful));
        }
        return [.. read.OrderBy(r => (double)r.Useful / r.Total).ThenByDescending(r => r.Total).ThenBy(r => r.Topic, StringComparer.Ordinal)];
    }

    // The rating goes last: whoever repeats after a crash does all of it again, and who says the same again, nothing.
    private async Task RateAsync(ConversationKey key, Effect.Rate rate, CancellationToken ct)
    {
        var (topic, field, word) = ($"{rate.Notice}/{rate.Topic}", FieldOf(key, rate.Answer), rate.Useful ? Useful : Useless);
        if (await redis.ReadAsync(db => db.HashGetAsync(Of(topic), field), ct) == word) return;
        if (rate.Useful) await queue.RemoveAsync(QuestionQueue.GroupOf(rate.Notice, rate.Topic), key, QueuedAs(rate.Answer), ct);
        else if (rate.Question is { } question) await queue.AddAsync(key, QueuedAs(rate.Answer), QuestionQueue.GroupOf(rate.Notice, rate.Topic), question, true, ct);
        _ = await redis.WriteAsync(
            async db =>
            {
                var named = db.HashSetAsync(Person(key), field, topic);
                var rated = db.HashSetAsync(Of(topic), field, word);
                await Task.WhenAll(named, rated, db.SetAddAsync(Topics, topic), db.KeyExpireAsync(Person(key), Kept), db.KeyExpireAsync(Of(topic), Kept));
                return true;
            },
            ct);
    }

    private async Task EraseAsync(ConversationKey key, CancellationToken ct)
    {
        foreach (var entry in await redis.ReadAsync(db => db.HashGetAllAsync(Person(key)), ct))
            _ = await redis.WriteAsync(db => db.HashDeleteAsync(Of(entry.Value.ToString()), entry.Name), ct);
        _ = await redis.WriteAsync(db => db.KeyDeleteAsync(Person(key)), ct);
    }

    private static string QueuedAs(int answer) => $"rated-{answer}";

    private static RedisValue FieldOf(ConversationKey key, int answer) => $"{key}#{answer}";

    private static RedisKey Of(string topic) => $"{Prefix}in:{topic}";

    private static RedisKey Person(ConversationKey key) => $"{Prefix}of:{key}";
}
