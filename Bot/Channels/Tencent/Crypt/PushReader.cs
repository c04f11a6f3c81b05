using System.Globalization;
using System.Text;

namespace Bot.Channels.Tencent.Crypt;

/// <summary>What the platform and this account share.</summary>
/// <param name="Crypts">The current key and the one before it; empty: nothing is encrypted.</param>
/// <param name="TakesPlain">Whether a push that is not encrypted is believed.</param>
internal sealed record PushSecrets(string Token, IReadOnlyList<MessageCrypt> Crypts, bool TakesPlain);

/// <summary>A push as it was found. A closed set.</summary>
internal abstract record Push
{
    private Push() { }

    /// <param name="Crypt">The key that opened it and closes the answer; null: it came in plain text.</param>
    public sealed record Accepted(XmlFields Fields, MessageCrypt? Crypt) : Push;

    /// <summary>Not from the platform, or not for this account: 401.</summary>
    public sealed record Unsigned : Push;

    /// <summary>Not a message: 400.</summary>
    public sealed record Unreadable : Push;
}

/// <summary>The parameters of a signed call.</summary>
internal sealed record PushQuery(string Signature, string MessageSignature, string Timestamp, string Nonce, string Echo)
{
    public static PushQuery Of(IQueryCollection query) =>
        new(One(query, "signature"), One(query, "msg_signature"), One(query, "timestamp"), One(query, "nonce"), One(query, "echostr"));

    // A parameter given twice is none.
    private static string One(IQueryCollection query, string name) => query[name] is [{ } value] ? value : "";
}

/// <summary>Believes a push only if its signature, its time and the receiver inside of it are right.</summary>
internal static class PushReader
{
    public const int MostBytes = 64 * 1024;

    /// <summary>Tries come within seconds; clocks may differ by minutes.</summary>
    private static readonly TimeSpan Freshness = TimeSpan.FromMinutes(10);

    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    public static bool IsFresh(PushQuery query, DateTimeOffset now) =>
        long.TryParse(query.Timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
        && seconds is > 0 and < 100_000_000_000 && (now - DateTimeOffset.FromUnixTimeSeconds(seconds)).Duration() <= Freshness;

    /// <summary>The signature that does not cover the body.</summary>
    public static bool IsSigned(PushQuery query, string token) => Signature.Matches(query.Signature, token, query.Timestamp, query.Nonce);

    /// <summary>The body as text; null: longer than any message, or not UTF-8.</summary>
    public static async Task<string?> ReadAsync(HttpRequest request, CancellationToken ct)
    {
        if (request.ContentLength > MostBytes) return null;
        var buffer = new byte[MostBytes + 1];
        var length = await request.Body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, ct);
        if (length > MostBytes) return null;
        try
        {
            return Strict.GetString(buffer.AsSpan(0, length)).TrimStart('\uFEFF');
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    public static Push Open(string body, PushQuery query, PushSecrets secrets)
    {
        if (XmlFields.Parse(body) is not { } fields) return new Push.Unreadable();
        if (fields["Encrypt"] is not { } cipher)
            return secrets.TakesPlain && IsSigned(query, secrets.Token) ? new Push.Accepted(fields, null) : new Push.Unsigned();
        // Also where the plain fields stand beside it: only the cipher is signed.
        return Signature.Matches(query.MessageSignature, secrets.Token, query.Timestamp, query.Nonce, cipher) ? Open(cipher, secrets) : new Push.Unsigned();
    }

    /// <summary>The text inside a cipher whose signature is right, and the key that opened it.</summary>
    public static (Opened Opened, MessageCrypt? Crypt) Decrypt(string cipher, PushSecrets secrets)
    {
        Opened opened = new Opened.Broken();
        foreach (var crypt in secrets.Crypts)
        {
            opened = crypt.Decrypt(cipher);
            if (opened is not Opened.Broken) return (opened, crypt);
        }
        return (opened, null);
    }

    private static Push Open(string cipher, PushSecrets secrets) => Decrypt(cipher, secrets) switch
    {
        (Opened.Message { Text: var text }, { } crypt) => XmlFields.Parse(text) is { } fields ? new Push.Accepted(fields, crypt) : new Push.Unreadable(),
        (Opened.Foreign, _) => new Push.Unsigned(),
        _ => new Push.Unreadable(),
    };
}
