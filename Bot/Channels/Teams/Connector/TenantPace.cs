using Microsoft.Extensions.Options;

namespace Bot.Channels.Teams.Connector;

/// <summary>Spaces the requests to each tenant evenly, so that this process never exceeds the allowed number in a second.</summary>
internal sealed class TenantPace(IOptions<TeamsOptions> options, TimeProvider time)
{
    private readonly Lock door = new();
    private readonly Dictionary<string, DateTimeOffset> next = new(StringComparer.Ordinal);
    private readonly TimeSpan gap = TimeSpan.FromSeconds(1.0 / options.Value.RequestsPerSecond);

    public Task WaitAsync(string? tenant, CancellationToken ct)
    {
        var wait = Take(tenant ?? "") - time.GetUtcNow();
        return wait <= TimeSpan.Zero ? Task.CompletedTask : Task.Delay(wait, time, ct);
    }

    private DateTimeOffset Take(string tenant)
    {
        lock (door)
        {
            var now = time.GetUtcNow();
            var slot = next.TryGetValue(tenant, out var free) && free > now ? free : now;
            next[tenant] = slot + gap;
            return slot;
        }
    }
}
