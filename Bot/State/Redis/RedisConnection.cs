using System.Diagnostics.CodeAnalysis;
using StackExchange.Redis;

namespace Bot.State.Redis;

/// <summary>
/// The one connection of this process to Redis, embedded or real. It is opened in the background at start and mends itself afterwards.
/// </summary>
internal sealed class RedisConnection : IAsyncDisposable
{
    private readonly TaskCompletionSource<IConnectionMultiplexer> opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TimeSpan patience;

    public RedisConnection(TimeSpan patience) => this.patience = patience;

    /// <summary>Done once the first attempt to connect is over, whether Redis was there or not.</summary>
    public Task Opened => opened.Task;

    public bool IsConnected => opened.Task.IsCompletedSuccessfully && opened.Task.Result.IsConnected;

    public void Open(IConnectionMultiplexer multiplexer) => opened.TrySetResult(multiplexer);

    public void Fail(Exception reason) => opened.TrySetException(reason);

    /// <summary>The multiplexer; waits a little while the program is still starting.</summary>
    public ValueTask<IConnectionMultiplexer> GetAsync(CancellationToken ct) =>
        opened.Task.IsCompletedSuccessfully ? new(opened.Task.Result) : new(WaitAsync(ct));

    /// <summary>Runs a call; whatever means "Redis is away" becomes a <see cref="StateUnavailableException"/>.</summary>
    public async Task<T> RunAsync<T>(Func<IDatabase, Task<T>> call, CancellationToken ct)
    {
        var multiplexer = await GetAsync(ct);
        ct.ThrowIfCancellationRequested();
        try
        {
            return await call(multiplexer.GetDatabase());
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

    [SuppressMessage("Usage", "VSTHRD003", Justification = "The task is this object's own.")]
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
