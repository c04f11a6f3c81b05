using Bot.State;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Bot.Notices;

/// <summary>A broken pack stops the start; until all are read, those that HR has loaded too, the assistant is not ready.</summary>
internal sealed class NoticesStartup(NoticePacks packs, NoticeUpdates updates, StateStartup state) : IHostedService, IHealthCheck
{
    public Task StartAsync(CancellationToken cancellationToken) => packs.GetReadyAsync();

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    // Without a store nobody can look; that is the store's own line.
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(packs.IsReady && (updates.Looked.IsCompletedSuccessfully || !state.Ready.IsCompletedSuccessfully)
            ? HealthCheckResult.Healthy($"Loaded: {string.Join(", ", packs.Library.All.Select(n => $"{n.Id} {n.Version}"))}.")
            : HealthCheckResult.Unhealthy("The notices are still being read."));
}
