using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Bot.Channels.Tencent.Crypt;

/// <summary>What came of opening a cipher. A closed set.</summary>
internal abstract record Opened
{
    private Opened() { }

    public sealed record Message(string Text) : Opened;

    /// <summary>Made with this key, for somebody else.</summary>
    public sealed record Foreign : Opened;

    /// <summary>Not made with this key, or damaged.</summary>
    public sealed record Broken : Opened;
}

/// <summary>
/// The message cipher of WeChat and WeCom: AES-256-CBC with the first half of the key as its vector, over 16 random bytes, the length (4 bytes, big endian),
/// the message and the receiver's id, padded to blocks of 32 bytes.
/// </summary>
/// <remarks>The padding is made by hand: .NET's PKCS#7 takes at most 16 bytes of it and refuses half of all messages.</remarks>
internal sealed class MessageCrypt
{
    public const int KeyLength = 43;
    private const int Block = 32, Random = 16, Head = Random + sizeof(int);
    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    private readonly byte[] key;
    private readonly byte[] receiver;

    /// <param name="encodingKey">As the console shows it: 43 letters and digits.</param>
    /// <param name="receiver">The app id, or the corp id.</param>
    public MessageCrypt(string encodingKey, string receiver)
    {
        if (!IsKey(encodingKey)) throw new ArgumentException("The key is 43 letters and digits.", nameof(encodingKey));
        (key, this.receiver) = (Convert.FromBase64String(encodingKey + "="), Encoding.UTF8.GetBytes(receiver));
    }

    public static bool IsKey(string text) => text.Length == KeyLength && text.All(char.IsAsciiLetterOrDigit);

    public string Encrypt(string message) => Encrypt(message, RandomNumberGenerator.GetBytes(Random));

    /// <summary>The same with a random part that the caller knows, for the reference vectors.</summary>
    internal string Encrypt(string message, ReadOnlySpan<byte> random)
    {
        var text = Encoding.UTF8.GetBytes(message);
        var length = Head + text.Length + receiver.Length;
        var pad = Block - (length % Block);
        var plain = new byte[length + pad];
        random[..Random].CopyTo(plain);
        BinaryPrimitives.WriteInt32BigEndian(plain.AsSpan(Random), text.Length);
        text.CopyTo(plain, Head);
        receiver.CopyTo(plain, Head + text.Length);
        plain.AsSpan(length).Fill((byte)pad);
        using var aes = MakeAes();
        return Convert.ToBase64String(aes.EncryptCbc(plain, key.AsSpan(0, Random), PaddingMode.None));
    }

    public Opened Decrypt(string cipher)
    {
        var bytes = new byte[cipher.Length];
        if (!Convert.TryFromBase64String(cipher, bytes, out var count) || count == 0 || count % Random != 0) return new Opened.Broken();
        using var aes = MakeAes();
        return Unpack(aes.DecryptCbc(bytes.AsSpan(0, count), key.AsSpan(0, Random), PaddingMode.None));
    }

    private Opened Unpack(ReadOnlySpan<byte> plain)
    {
        var pad = plain[^1];
        if (pad is 0 or > Block || plain.Length < Head + pad || plain[^pad..].ContainsAnyExcept(pad)) return new Opened.Broken();
        var length = BinaryPrimitives.ReadInt32BigEndian(plain[Random..]);
        var rest = plain[Head..^pad];
        if (length < 0 || length > rest.Length) return new Opened.Broken();
        if (!CryptographicOperations.FixedTimeEquals(rest[length..], receiver)) return new Opened.Foreign();
        try
        {
            return new Opened.Message(Strict.GetString(rest[..length]));
        }
        catch (DecoderFallbackException)
        {
            return new Opened.Broken();
        }
    }

    private Aes MakeAes()
    {
        var aes = Aes.Create();
        aes.Key = key;
        return aes;
    }
}
