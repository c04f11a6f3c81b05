using System.Net;
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

    /// <returns>False: the start was refused and says why itself, or the program stops.</returns>
    public async Task<bool> IsReadyAsync(CancellationToken ct)
    {
        await Ready.WaitAsync(ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return Ready.IsCompletedSuccessfully;
    }

    public Task StartingAsync(CancellationToken cancellationToken)
    {
        var connectionString = redisOptions.Value.ConnectionString;
        if (connectionString.Length == 0) embedded = EmbeddedRedis.Claim(dataOptions.Value.Directory);
        var configuration = embedded is null ? ParseOrRefuse(connectionString) : new ConfigurationOptions();
        running = Task.Run(() => OpenAsync(configuration, stopping.Token), CancellationToken.None);
        return Task.CompletedTask;
    }

    /// <summary>The web server listens by now. An embedded store that cannot be opened ends the start; a Redis that is away does not.</summary>
    public async Task StartedAsync(CancellationToken cancellationToken)
    {
        if (embedded is not null) await redis.Opened.WaitAsync(cancellationToken);
    }

    public async Task StoppedAsync(CancellationToken cancellationToken)
    {
        await stopping.CancelAsync();
        await running;
        await redis.DisposeAsync();
        if (embedded is not null) await embedded.DisposeAsync();
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    public void Dispose() => stopping.Dispose();

    private static ConfigurationOptions ParseOrRefuse(string connectionString)
    {
        try
        {
            var options = ConfigurationOptions.Parse(connectionString);
            if (options.EndPoints.OfType<DnsEndPoint>().FirstOrDefault(e => Uri.CheckHostName(e.Host) == UriHostNameType.Unknown) is { } nonsense)
                throw new ArgumentException($"'{nonsense.Host}' is no host name");
            return options;
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
            if (embedded is not null) configuration = StartEmbedded(embedded);
            var multiplexer = await RedisConnection.ConnectAsync(configuration, TimeSpan.FromMilliseconds(redisOptions.Value.TimeoutMilliseconds));
            multiplexer.ConnectionFailed += (_, e) => LogAway(e.ConnectionType, e.FailureType);
            multiplexer.ConnectionRestored += (_, e) => LogBack(e.ConnectionType);
            if (!multiplexer.IsConnected) LogAway(ConnectionType.Interactive, ConnectionFailureType.UnableToConnect);
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
            redis.Fail(e);
            ready.TrySetException(e);
        }
    }

    private ConfigurationOptions StartEmbedded(EmbeddedRedis embedded)
    {
        try
        {
            embedded.Start(loggers, redisOptions.Value.CompactAboveMegabytes);
            var configuration = ConfigurationOptions.Parse(embedded.ConnectionString);
            // A kill in the middle of a transaction leaves Garnet's log with a group that never ends: later writes fall into it and are lost, or the log is not read at all.
            configuration.CommandMap = CommandMap.Create(["MULTI", "EXEC", "WATCH"], available: false);
            return configuration;
        }
        catch (Exception e)
        {
            throw new StartRefusedException(
                $"The embedded store in Data:Directory '{dataOptions.Value.Directory}' did not start ({e.Message}): put a backup in its place, or set Redis:ConnectionString.", e);
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

    [LoggerMessage(EventId = 3, Level = LogLevel.Warning, Message = "Redis is away ({Connection}: {Reason}); what needs it is refused until it is back.")]
    private partial void LogAway(ConnectionType connection, ConnectionFailureType reason);

    [LoggerMessage(EventId = 4, Level = LogLevel.Information, Message = "Redis is back ({Connection}).")]
    private partial void LogBack(ConnectionType connection);
}
