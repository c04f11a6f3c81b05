using Bot.State.Redis;
using Hangfire;
using Hangfire.AspNetCore;
using Hangfire.InMemory;
using Hangfire.Logging;
using Hangfire.Redis.StackExchange;
using Hangfire.States;
using StackExchange.Redis;

namespace Bot.Broadcasts.Sending;

/// <summary>
/// The queue as Hangfire jobs, shared by all replicas on a Redis, in memory beside an embedded store. Nothing of Hangfire is made before the first order.
/// </summary>
internal sealed class HangfireQueue(RedisConnection redis, Ledgers.LeaseTerms terms, IServiceScopeFactory scopes, ILoggerFactory loggers) : IBroadcastQueue, IHostedService, IDisposable
{
    private const string Prefix = "bot:{hangfire}:";
    private const int Workers = 8;
    private readonly SemaphoreSlim starting = new(1, 1);
    private BackgroundJobServer? server;
    private BackgroundJobClient? client;
    private bool stopped;

    public Task PrepareAsync(string id, CancellationToken ct) =>
        EnqueueAsync(c => c.Create<BroadcastJobs>(j => j.PrepareAsync(id, CancellationToken.None), new EnqueuedState()), ct);

    public Task SendAsync(string id, int batch, CancellationToken ct) =>
        EnqueueAsync(c => c.Create<BroadcastJobs>(j => j.SendAsync(id, batch, CancellationToken.None), new EnqueuedState()), ct);

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Jobs under way finish the send that they are in.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await starting.WaitAsync(cancellationToken);
        stopped = true;
        starting.Release();
        server?.SendStop();
        if (server is not null) await server.WaitForShutdownAsync(cancellationToken);
    }

    public void Dispose()
    {
        server?.Dispose();
        starting.Dispose();
    }

    private async Task EnqueueAsync(Action<BackgroundJobClient> order, CancellationToken ct)
    {
        var ready = client ?? await BeginAsync(ct);
        if (ready is null) return;
        try
        {
            order(ready);
        }
        catch (BackgroundJobClientException e)
        {
            throw new State.StateUnavailableException("Redis is away.", e);
        }
    }

    private async Task<BackgroundJobClient?> BeginAsync(CancellationToken ct)
    {
        var multiplexer = await redis.GetAsync(ct);
        await starting.WaitAsync(ct);
        try
        {
            if (stopped || client is not null) return client;
            LogProvider.SetCurrentLogProvider(new AspNetCoreLogProvider(loggers));
            var storage = Open(multiplexer);
            server = new BackgroundJobServer(
                new BackgroundJobServerOptions { WorkerCount = Workers, Activator = new AspNetCoreJobActivator(scopes), ShutdownTimeout = TimeSpan.FromSeconds(15), StopTimeout = TimeSpan.FromSeconds(15) }, storage);
            return client = new BackgroundJobClient(storage);
        }
        finally
        {
            starting.Release();
        }
    }

    // A worker that found nothing waits for word of a new job, and misses what comes in between: then it looks again after this, by default three minutes.
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(1);

    // An embedded store is one process's alone, which orders anew at its start what is not done: its jobs need not outlive it. And they must not be kept there:
    // Hangfire's locks are transactions, and a kill in one leaves Garnet's log with a group that never ends, which swallows what is written after it.
    private JobStorage Open(IConnectionMultiplexer multiplexer) => terms.Alone
        ? new InMemoryStorage()
        : new RedisStorage(multiplexer, new RedisStorageOptions { Prefix = Prefix, SucceededListSize = 100, DeletedListSize = 100, FetchTimeout = BetweenLooks }) { JobExpirationTimeout = TimeSpan.FromHours(1) };
}
