using Bot.Delivery;
using Bot.State.Conversations;
using Bot.State.Persons;
using Bot.State.Time;

namespace Bot.Broadcasts.Drafts;

/// <summary>Sends a draft to one person to look at.</summary>
internal sealed class TrialSender(DraftChecks checks, Deliverer deliverer, PersonFinder people, NoticeClock clock)
{
    /// <returns>Why it was not sent, a Chinese sentence; null: it was.</returns>
    public async Task<string?> SendAsync(Draft draft, string person, CancellationToken ct)
    {
        if (await checks.FindAsync(draft, ct) is [var problem, ..]) return problem;
        if (await FindAsync(person.Trim(), ct) is not { } key) return "找不到这个编号。请在聊天里问一句“我的编号”，把回答里的编号填进来。";
        var notice = checks.NoticeOf(draft)!;
        return await deliverer.SendAsync(key, Announcements.Trial(BroadcastStore.NewId(), draft, notice, DraftText.Parse(notice, draft.Text), clock.Today), ct) switch
        {
            DeliveryResult.Sent => null,
            DeliveryResult.Kept kept => $"已经备好，对方下次说话时收到：{kept.Reason}",
            DeliveryResult.Passing passing => $"这会儿没发出去，请稍后再试：{passing.Reason}",
            DeliveryResult.Refused refused => refused.Reason,
            DeliveryResult.Uncertain uncertain => uncertain.Reason,
            var other => throw new NotSupportedException(other.GetType().Name),
        };
    }

    private async Task<ConversationKey?> FindAsync(string person, CancellationToken ct) =>
        person.Split(':', 2) is [{ Length: > 0 } channel, { Length: > 0 } id] ? new(channel, id) : await people.FindAsync(person, ct);
}
