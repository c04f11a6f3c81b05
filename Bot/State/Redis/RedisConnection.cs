using StackExchange.Redis;

namespace Bot.State.Redis;

/// <summary>
/// The one connection of this process to Redis, embedded or real. It is opened in the background at start and mends itself afterwards.
/// </summary>
internal sealed class RedisConnection : IAsyncDisposable
{
    private readonly TaskCompletionSource<IConnectionMultiplexer> opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TimeSpan patience;
    private Func<CancellationToken, ValueTask>? commit;

    public RedisConnection(TimeSpan patience) => this.patience = patience;

    /// <summary>Done once the first attempt to connect is over, whether Redis was there or not.</summary>
    public Task Opened => opened.Task;

    /// <summary>True: the store is the embedded one.</summary>
    public bool IsEmbedded => commit is not null;

    public bool IsConnected => opened.Task.IsCompletedSuccessfully && opened.Task.Result.IsConnected;

    /// <summary>Connects, or goes on trying in the background if nobody is there yet.</summary>
    /// <param name="timeout">How long a call may take before it counts as "Redis is away".</param>
    public static async Task<IConnectionMultiplexer> ConnectAsync(ConfigurationOptions configuration, TimeSpan timeout)
    {
        var milliseconds = (int)timeout.TotalMilliseconds;
        configuration.AbortOnConnectFail = false;
        configuration.ConnectTimeout = milliseconds;
        configuration.AsyncTimeout = milliseconds;
        configuration.SyncTimeout = milliseconds;
        configuration.ClientName = "bot";
        // A call while Redis is away fails at once instead of waiting for the connection to come back.
        configuration.BacklogPolicy = BacklogPolicy.FailFast;
        configuration.ReconnectRetryPolicy = new LinearRetry(1_000);
        return await ConnectionMultiplexer.ConnectAsync(configuration);
    }

    /// <param name="waitForCommit">What to await after a write before it counts as kept; null: the server's own answer says so.</param>
    public void Open(IConnectionMultiplexer multiplexer, Func<CancellationToken, ValueTask>? waitForCommit = null)
    {
        commit = waitForCommit;
        opened.TrySetResult(multiplexer);
    }

    public void Fail(Exception reason) => opened.TrySetException(reason);

    /// <summary>The multiplexer; waits a little while the program is still starting.</summary>
    public ValueTask<IConnectionMultiplexer> GetAsync(CancellationToken ct) =>
        opened.Task.IsCompletedSuccessfully ? new(opened.Task.Result) : new(WaitAsync(ct));

    /// <summary>Runs a call that writes; it is done when a kill of this process cannot undo it.</summary>
    public Task<T> WriteAsync<T>(Func<IDatabase, Task<T>> call, CancellationToken ct) => RunAsync(call, commit, ct);

    /// <summary>Runs a call that only reads.</summary>
    public Task<T> ReadAsync<T>(Func<IDatabase, Task<T>> call, CancellationToken ct) => RunAsync(call, null, ct);

    // Whatever means "Redis is away" becomes one exception.
    private async Task<T> RunAsync<T>(Func<IDatabase, Task<T>> call, Func<CancellationToken, ValueTask>? afterwards, CancellationToken ct)
    {
        var multiplexer = await GetAsync(ct);
        ct.ThrowIfCancellationRequested();
        try
        {
            var result = await call(multiplexer.GetDatabase());
            if (afterwards is not null) await afterwards(ct);
            return result;
        }
        catch (Exception e) when (IsAway(e))
        {
            throw new StateUnavailableException("Redis is away.", e);
        }
    }

    public static bool IsAway(Exception e) =>
        e is RedisConnectionException or RedisTimeoutException or ObjectDisposedException or TimeoutException
        || (e is RedisServerException server && IsPassing(server.Message));

    // What a server says while it loads, fails over or has lost its cluster.
    private static bool IsPassing(string message) =>
        message.StartsWith("LOADING", StringComparison.Ordinal) || message.StartsWith("CLUSTERDOWN", StringComparison.Ordinal)
        || message.StartsWith("READONLY", StringComparison.Ordinal) || message.StartsWith("MASTERDOWN", StringComparison.Ordinal)
        || message.StartsWith("TRYAGAIN", StringComparison.Ordinal) || message.StartsWith("BUSY", StringComparison.Ordinal)
        || message.StartsWith("MISCONF", StringComparison.Ordinal) || message.StartsWith("NOREPLICAS", StringComparison.Ordinal);

    private async Task<IConnectionMultiplexer> WaitAsync(CancellationToken ct)
    {
        try
        {
            return await opened.Task.WaitAsync(patience, ct);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            throw new StateUnavailableException("Redis is not there yet.", e);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (opened.Task.IsCompletedSuccessfully) await opened.Task.Result.DisposeAsync();
    }
}
