using Bot.State.Conversations;
using System.Security.Cryptography;
using System.Text;

namespace Bot.State.Persons;

/// <summary>
/// How HR and logs name a person: the channel and eight letters of a keyed hash. The same in every replica and after every restart, and nobody who sees it can
/// find the conversation by it without the shared secret.
/// </summary>
internal sealed class Pseudonyms(ISharedSecrets secrets)
{
    // Crockford's letters: none that are mistaken for each other.
    private const string Letters = "0123456789abcdefghjkmnpqrstvwxyz";

    public async ValueTask<string> OfAsync(ConversationKey key, CancellationToken ct)
    {
        var secret = await secrets.GetAsync("pseudonyms", ct);
        var hash = HMACSHA256.HashData(secret.Span, Encoding.UTF8.GetBytes(key.ToString()));
        return string.Create(key.Channel.Length + 9, (key.Channel, hash), static (text, source) =>
        {
            source.Channel.CopyTo(text);
            text[source.Channel.Length] = '-';
            for (var i = 0; i < 8; i++) text[source.Channel.Length + 1 + i] = Letters[source.hash[i] % 32];
        });
    }
}
