using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Garnet;

namespace Bot.State.Redis;

/// <summary>Garnet inside of this process: Redis for a single machine, with its files in one directory.</summary>
internal sealed class EmbeddedRedis : IDisposable
{
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
            Directory.CreateDirectory(directory);
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

    public void Start(ILoggerFactory loggers)
    {
        var port = FreePort();
        server = new GarnetServer(Arguments(port), new GarnetLoggers(loggers));
        RemoveConsoleListeners();
        server.Start();
        ConnectionString = $"127.0.0.1:{port}";
    }

    public void Dispose()
    {
        server?.Dispose();
        claim.Dispose();
    }

    // RandomAccess: without it the process aborts where libaio is missing. Transaction mode: else scripts of two connections interleave.
    // Commit wait: an acknowledged write is on disk.
    private string[] Arguments(int port) =>
    [
        "--port", $"{port}", "--bind", "127.0.0.1", "--checkpointdir", directory, "--aof", "--aof-commit-wait", "--recover",
        "--device-type", "RandomAccess", "--lua", "--lua-transaction-mode", "--memory", "64m", "--index", "4m", "--page", "1m",
        "--aof-memory", "16m", "--aof-page-size", "4m", "-q",
    ];

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    // Garnet's constructor sends everything traced in this process to the console.
    private static void RemoveConsoleListeners()
    {
        foreach (var listener in Trace.Listeners.OfType<ConsoleTraceListener>().ToList()) Trace.Listeners.Remove(listener);
    }
}
