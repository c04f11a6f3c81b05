using System.Net;
using System.Net.Sockets;

namespace Bot.Operations;

/// <summary>Where a request comes from, once forwarded headers have been applied.</summary>
internal static class ClientAddress
{
    /// <summary>
    /// True only for a caller on this machine. A forwarded header that is still there comes from a proxy that is not known: whoever is behind it is
    /// somewhere else, though the connection is local.
    /// </summary>
    public static bool IsLocal(HttpContext context) =>
        context.Connection.RemoteIpAddress is { } address && IPAddress.IsLoopback(Plain(address))
        && !context.Request.Headers.ContainsKey("X-Forwarded-For") && !context.Request.Headers.ContainsKey("Forwarded");

    /// <summary>What counts as one client: an IPv4 address, or the /64 network that one IPv6 customer has.</summary>
    public static string Client(HttpContext context)
    {
        var address = Plain(context.Connection.RemoteIpAddress ?? IPAddress.None);
        if (address.AddressFamily != AddressFamily.InterNetworkV6) return address.ToString();
        var bytes = address.GetAddressBytes();
        bytes.AsSpan(8).Clear();
        return new IPAddress(bytes).ToString();
    }

    /// <summary>As <see cref="Client"/>, for people to read.</summary>
    public static string Shown(HttpContext context) => IsLocal(context) ? "本机" : Client(context);

    private static IPAddress Plain(IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
}
