using System.Security.Cryptography;
using System.Text;

namespace Bot.Channels.Tencent.Crypt;

/// <summary>How the platform signs: SHA-1 in lower-case hex over its parts, sorted by code unit and joined without a separator.</summary>
internal static class Signature
{
    // The platform's choice; a token that nobody else knows is among the parts.
#pragma warning disable CA5350
    public static string Of(params ReadOnlySpan<string> parts)
    {
        var sorted = parts.ToArray();
        Array.Sort(sorted, StringComparer.Ordinal);
        return Convert.ToHexStringLower(SHA1.HashData(Encoding.UTF8.GetBytes(string.Concat(sorted))));
    }
#pragma warning restore CA5350

    /// <summary>In constant time; the case of the hex digits does not matter.</summary>
    public static bool Matches(string? given, params ReadOnlySpan<string> parts) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes((given ?? "").ToLowerInvariant()), Encoding.UTF8.GetBytes(Of(parts)));
}
