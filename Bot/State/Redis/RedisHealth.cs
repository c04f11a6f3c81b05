using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Bot.State.Redis;

/// <summary>For readiness: Redis answers and what must happen once at start has happened.</summary>
internal sealed class RedisHealth(RedisConnection redis, StateStartup startup) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken)
    {
        if (!startup.Ready.IsCompletedSuccessfully) return HealthCheckResult.Unhealthy("The store is starting or Redis has not been reached yet.");
        try
        {
            _ = await redis.ReadAsync(db => db.PingAsync(), cancellationToken);
            return HealthCheckResult.Healthy();
        }
        catch (StateUnavailableException)
        {
            return HealthCheckResult.Unhealthy("Redis is away.");
        }
    }
}
