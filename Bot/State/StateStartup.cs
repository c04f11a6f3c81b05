using Bot.State.Conversations;
using Bot.State.Redis;
using Bot.State.Time;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace Bot.State;

/// <summary>
/// Starts the store and connects to it, off the critical path: the web server opens meanwhile, and readiness waits for <see cref="Ready"/>.
/// </summary>
internal sealed partial class StateStartup(
    IOptions<RedisOptions> redisOptions,
    IOptions<DataOptions> dataOptions,
    RedisConnection redis,
    FeedRelay relay,
    ClockAnchor clock,
    TimeProvider time,
    ILoggerFactory loggers,
    ILogger<StateStartup> log) : IHostedLifecycleService, IDisposable
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);
    private readonly TaskCompletionSource ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource stopping = new();
    private EmbeddedRedis? embedded;
    private Task running = Task.CompletedTask;

    /// <summary>Done when the store has answered and the shared clock is joined.</summary>
    public Task Ready => ready.Task;

    public Task StartingAsync(CancellationToken cancellationToken)
    {
        var connectionString = redisOptions.Value.ConnectionString;
        if (connectionString.Length == 0) embedded = EmbeddedRedis.Claim(dataOptions.Value.Directory);
        var configuration = embedded is null ? ParseOrRefuse(connectionString) : new ConfigurationOptions();
        running = Task.Run(() => OpenAsync(configuration, stopping.Token), CancellationToken.None);
        return Task.CompletedTask;
    }

    public async Task StoppedAsync(CancellationToken cancellationToken)
    {
        await stopping.CancelAsync();
        await running;
        await redis.DisposeAsync();
        if (embedded is not null) await embedded.DisposeAsync();
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    public void Dispose() => stopping.Dispose();

    private static ConfigurationOptions ParseOrRefuse(string connectionString)
    {
        try
        {
            return ConfigurationOptions.Parse(connectionString);
        }
        catch (ArgumentException e)
        {
            throw new StartRefusedException($"Redis:ConnectionString is not understood ({e.Message}): write host:port,password=…,ssl=true, or leave it empty for the embedded store.", e);
        }
    }

    private async Task OpenAsync(ConfigurationOptions configuration, CancellationToken ct)
    {
        try
        {
            if (embedded is not null)
            {
                embedded.Start(loggers, redisOptions.Value.CompactAboveMegabytes);
                configuration = ConfigurationOptions.Parse(embedded.ConnectionString);
            }
            var multiplexer = await RedisConnection.ConnectAsync(configuration, TimeSpan.FromMilliseconds(redisOptions.Value.TimeoutMilliseconds));
            redis.Open(multiplexer, embedded is null ? null : embedded.WaitForCommitAsync);
            if (embedded is null) await relay.JoinAsync(multiplexer);
            await JoinClockAsync(ct);
            ready.TrySetResult();
        }
        catch (OperationCanceledException)
        {
            ready.TrySetCanceled(ct);
        }
        catch (Exception e)
        {
            LogFailed(e);
            redis.Fail(e);
            ready.TrySetException(e);
        }
    }

    private async Task JoinClockAsync(CancellationToken ct)
    {
        while (true)
        {
            try
            {
                _ = await redis.ReadAsync(db => db.PingAsync(), ct);
                await clock.JoinAsync(ct);
                return;
            }
            catch (StateUnavailableException)
            {
                await Task.Delay(RetryAfter, time, ct);
            }
        }
    }

    [LoggerMessage(EventId = 3, Level = LogLevel.Critical, Message = "The store did not start.")]
    private partial void LogFailed(Exception e);
}
