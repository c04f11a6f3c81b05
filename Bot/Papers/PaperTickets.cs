using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;
using Bot.State;
using Bot.State.Conversations;

namespace Bot.Papers;

/// <summary>Seals tickets into links and opens them again. Every replica can: the key is shared. Nothing is kept of a link.</summary>
internal sealed class PaperTickets(ISharedSecrets secrets)
{
    private const int NonceSize = 12;
    private const int TagSize = 16;
    private const int LongestLink = 4_000;

    public async ValueTask<string> SealAsync(PaperTicket ticket, CancellationToken ct)
    {
        using var cipher = await CipherAsync(ct);
        var plain = JsonSerializer.SerializeToUtf8Bytes(ticket, StateJson.Options);
        var sealedBytes = new byte[NonceSize + TagSize + plain.Length];
        RandomNumberGenerator.Fill(sealedBytes.AsSpan(0, NonceSize));
        cipher.Encrypt(sealedBytes.AsSpan(0, NonceSize), plain, sealedBytes.AsSpan(NonceSize + TagSize), sealedBytes.AsSpan(NonceSize, TagSize));
        return Base64Url.EncodeToString(sealedBytes);
    }

    /// <returns>Null: not one of ours, or changed on the way.</returns>
    public async ValueTask<PaperTicket?> OpenAsync(string link, CancellationToken ct)
    {
        if (link.Length > LongestLink || !Base64Url.IsValid(link)) return null;
        var bytes = Base64Url.DecodeFromChars(link);
        if (bytes.Length <= NonceSize + TagSize) return null;
        using var cipher = await CipherAsync(ct);
        var plain = new byte[bytes.Length - NonceSize - TagSize];
        try
        {
            cipher.Decrypt(bytes.AsSpan(0, NonceSize), bytes.AsSpan(NonceSize + TagSize), bytes.AsSpan(NonceSize, TagSize), plain);
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
        return JsonSerializer.Deserialize<PaperTicket>(plain, StateJson.Options);
    }

    private async ValueTask<AesGcm> CipherAsync(CancellationToken ct) => new((await secrets.GetAsync("papers", ct)).Span, TagSize);
}
