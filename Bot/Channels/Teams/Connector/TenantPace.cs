using System.Collections.Concurrent;
using Bot.State;
using Microsoft.Extensions.Options;

namespace Bot.Channels.Teams.Connector;

/// <summary>Spaces the requests to each tenant evenly, so that all replicas together never exceed the allowed number in a second.</summary>
internal sealed class TenantPace(PaceBook book, IOptions<TeamsOptions> options, TimeProvider time)
{
    /// <summary>How much slower this process goes while the store is away and cannot say what the others do: four of them are still within the limit.</summary>
    public const int AloneFactor = 4;

    private readonly ConcurrentDictionary<string, Tenant> tenants = new(StringComparer.Ordinal);
    private readonly int rate = options.Value.RequestsPerSecond;

    public Task WaitAsync(string? tenant, CancellationToken ct) => tenants.GetOrAdd(tenant ?? "", id => new(id, book, rate, time)).WaitAsync(ct);

    [System.Diagnostics.CodeAnalysis.SuppressMessage("Design", "CA1001", Justification = "Lives as long as the program, and its semaphore has no handle.")]
    private sealed class Tenant(string id, PaceBook book, int rate, TimeProvider time)
    {
        // Held while a moment is waited for, so that moments are not reserved long before they are used.
        private readonly SemaphoreSlim door = new(1);
        private readonly Queue<DateTimeOffset> reserved = new();
        private DateTimeOffset free;
        private int waiting;

        public async Task WaitAsync(CancellationToken ct)
        {
            Interlocked.Increment(ref waiting);
            try
            {
                await door.WaitAsync(ct);
            }
            catch (OperationCanceledException)
            {
                Interlocked.Decrement(ref waiting);
                throw;
            }
            try
            {
                var wait = await NextAsync(ct) - time.GetUtcNow();
                if (wait > TimeSpan.Zero) await Task.Delay(wait, time, ct);
            }
            finally
            {
                Interlocked.Decrement(ref waiting);
                door.Release();
            }
        }

        private async Task<DateTimeOffset> NextAsync(CancellationToken ct)
        {
            if (reserved.Count == 0) await ReserveAsync(ct);
            return reserved.Dequeue();
        }

        // One round trip for all who wait, but for a quarter of a second at most: the replies of another replica come in between.
        private async Task ReserveAsync(CancellationToken ct)
        {
            var count = Math.Clamp(Volatile.Read(ref waiting), 1, Math.Max(1, rate / 4));
            try
            {
                var wait = await book.ReserveAsync(id, (1_000 * count + rate - 1) / rate, ct);
                Add(count, time.GetUtcNow() + wait, TimeSpan.FromSeconds(1.0 / rate));
            }
            catch (StateUnavailableException)
            {
                Add(1, time.GetUtcNow(), TimeSpan.FromSeconds((double)AloneFactor / rate));
            }
        }

        // Never before what was reserved last has passed, whatever the store has forgotten.
        private void Add(int count, DateTimeOffset from, TimeSpan gap)
        {
            if (from > free) free = from;
            for (var i = 0; i < count; i++, free += gap) reserved.Enqueue(free);
        }
    }
}
