using System.Net;
using System.Net.Sockets;

namespace TestKit.Processes;

public static class Ports
{
    /// <summary>A loopback port that was free a moment ago. Below 50000, so that a cluster node's bus port (+10000) exists too.</summary>
    public static int Free()
    {
        for (; ; )
        {
            var port = Random.Shared.Next(20_000, 32_000);
            if (IsFree(port) && IsFree(port + 10_000)) return port;
        }
    }

    private static bool IsFree(int port)
    {
        using var listener = new TcpListener(IPAddress.Loopback, port);
        try { listener.Start(); return true; }
        catch (SocketException) { return false; }
    }
}
