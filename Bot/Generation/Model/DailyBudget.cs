using Bot.State;
using Bot.State.Redis;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace Bot.Generation.Model;

/// <summary>Counts the calls of a Beijing day, for all replicas together. Real time. What cannot be counted is not spent.</summary>
internal sealed class DailyBudget(RedisConnection redis, IOptions<GenerationOptions> options, TimeProvider time)
{
    private static readonly TimeSpan Kept = TimeSpan.FromDays(2);

    public async Task<bool> TrySpendAsync(CancellationToken ct)
    {
        RedisKey key = $"bot:{{generation}}:calls:{time.GetUtcNow().ToOffset(TimeSpan.FromHours(8)):yyyyMMdd}";
        try
        {
            var spent = await redis.ReadAsync(db => db.StringIncrementAsync(key), ct);
            if (spent == 1) _ = await redis.ReadAsync(db => db.KeyExpireAsync(key, Kept), ct);
            return spent <= options.Value.CallsPerDay;
        }
        catch (StateUnavailableException)
        {
            return false;
        }
    }
}
