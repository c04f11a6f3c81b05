using System.Collections.Immutable;
using Bot.Broadcasts;
using Bot.State.Effects;
using Bot.State.Persons;
using Bot.State.Time;
using Knowledge.Notices;
using Knowledge.Rules;

namespace Bot.HrConsole;

/// <summary>How many people have come how far. Each stage is part of the one before.</summary>
internal sealed record Funnel(int Came, int Told, int Concluded, int Eligible, int Ready);

/// <summary>The people at one moment, counted.</summary>
internal sealed record Headcount(
    DateTimeOffset At, int People, int Subscribers, ImmutableArray<(string Channel, int Count)> Channels, ImmutableArray<(Verdict Verdict, int Count)> Verdicts, Funnel Funnel);

/// <summary>Counts the people, a page of them at a time, and keeps the figures for a minute: an office looks at them together.</summary>
internal sealed class Overview(People people, QuestionQueue questions, AnswerRatings ratings, BroadcastService broadcasts, NoticeLibrary notices, NoticeClock clock, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(1);
    private readonly SemaphoreSlim counting = new(1);
    private Headcount? last;

    public async Task<Headcount> CountAsync(CancellationToken ct)
    {
        await counting.WaitAsync(ct);
        try
        {
            return last is { } known && time.GetUtcNow() - known.At < Fresh ? known : last = await WalkAsync(ct);
        }
        finally
        {
            counting.Release();
        }
    }

    /// <summary>How often answers are said to help, by topic; the worst first.</summary>
    public Task<TopicRating[]> RatingsAsync(CancellationToken ct) => ratings.ReadAsync(ct);

    /// <summary>The broadcasts that a second person must look at.</summary>
    public async Task<Broadcast[]> AwaitingAsync(CancellationToken ct) => [.. (await broadcasts.ListAsync(0, 50, ct)).Where(b => b.Status == BroadcastStatus.AwaitingApproval)];

    /// <summary>The broadcasts sent last, being sent or to be sent at a time.</summary>
    public async Task<IReadOnlyList<Bot.Broadcasts.Reports.Progress>> DeliveriesAsync(int most, CancellationToken ct)
    {
        var sent = (await broadcasts.ListAsync(0, 20, ct)).Where(b => b.Started is not null || b.Status == BroadcastStatus.Scheduled).Take(most);
        return [.. (await Task.WhenAll(sent.Select(b => broadcasts.ProgressAsync(b.Id, ct)))).OfType<Bot.Broadcasts.Reports.Progress>()];
    }

    /// <summary>How many wait for an answer.</summary>
    public async Task<int> UnansweredAsync(CancellationToken ct)
    {
        var count = 0;
        foreach (var group in await questions.GroupsAsync(ct)) count += (await questions.ReadAsync(group, ct)).Length;
        return count;
    }

    private async Task<Headcount> WalkAsync(CancellationToken ct)
    {
        var (all, subscribers, told, concluded, eligible, ready) = (0, 0, 0, 0, 0, 0);
        var channels = new SortedDictionary<string, int>(StringComparer.Ordinal);
        var verdicts = new SortedDictionary<Verdict, int>();
        await foreach (var page in people.EnumerateCardsAsync(ct))
            foreach (var person in page)
            {
                all++;
                if (person.State.Reminders is { On: true }) subscribers++;
                channels[person.Key.Channel] = channels.GetValueOrDefault(person.Key.Channel) + 1;
                var progress = Progress.Of(person.State, notices, clock.Now);
                if (progress.Stage >= Stage.Told) told++;
                if (progress.Stage >= Stage.Concluded) concluded++;
                if (progress.Stage >= Stage.Eligible) eligible++;
                if (progress.Stage >= Stage.Ready) ready++;
                if (progress.Verdict is { } verdict) verdicts[verdict] = verdicts.GetValueOrDefault(verdict) + 1;
            }
        return new(time.GetUtcNow(), all, subscribers, [.. channels.Select(c => (c.Key, c.Value))], [.. verdicts.Select(v => (v.Key, v.Value))], new(all, told, concluded, eligible, ready));
    }

    public void Dispose() => counting.Dispose();
}
