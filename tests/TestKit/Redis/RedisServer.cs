using System.Net.Sockets;
using TestKit.Processes;

namespace TestKit.Redis;

/// <summary>A redis-server of one's own on loopback. It can be stopped and started again on the same port.</summary>
public sealed class RedisServer : IAsyncDisposable
{
    private readonly ScratchFolder folder = new();
    private readonly string[] extra;
    private ChildProcess? process;

    private RedisServer(int port, string[] extra) => (Port, this.extra) = (port, extra);

    public int Port { get; }

    public string ConnectionString => $"127.0.0.1:{Port}";

    /// <param name="extra">More options as on its command line, e.g. <c>--appendonly yes</c>.</param>
    public static async Task<RedisServer> StartAsync(params string[] extra)
    {
        var server = new RedisServer(Ports.Free(), extra);
        await server.StartAgainAsync();
        return server;
    }

    public async Task StartAgainAsync()
    {
        string[] options = ["--port", $"{Port}", "--bind", "127.0.0.1", "--dir", folder.FullName, "--save", "", "--daemonize", "no", "--protected-mode", "no"];
        process = ChildProcess.Start(Tools.RedisServer, [.. options, .. extra], folder: folder.FullName);
        await Eventually.BecomesTrueAsync(AnswersAsync, TimeSpan.FromSeconds(20), () => "redis-server did not start:\n" + process.Output);
    }

    /// <summary>Gone at once, as after a power cut.</summary>
    public Task KillAsync() => process!.KillAsync();

    public async ValueTask DisposeAsync()
    {
        if (process is not null) await process.DisposeAsync();
        folder.Dispose();
    }

    private async Task<bool> AnswersAsync()
    {
        if (process!.HasExited) throw new InvalidOperationException("redis-server ended at start:\n" + process.Output);
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync("127.0.0.1", Port);
            var stream = client.GetStream();
            await stream.WriteAsync("PING\r\n"u8.ToArray());
            var answer = new byte[16];
            var length = await stream.ReadAsync(answer);
            return answer.AsSpan(0, length).StartsWith("+PONG"u8);
        }
        catch (SocketException) { return false; }
        catch (IOException) { return false; }
    }
}
