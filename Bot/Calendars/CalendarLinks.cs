using System.Buffers.Text;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Bot.State;
using Bot.State.Conversations;
using Bot.State.Effects;
using Dialogs.Replies;
using Dialogs.Turns;
using StackExchange.Redis;

namespace Bot.Calendars;

/// <summary>
/// The addresses of a person's calendar. The private one is sealed: it names the conversation and its calendar's word, and nobody can read or make one. An erasure
/// removes the word, and every link given before is dead.
/// </summary>
internal sealed class CalendarLinks(CalendarVersions versions, ISharedSecrets secrets) : ITurnRefiner, IEffectHandler
{
    public const string Path = "/calendar";
    private const int NonceSize = 12, TagSize = 16, LongestLink = 1_000;

    public static RedisKey KeyOf(ConversationKey person) => $"{person.Redis}:calendar";

    public ValueTask<Turn> RefineAsync(TurnDraft draft, CancellationToken ct) =>
        draft.Turn.Replies.All(r => !r.Calendar) ? new(draft.Turn) : new(LinkAsync(draft, ct));

    public Task HandleAsync(ConversationKey key, string effectId, Effect effect, CancellationToken ct) =>
        effect is Effect.Erase ? versions.ForgetAsync(KeyOf(key), ct) : Task.CompletedTask;

    /// <summary>Whose calendar a link is; null: it is none of ours, was changed, or its person erased themself since.</summary>
    public async ValueTask<ConversationKey?> OpenAsync(string link, CancellationToken ct)
    {
        if (link.Length > LongestLink || !Base64Url.IsValid(link)) return null;
        var bytes = Base64Url.DecodeFromChars(link);
        if (bytes.Length <= NonceSize + TagSize || await UnsealAsync(bytes, ct) is not { } plain || plain.Split('\n', 3) is not [var word, var channel, var id]) return null;
        var person = new ConversationKey(channel, id);
        return await versions.WordAsync(KeyOf(person), ct) == word ? person : null;
    }

    private async Task<Turn> LinkAsync(TurnDraft draft, CancellationToken ct)
    {
        var word = await versions.MakeWordAsync(KeyOf(draft.Key), ct);
        var own = await SealAsync($"{word}\n{draft.Key.Channel}\n{draft.Key.Id}", ct);
        ImmutableArray<Reply> replies =
        [
            .. draft.Turn.Replies.Select(r => r is { Calendar: true, Notice: { } notice }
                ? r with { Links = [.. r.Links, new("我的日历文件", $"{Path}/{own}.ics"), new("整份通知的日历文件", $"/notices/{notice.Id}/calendar.ics")] }
                : r),
        ];
        return draft.Turn with { Replies = replies };
    }

    private async ValueTask<string> SealAsync(string text, CancellationToken ct)
    {
        using var cipher = await CipherAsync(ct);
        var plain = Encoding.UTF8.GetBytes(text);
        var link = new byte[NonceSize + TagSize + plain.Length];
        // The same person gets the same address: a calendar that was subscribed to stays subscribed.
        HMACSHA256.HashData((await secrets.GetAsync("calendar-nonce", ct)).Span, plain).AsSpan(0, NonceSize).CopyTo(link);
        cipher.Encrypt(link.AsSpan(0, NonceSize), plain, link.AsSpan(NonceSize + TagSize), link.AsSpan(NonceSize, TagSize));
        return Base64Url.EncodeToString(link);
    }

    private async ValueTask<string?> UnsealAsync(byte[] link, CancellationToken ct)
    {
        using var cipher = await CipherAsync(ct);
        var plain = new byte[link.Length - NonceSize - TagSize];
        try
        {
            cipher.Decrypt(link.AsSpan(0, NonceSize), link.AsSpan(NonceSize + TagSize), link.AsSpan(NonceSize, TagSize), plain);
            return Encoding.UTF8.GetString(plain);
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
    }

    private async ValueTask<AesGcm> CipherAsync(CancellationToken ct) => new((await secrets.GetAsync("calendar", ct)).Span, TagSize);
}
