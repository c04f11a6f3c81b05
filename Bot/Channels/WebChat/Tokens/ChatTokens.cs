using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Bot.State;

namespace Bot.Channels.WebChat.Tokens;

/// <summary>
/// Makes and checks tokens. They are signed and not stored: every replica knows them, and a restart forgets none. In the form of a JWT, since
/// botframework-directlinejs reads the claim <c>user</c> of it. Real time, never notice time.
/// </summary>
internal sealed class ChatTokens(ISharedSecrets secrets, TimeProvider time)
{
    public static readonly TimeSpan ChatLife = TimeSpan.FromMinutes(30);
    public static readonly TimeSpan StreamLife = TimeSpan.FromMinutes(2);
    public static readonly TimeSpan ResumeLife = TimeSpan.FromDays(180);

    private const string SecretName = "webchat-tokens";
    private const int SignatureLength = 43;
    private const int LongestToken = 1024;
    private static readonly string Header = Base64Url.EncodeToString("""{"alg":"HS256","typ":"JWT"}"""u8);

    public async ValueTask<string> IssueAsync(TokenUse use, string conversation, string user, CancellationToken ct)
    {
        var secret = await secrets.GetAsync(SecretName, ct);
        var life = use switch { TokenUse.Chat => ChatLife, TokenUse.Stream => StreamLife, _ => ResumeLife };
        var payload = JsonSerializer.SerializeToUtf8Bytes(new Claims(use.ToString(), conversation, user, (time.GetUtcNow() + life).ToUnixTimeSeconds()), TokenJson.Default.Claims);
        var signed = $"{Header}.{Base64Url.EncodeToString(payload)}";
        return $"{signed}.{Sign(secret.Span, signed)}";
    }

    /// <summary>The token as it was issued, expired or not; null: it is not one of ours.</summary>
    public async ValueTask<ChatToken?> ReadAsync(string token, CancellationToken ct)
    {
        if (token.Length > LongestToken || token.Length < Header.Length + SignatureLength + 2) return null;
        var secret = await secrets.GetAsync(SecretName, ct);
        return Read(token, secret.Span);
    }

    public bool IsExpired(ChatToken token) => token.Expires <= time.GetUtcNow();

    private static ChatToken? Read(string token, ReadOnlySpan<byte> secret)
    {
        var dot = token.Length - SignatureLength - 1;
        if (token[dot] != '.' || !token.StartsWith(Header, StringComparison.Ordinal) || token[Header.Length] != '.') return null;
        var signed = token.AsSpan(0, dot);
        if (!CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(Sign(secret, signed)), Encoding.UTF8.GetBytes(token[(dot + 1)..]))) return null;
        var claims = JsonSerializer.Deserialize(Base64Url.DecodeFromChars(signed[(Header.Length + 1)..]), TokenJson.Default.Claims)!;
        return new(Enum.Parse<TokenUse>(claims.Use), claims.Conv, claims.User, DateTimeOffset.FromUnixTimeSeconds(claims.Exp));
    }

    private static string Sign(ReadOnlySpan<byte> secret, ReadOnlySpan<char> signed)
    {
        Span<byte> text = stackalloc byte[LongestToken * 3];
        Span<byte> signature = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(secret, text[..Encoding.UTF8.GetBytes(signed, text)], signature);
        return Base64Url.EncodeToString(signature);
    }
}
