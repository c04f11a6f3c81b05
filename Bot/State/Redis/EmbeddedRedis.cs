using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Garnet;
using Garnet.server;
using Tsavorite.core;

namespace Bot.State.Redis;

/// <summary>Garnet inside of this process: Redis for a single machine, with its files in one directory.</summary>
/// <remarks>
/// Its append-only file is written behind an answered command. Who may only go on once the write survives a kill awaits
/// <see cref="WaitForCommitAsync"/>: many writers then share one wait, which makes three times the commits of Garnet's own
/// <c>--aof-commit-wait</c>, where every network session stands still meanwhile.
/// </remarks>
internal sealed class EmbeddedRedis : IAsyncDisposable
{
    private static readonly TimeSpan LongestCommit = TimeSpan.FromSeconds(10);
    private const string AddressFile = "address";
    private const int MostPorts = 5;
    private readonly FileStream claim;
    private readonly string directory;
    private GarnetServer? server;

    private EmbeddedRedis(FileStream claim, string directory) => (this.claim, this.directory) = (claim, directory);

    public string ConnectionString { get; private set; } = "";

    /// <summary>Takes the directory, so that no second process writes to the same files. Quick; nothing is started yet.</summary>
    public static EmbeddedRedis Claim(string dataDirectory)
    {
        var directory = Path.Combine(Path.GetFullPath(dataDirectory), "redis");
        try
        {
            CreatePrivate(directory);
            return new(new FileStream(Path.Combine(directory, "in-use"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None), directory);
        }
        catch (IOException e)
        {
            throw new StartRefusedException(
                $"Data:Directory '{directory}' is in use by another process or cannot be written: stop the other one, or set Data:Directory or Redis:ConnectionString.", e);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new StartRefusedException($"Data:Directory '{directory}' cannot be written: give this user the right to, or set Data:Directory.", e);
        }
    }

    /// <param name="checkEverySeconds">How often the length of the append-only file is looked at.</param>
    /// <param name="ports">Where to listen; null: any free port. Asked again where another process took it first.</param>
    public void Start(ILoggerFactory loggers, int compactAboveMegabytes, int checkEverySeconds = 5, Func<int>? ports = null)
    {
        // Anybody on this machine can reach a loopback port.
        var password = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        for (var attempt = 1; ; attempt++)
        {
            var port = (ports ?? FreePort)();
            try
            {
                server = Listen(GarnetSettings.Make(directory, port, password, compactAboveMegabytes, checkEverySeconds), new GarnetLoggers(loggers));
                ConnectionString = $"127.0.0.1:{port},password={password}";
                break;
            }
            catch (Exception e) when (attempt < MostPorts && IsTaken(e))
            {
                // Between the look and Garnet's own bind somebody else was faster.
            }
        }
        WriteAddress();
    }

    private static GarnetServer Listen(GarnetServerOptions settings, ILoggerFactory loggers)
    {
        var started = new GarnetServer(settings, loggers);
        try
        {
            RemoveConsoleListeners();
            started.Start();
            return started;
        }
        catch
        {
            started.Dispose();
            throw;
        }
    }

    private static bool IsTaken(Exception e) => e is SocketException { SocketErrorCode: SocketError.AddressAlreadyInUse } || e.InnerException is { } inner && IsTaken(inner);

    /// <summary>How a command reaches the store while an assistant runs with it; null: none does.</summary>
    public static string? AddressOfRunning(string dataDirectory)
    {
        var directory = Path.Combine(Path.GetFullPath(dataDirectory), "redis");
        var (claimed, address) = (Path.Combine(directory, "in-use"), Path.Combine(directory, AddressFile));
        if (!File.Exists(claimed) || !File.Exists(address)) return null;
        try
        {
            using var free = new FileStream(claimed, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
            return null;
        }
        catch (IOException)
        {
            return File.ReadAllText(address);
        }
    }

    // In a folder that only this user may enter.
    private void WriteAddress() => File.WriteAllText(Path.Combine(directory, AddressFile), ConnectionString);

    /// <summary>Done when everything written so far is in the append-only file.</summary>
    /// <exception cref="StateUnavailableException">It could not be written: the disk is full or away, or the store is stopping.</exception>
    public async ValueTask WaitForCommitAsync(CancellationToken ct)
    {
        try
        {
            var committed = server!.Store.WaitForCommitAsync(ct);
            var kept = committed.IsCompleted ? await committed : await committed.AsTask().WaitAsync(LongestCommit, ct);
            if (!kept) throw new StateUnavailableException("The embedded store is stopping.");
        }
        catch (TsavoriteException e)
        {
            throw new StateUnavailableException("The embedded store cannot write its log: make room on the disk and start the bot again.", e);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (server is not null)
        {
            _ = await server.Store.CommitAOFAsync(CancellationToken.None);
            server.Dispose();
        }
        await claim.DisposeAsync();
    }

    // Talks and keys are nobody else's business.
    private static void CreatePrivate(string directory)
    {
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(directory);
        else Directory.CreateDirectory(directory, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    // Below the range from which systems draw ports for outgoing connections: one of those could take it before Garnet does.
    private static int FreePort()
    {
        while (true)
        {
            var port = RandomNumberGenerator.GetInt32(20_000, 32_000);
            try
            {
                using var listener = new TcpListener(IPAddress.Loopback, port);
                listener.Start();
                return port;
            }
            catch (SocketException e) when (e.SocketErrorCode is SocketError.AddressAlreadyInUse or SocketError.AccessDenied)
            {
                // The next one.
            }
        }
    }

    // Garnet's constructor sends everything traced in this process to the console.
    private static void RemoveConsoleListeners()
    {
        foreach (var listener in Trace.Listeners.OfType<ConsoleTraceListener>().ToList()) Trace.Listeners.Remove(listener);
    }
}
