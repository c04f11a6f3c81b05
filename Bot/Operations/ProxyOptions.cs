using System.ComponentModel.DataAnnotations;
using System.Net;

namespace Bot.Operations;

/// <summary>Section <c>Proxy</c>: which reverse proxies are believed when they say who the client is (X-Forwarded-For, -Proto, -Host).</summary>
internal sealed class ProxyOptions
{
    public const string Section = "Proxy";

    /// <summary>Addresses or networks (<c>10.0.0.0/8</c>) of the proxies. Default: a proxy on this machine.</summary>
    [Networks(ErrorMessage = "IP addresses or networks such as 10.0.0.5 or 10.0.0.0/8")]
    public string[] Known { get; set; } = ["127.0.0.0/8", "::1/128"];

    /// <summary>How many proxies stand in a row before the assistant. Default 1.</summary>
    [Range(1, 10, ErrorMessage = "a whole number from 1 to 10")]
    public int Hops { get; set; } = 1;

    public static IPNetwork? Network(string text) =>
        IPNetwork.TryParse(text, out var network) ? network
        : IPAddress.TryParse(text, out var address) ? new IPNetwork(address, address.GetAddressBytes().Length * 8)
        : null;

    [AttributeUsage(AttributeTargets.Property)]
    private sealed class NetworksAttribute : ValidationAttribute
    {
        public override bool IsValid(object? value) => value is string[] networks && networks.All(n => Network(n) is not null);
    }
}
