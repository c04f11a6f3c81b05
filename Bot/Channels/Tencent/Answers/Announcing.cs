using System.Collections.Immutable;
using Bot.Channels.Tencent.Api;
using Bot.Channels.Tencent.Boxes;
using Bot.Delivery;
using Bot.State.Conversations;
using Bot.State.Time;

namespace Bot.Channels.Tencent.Answers;

/// <summary>
/// Says an announcement on a text channel. The turn is committed, then "sending" is noted in the box together with what it costs, then it is sent, then the result is
/// noted: whoever asks again hears what became of it, and after a kill in between that nobody knows.
/// </summary>
internal sealed class Announcing(TurnRunner turns, BoxStore boxes, FollowUps followUps, NoticeClock clock, TimeProvider time)
{
    public const string Unknown = "发送时程序中断，不能确定对方是否收到。";
    private const string Gone = "对方的聊天记录已过期或已被本人删除。";

    /// <param name="instead">Another way for whoever may not be sent a message now; it says in words why not, or that it was done. Null: there is none.</param>
    public async Task<DeliveryResult> SendAsync(ConversationKey person, Announcement announcement, string site, Func<PersonBox, string, CancellationToken, Task<DeliveryResult?>>? instead, CancellationToken ct)
    {
        var outcome = await turns.AnnounceAsync(person, announcement.Id, announcement.Step, turn => TextParts.Render(turn, null, site, followUps.SenderOf(person) is { HasCards: true }), ct);
        if (outcome is null) return new DeliveryResult.Refused(Gone);
        var texts = PartActivity.Read(outcome.Entries).Parts.Select((part, i) => part.Waiting($"{announcement.Id}#{i}", announcement.Id)).ToImmutableArray();
        if (texts.IsEmpty) return new DeliveryResult.Sent();

        var claim = await ClaimAsync(person, announcement.Id, texts, ct);
        return claim.Known is { } known ? known : await SendAsync(person, claim, texts, instead, ct);
    }

    /// <param name="Known">What is known without sending; null: it is to be sent.</param>
    private sealed record Claim(DeliveryResult? Known, PersonBox Box, bool ByMessage);

    private async Task<Claim> ClaimAsync(ConversationKey person, string id, ImmutableArray<WaitingText> texts, CancellationToken ct)
    {
        var sender = followUps.SenderOf(person);
        Claim claim = null!;
        _ = await boxes.UpdateAsync(person, box =>
        {
            var now = time.GetUtcNow();
            if (box.Find(id) is { } before && Known(before) is { } known)
            {
                claim = new(known, box, false);
                return box;
            }
            if (box.Gone is { } gone)
            {
                claim = new(new DeliveryResult.Refused(gone), box, false);
                return box.Post(new(id, PostState.Refused, gone));
            }
            var byMessage = sender is not null && (!sender.IsCounted || box.Allowed(now) >= texts.Length);
            var next = box.Post(new(id, PostState.Sending));
            if (byMessage && sender!.IsCounted) next = texts.Aggregate(next, (b, _) => b.Spend(now));
            claim = new(null, next, byMessage);
            return next;
        }, ct);
        return claim;
    }

    private static DeliveryResult? Known(Posted posted) => posted.State switch
    {
        PostState.Sent => new DeliveryResult.Sent(),
        PostState.Kept => new DeliveryResult.Kept(posted.Reason),
        PostState.Refused => new DeliveryResult.Refused(posted.Reason),
        PostState.Uncertain => new DeliveryResult.Uncertain(posted.Reason),
        _ => new DeliveryResult.Uncertain(Unknown),
    };

    private async Task<DeliveryResult> SendAsync(
        ConversationKey person, Claim claim, ImmutableArray<WaitingText> texts, Func<PersonBox, string, CancellationToken, Task<DeliveryResult?>>? instead, CancellationToken ct)
    {
        // From here on it is carried through whatever becomes of the caller.
        var (result, left, closed) = claim.ByMessage ? await SendTextsAsync(person, texts) : (null, texts, false);
        if (result is null && instead is not null) result = await instead(claim.Box, texts[0].Text, CancellationToken.None);
        result ??= new DeliveryResult.Kept("只能等对方来信：对方下次写消息时会看到。");
        var kept = KeptText.Of(left, isWhole: left.Length == texts.Length, clock.Today);
        _ = await boxes.UpdateAsync(person, box => Note(box, texts[0].Announcement!, result, kept, closed), CancellationToken.None);
        if (result is DeliveryResult.Passing && claim.ByMessage) _ = await boxes.UpdateAsync(person, box => box.Refund(time.GetUtcNow(), texts.Length), CancellationToken.None);
        return result;
    }

    // Null: the platform lets no message through; another way is to be tried.
    private async Task<(DeliveryResult? Result, ImmutableArray<WaitingText> Left, bool Closed)> SendTextsAsync(ConversationKey person, ImmutableArray<WaitingText> texts)
    {
        var sender = followUps.SenderOf(person)!;
        for (var i = 0; i < texts.Length; i++)
        {
            var answer = await sender.SendAsync(person, texts[i], CancellationToken.None);
            if (answer.Kind is ApiKind.Ok or ApiKind.Done) continue;
            if (answer.Kind == ApiKind.PersonGone) _ = await boxes.UpdateAsync(person, box => box with { Gone = answer.Sentence }, CancellationToken.None);
            // Begun: the rest waits for the person's next message, and nothing is said twice.
            if (i > 0) return (answer.Kind == ApiKind.Uncertain ? new DeliveryResult.Uncertain(answer.Sentence) : new DeliveryResult.Sent(), texts[i..], answer.Kind == ApiKind.WindowClosed);
            return answer.Kind is ApiKind.WindowClosed or ApiKind.NoRight ? (null, texts, answer.Kind == ApiKind.WindowClosed) : (Of(answer), [], false);
        }
        return (new DeliveryResult.Sent(), [], false);
    }

    /// <summary>What a refusal of the platform means for an announcement.</summary>
    public static DeliveryResult Of(ApiResult answer) => answer.Kind switch
    {
        ApiKind.Ok or ApiKind.Done => new DeliveryResult.Sent(),
        ApiKind.Busy or ApiKind.Token => new DeliveryResult.Passing(answer.Sentence, TimeSpan.FromSeconds(30)),
        ApiKind.SlowDown => new DeliveryResult.Passing(answer.Sentence, TimeSpan.FromMinutes(1)),
        ApiKind.DailyQuota => new DeliveryResult.Passing(answer.Sentence, TimeSpan.FromHours(1)),
        ApiKind.Configuration => new DeliveryResult.Passing(answer.Sentence, TimeSpan.FromMinutes(10)),
        ApiKind.Uncertain => new DeliveryResult.Uncertain(answer.Sentence),
        _ => new DeliveryResult.Refused(answer.Sentence),
    };

    private static PersonBox Note(PersonBox box, string id, DeliveryResult result, ImmutableArray<WaitingText> left, bool closed)
    {
        if (closed) box = box with { Allowances = [] };
        return result switch
        {
            DeliveryResult.Sent => box.Post(new(id, PostState.Sent)).Wait(left),
            DeliveryResult.Kept kept => box.Post(new(id, PostState.Kept, kept.Reason)).Wait(left),
            DeliveryResult.Refused refused => box.Post(new(id, PostState.Refused, refused.Reason)),
            DeliveryResult.Uncertain uncertain => box.Post(new(id, PostState.Uncertain, uncertain.Reason)).Wait(left.Skip(1)),
            // Nothing was sent: the same announcement may come again.
            _ => box with { Announcements = box.Announcements.RemoveAll(a => a.Id == id) },
        };
    }
}
