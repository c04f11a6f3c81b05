using System.Diagnostics.Metrics;
using Bot.State.Redis;

namespace Bot.Operations;

/// <summary>Whether Redis is there, as a number for alerts: 1 or 0.</summary>
internal sealed class RedisGauge : IHostedService
{
    public RedisGauge(IMeterFactory meters, RedisConnection redis) =>
        meters.Create("Bot.Redis").CreateObservableGauge("bot.redis.up", () => redis.IsConnected ? 1 : 0, description: "1 while Redis is connected, else 0.");

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
