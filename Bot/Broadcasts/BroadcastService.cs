using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Bot.Broadcasts.Audiences;
using Bot.Broadcasts.Drafts;
using Bot.Broadcasts.Ledgers;
using Bot.Broadcasts.Reports;
using Bot.Broadcasts.Sending;
using Bot.State.Time;
using Microsoft.Extensions.Options;

namespace Bot.Broadcasts;

/// <summary>
/// All that HR can do with broadcasts. Who may do what is for the caller to know; that an approver is not the author is known here. Names of people (<c>by</c>) are
/// those of accounts.
/// </summary>
/// <remarks>Every method throws <see cref="State.StateUnavailableException"/> while Redis is away; nothing was done then.</remarks>
internal sealed class BroadcastService(
    BroadcastStore store, DraftChecks checks, HeadCounter counter, KeyLists lists, TrialSender trials, Dispatcher dispatcher, Reporter reporter,
    IOptions<BroadcastOptions> options, NoticeClock clock, TimeProvider time)
{
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(500);

    /// <summary>Whether a second person must approve.</summary>
    public bool ApprovalRequired => options.Value.ApprovalRequired;

    /// <summary>What is wrong with a draft, a sentence each; empty: it may be sent.</summary>
    public Task<IReadOnlyList<string>> CheckAsync(Draft draft, CancellationToken ct) => checks.FindAsync(draft, ct);

    /// <summary>Why it cannot be sent at a time; null: it can.</summary>
    /// <param name="at">Notice time; null: now.</param>
    public string? TooLate(DateTimeOffset? at) => at <= clock.Now ? $"发送时间（{ChineseTime.Of(at.Value)}）已经过了，请选一个以后的时间，或者选“马上发”。" : null;

    /// <summary>How it looks on each channel, to somebody of whom nothing is known; empty: the text cannot be read, and <see cref="CheckAsync"/> says why.</summary>
    public ImmutableArray<Preview> Show(Draft draft) => checks.NoticeOf(draft) is { } notice ? checks.Show(notice, draft, null) : [];

    /// <summary>Only of a draft without problems.</summary>
    public Task<HeadCount> CountAsync(Draft draft, IProgress<int>? seen, CancellationToken ct) =>
        counter.CountAsync(checks.NoticeOf(draft) ?? throw new ArgumentException("A draft of no notice.", nameof(draft)), draft, seen, ct);

    /// <summary>A CSV file of user keys as an audience.</summary>
    public Task<ListUpload> UploadAsync(Stream csv, CancellationToken ct) => lists.AddAsync(csv, ct);

    public async Task<Broadcast> AddAsync(Draft draft, string by, CancellationToken ct)
    {
        var broadcast = new Broadcast { Id = BroadcastStore.NewId(), Draft = draft, Author = by, Created = time.GetUtcNow() };
        await store.AddAsync(broadcast, ct);
        return broadcast;
    }

    /// <summary>Saves a draft, whatever is still wrong with it. Who changes it is its author from then on.</summary>
    public Task<BroadcastOutcome> ChangeAsync(string id, Draft draft, string by, CancellationToken ct) =>
        UpdateAsync(id, b => b.Status == BroadcastStatus.Draft ? b with { Draft = draft, Author = by } : null, "只有草稿可以修改；已提交的请先撤回，或者复制成新草稿。", ct);

    public async Task<Broadcast?> FindAsync(string id, CancellationToken ct) => (await store.FindAsync(id, ct))?.Broadcast;

    /// <summary>Newest first.</summary>
    public Task<Broadcast[]> ListAsync(int skip, int take, CancellationToken ct) => store.ListAsync(skip, take, ct);

    public async Task<BroadcastOutcome> DiscardAsync(string id, CancellationToken ct)
    {
        if (await FindAsync(id, ct) is not { } broadcast) return Unknown;
        if (broadcast.Status != BroadcastStatus.Draft) return new BroadcastOutcome.Refused("只有草稿可以删除。");
        await store.RemoveAsync(id, ct);
        return new BroadcastOutcome.Done(broadcast);
    }

    /// <summary>Sends it to one person, usually oneself, as often as wanted.</summary>
    /// <param name="person">A pseudonym as the console shows it, or <c>channel:id</c>.</param>
    public async Task<BroadcastOutcome> TryOutAsync(string id, string person, CancellationToken ct)
    {
        if (await FindAsync(id, ct) is not { } broadcast) return Unknown;
        return await trials.SendAsync(broadcast.Draft, person, ct) is { } problem ? new BroadcastOutcome.Refused(problem) : new BroadcastOutcome.Done(broadcast);
    }

    /// <summary>Sends a draft now or at a time; where approval is required, once somebody else has approved.</summary>
    /// <param name="at">Notice time; null: now.</param>
    public async Task<BroadcastOutcome> SubmitAsync(string id, string by, DateTimeOffset? at, CancellationToken ct)
    {
        if (await FindAsync(id, ct) is not { } broadcast) return Unknown;
        if (broadcast.Status != BroadcastStatus.Draft) return new BroadcastOutcome.Refused("这条群发已经提交过了。");
        var problems = await ProblemsAsync(broadcast.Draft, at, ct);
        if (problems.Count > 0) return new BroadcastOutcome.Refused(problems);
        var next = ApprovalRequired ? BroadcastStatus.AwaitingApproval : Go(at);
        return await StartAsync(id, b => b.Status == BroadcastStatus.Draft ? b with { Status = next, Author = by, At = at, Approver = null, Note = null } : null, "这条群发已经提交过了。", ct);
    }

    public async Task<BroadcastOutcome> ApproveAsync(string id, string by, CancellationToken ct)
    {
        if (await FindAsync(id, ct) is not { } broadcast) return Unknown;
        if (broadcast.Status != BroadcastStatus.AwaitingApproval) return new BroadcastOutcome.Refused("这条群发不在等待审批。");
        if (broadcast.Author == by) return new BroadcastOutcome.Refused("自己写的群发不能自己审批，请让另一位有审批权限的同事来批。");
        if (broadcast.At is { } at && at <= clock.Now) return new BroadcastOutcome.Refused($"定好的发送时间（{ChineseTime.Of(at)}）已经过了。请退回，让作者改时间后重新提交。");
        return await StartAsync(id, b => b.Status == BroadcastStatus.AwaitingApproval && b.Author != by ? b with { Status = Go(b.At), Approver = by } : null, "这条群发刚刚变了，请刷新后再看。", ct);
    }

    /// <summary>Back to its author, as a draft.</summary>
    public Task<BroadcastOutcome> RejectAsync(string id, string by, string why, CancellationToken ct) =>
        UpdateAsync(id, b => b.Status == BroadcastStatus.AwaitingApproval ? b with { Status = BroadcastStatus.Draft, Note = $"{by}退回：{why}" } : null, "这条群发不在等待审批。", ct);

    /// <summary>Stops it: whoever was not sent it yet is not sent it.</summary>
    public async Task<BroadcastOutcome> CancelAsync(string id, string by, CancellationToken ct)
    {
        await dispatcher.AnnounceAsync(id, ct);
        var outcome = await UpdateAsync(
            id, b => b.IsOver || b.Status == BroadcastStatus.Draft ? null : b with { Status = BroadcastStatus.Cancelled, Ended = time.GetUtcNow(), Note = $"{by}取消了发送。" }, "这条群发没有在发送，取消不了。", ct);
        if (outcome is BroadcastOutcome.Done) await dispatcher.StopAsync(id, ct);
        return outcome;
    }

    /// <summary>A new broadcast of the same text, to those whom this one did not reach. It is a draft until it is submitted, so that approval holds for it too.</summary>
    /// <param name="uncertainToo">Also to those who may have got it: they may then get it twice.</param>
    public async Task<BroadcastOutcome> ResendAsync(string id, bool uncertainToo, string by, CancellationToken ct)
    {
        if (await FindAsync(id, ct) is not { } first) return Unknown;
        if (!first.IsOver) return new BroadcastOutcome.Refused("这条群发还没有结束，等发完再重发。");
        var draft = first.Draft with { Audience = new Audience.FailedIn(id, uncertainToo) };
        if ((await CountAsync(draft, null, ct)).Total == 0) return new BroadcastOutcome.Refused("没有需要重发的人。");
        var resend = new Broadcast { Id = BroadcastStore.NewId(), Draft = draft, Author = by, Created = time.GetUtcNow(), Resends = first.SaidAs };
        await store.AddAsync(resend, ct);
        return new BroadcastOutcome.Done(resend);
    }

    public async Task<BroadcastOutcome> CopyAsync(string id, string by, CancellationToken ct)
    {
        if (await FindAsync(id, ct) is not { } first) return Unknown;
        // To those whom another did not reach would be a resend.
        var audience = first.Draft.Audience is Audience.FailedIn ? new Audience.Everybody() : first.Draft.Audience;
        return new BroadcastOutcome.Done(await AddAsync(first.Draft with { Audience = audience }, by, ct));
    }

    /// <returns>Null: there is no such broadcast.</returns>
    public Task<Progress?> ProgressAsync(string id, CancellationToken ct) => reporter.ProgressAsync(id, ct);

    /// <summary>The progress now and whenever it has changed, until the broadcast is over and every result is noted.</summary>
    public async IAsyncEnumerable<Progress> FollowAsync(string id, [EnumeratorCancellation] CancellationToken ct)
    {
        for (Progress? last = null; ; await Task.Delay(Pace, time, ct))
        {
            if (await reporter.ProgressAsync(id, ct) is not { } progress) yield break;
            if (last is null || last.Broadcast != progress.Broadcast || last.Acknowledged != progress.Acknowledged || !last.Counts.OrderBy(c => c.Key).SequenceEqual(progress.Counts.OrderBy(c => c.Key))) yield return last = progress;
            // Of one that was stopped, what was on its way is noted a moment later.
            if (progress.Broadcast.IsOver && progress.Of(DeliveryState.Sending) == 0) yield break;
        }
    }

    /// <summary>By state and reason, from the ledger itself.</summary>
    public Task<Report?> ReportAsync(string id, CancellationToken ct) => reporter.ReportAsync(id, ct);

    /// <summary>Each person, a batch at a time.</summary>
    public IAsyncEnumerable<IReadOnlyList<ReportRow>> RowsAsync(string id, CancellationToken ct) => reporter.RowsAsync(id, ct);

    /// <summary>Each person, for a spreadsheet.</summary>
    public Task WriteCsvAsync(string id, Stream output, CancellationToken ct) => reporter.WriteCsvAsync(id, output, ct);

    private static BroadcastOutcome.Refused Unknown => new("这条群发已经不在了。");

    private BroadcastStatus Go(DateTimeOffset? at) => at > clock.Now ? BroadcastStatus.Scheduled : BroadcastStatus.Preparing;

    private async Task<IReadOnlyList<string>> ProblemsAsync(Draft draft, DateTimeOffset? at, CancellationToken ct)
    {
        var problems = new List<string>(await checks.FindAsync(draft, ct));
        if (TooLate(at) is { } late) problems.Add(late);
        if (problems.Count > 0) return problems;
        var count = await CountAsync(draft, null, ct);
        if (count.Total == 0) problems.Add(count.AlreadyDone > 0 ? $"符合条件的人都已经办好了（{count.AlreadyDone} 人），没有人需要发。" : "没有一个人符合这些条件，发不出去。请放宽受众条件。");
        else if (count.Total > options.Value.LargestAudience) problems.Add($"受众有 {count.Total} 人，超过一次最多 {options.Value.LargestAudience} 人。请缩小范围，分几次发。");
        return problems;
    }

    // Noted first: whoever dies in between leaves it to the dispatcher.
    private async Task<BroadcastOutcome> StartAsync(string id, Func<Broadcast, Broadcast?> change, string otherwise, CancellationToken ct)
    {
        await dispatcher.AnnounceAsync(id, ct);
        var outcome = await UpdateAsync(id, change, otherwise, ct);
        await dispatcher.TakeUpAsync(id, ct);
        return outcome;
    }

    private async Task<BroadcastOutcome> UpdateAsync(string id, Func<Broadcast, Broadcast?> change, string otherwise, CancellationToken ct)
    {
        while (await store.FindAsync(id, ct) is { } found)
        {
            if (change(found.Broadcast) is not { } next) return new BroadcastOutcome.Refused(otherwise);
            if (await store.TryWriteAsync(next, found.Version, ct)) return new BroadcastOutcome.Done(next);
        }
        return Unknown;
    }
}
