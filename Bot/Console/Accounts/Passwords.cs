using System.Security.Cryptography;

namespace Bot.HrConsole.Accounts;

/// <summary>
/// Hashes of passwords: PBKDF2 with HMAC-SHA512, its iterations and salt written beside it, so that both can grow without anybody's password being lost.
/// </summary>
internal static class Passwords
{
    /// <summary>NIST SP 800-63B asks for 8 at least and no rules of composition; an account that writes to thousands of people has a longer one.</summary>
    public const int Shortest = 10;
    public const int Longest = 128;

    // OWASP Password Storage Cheat Sheet, 2025: 210,000 for SHA-512.
    private const int Iterations = 210_000;
    private const int SaltBytes = 16;
    private const int HashBytes = 32;

    // Verified where there is no account: the answer takes as long as for one.
    private static readonly Lazy<string> Nobody = new(() => Hash(Convert.ToHexString(RandomNumberGenerator.GetBytes(16))));

    public static string Hash(string password)
    {
        var salt = RandomNumberGenerator.GetBytes(SaltBytes);
        return $"pbkdf2-sha512${Iterations}${Convert.ToBase64String(salt)}${Convert.ToBase64String(Derive(password, salt, Iterations))}";
    }

    /// <param name="hash">Null: nobody's, and false after the same time.</param>
    public static bool Verify(string password, string? hash)
    {
        if ((hash ?? Nobody.Value).Split('$') is not ["pbkdf2-sha512", var iterations, var salt, var kept]) return false;
        var derived = Derive(password, Convert.FromBase64String(salt), int.Parse(iterations, System.Globalization.CultureInfo.InvariantCulture));
        return CryptographicOperations.FixedTimeEquals(derived, Convert.FromBase64String(kept)) && hash is not null;
    }

    /// <summary>What is wrong with a new password, as a sentence; null: nothing.</summary>
    public static string? Complaint(string name, string password) =>
        password.Length < Shortest ? $"密码至少 {Shortest} 个字符，一句好记的话就很好。"
        : password.Length > Longest ? $"密码最多 {Longest} 个字符。"
        : password.Distinct().Count() < 5 ? "密码太简单：重复的字太多，换一句话试试。"
        : name.Length > 0 && password.Contains(name, StringComparison.OrdinalIgnoreCase) ? "密码里不要有用户名。"
        : null;

    private static byte[] Derive(string password, byte[] salt, int iterations) =>
        Rfc2898DeriveBytes.Pbkdf2(password, salt, iterations, HashAlgorithmName.SHA512, HashBytes);
}
