using Bot.Broadcasts.Drafts;
using Bot.Delivery;
using Knowledge.Notices;

namespace Bot.Broadcasts.Audiences;

/// <summary>Counts to how many a draft would go, and how they can be reached, without keeping any of them.</summary>
internal sealed class HeadCounter(AudienceWalk walk, Deliverer deliverer, KeyLists lists)
{
    /// <param name="seen">Told how many were counted so far; null: nobody watches.</param>
    public async Task<HeadCount> CountAsync(Notice notice, Draft draft, IProgress<int>? seen, CancellationToken ct)
    {
        var tally = new Tally();
        var text = DraftText.Parse(notice, draft.Text);
        await foreach (var page in walk.MatchAsync(notice, draft.Audience, after: null, ct))
        {
            tally.AlreadyDone += page.Count(m => m.AlreadyDone);
            var wanted = page.Where(m => !m.AlreadyDone).Select(m => m.Candidate).ToArray();
            var reach = await Task.WhenAll(wanted.Select(c => ReachAsync(text, c, ct)));
            for (var i = 0; i < wanted.Length; i++) tally.Add(wanted[i].Person.Channel, reach[i]);
            seen?.Report(tally.Total);
        }
        var (duplicates, unmatched) = await OfListsAsync(draft.Audience, tally, ct);
        return new(tally.Total, tally.Of(Reach.Now), tally.Of(Reach.OnceTheyWrite), tally.Of(Reach.Never), duplicates, tally.AlreadyDone, unmatched, tally.Reasons(),
            [.. tally.Channels.OrderByDescending(c => c.Value).Select(c => new ChannelCount(c.Key, deliverer.Find(c.Key)?.Name ?? c.Key, c.Value))]);
    }

    private async Task<Reachability> ReachAsync(DraftText text, Candidate candidate, CancellationToken ct) =>
        deliverer.Find(candidate.Person.Channel) is { } channel && text.ProblemFor(candidate, channel) is { } problem
            ? new(Reach.Never, problem)
            : await deliverer.ReachAsync(candidate.Person, ct);

    // How many lines of a file name nobody can only be said where the file alone is the audience.
    private async Task<(int Duplicates, int Unmatched)> OfListsAsync(Audience audience, Tally tally, CancellationToken ct)
    {
        var duplicates = 0;
        foreach (var list in audience.Everything.OfType<Audience.Listed>().Select(l => l.List).Distinct()) duplicates += await lists.DuplicatesAsync(list, ct);
        return (duplicates, audience is Audience.Listed alone ? (int)await lists.CountAsync(alone.List, ct) - tally.Total : 0);
    }

    private sealed class Tally
    {
        private const int MostReasons = 50;
        private readonly Dictionary<(Reach Reach, string Reason), int> reasons = [];
        private readonly int[] reached = new int[3];

        public Dictionary<string, int> Channels { get; } = new(StringComparer.Ordinal);
        public int AlreadyDone { get; set; }
        public int Total => reached.Sum();

        public int Of(Reach reach) => reached[(int)reach];

        public void Add(string channel, Reachability reachability)
        {
            reached[(int)reachability.Reach]++;
            Channels[channel] = Channels.GetValueOrDefault(channel) + 1;
            if (reachability.Reason is not { } reason) return;
            if (!reasons.ContainsKey((reachability.Reach, reason)) && reasons.Count >= MostReasons) reason = "其他原因";
            reasons[(reachability.Reach, reason)] = reasons.GetValueOrDefault((reachability.Reach, reason)) + 1;
        }

        public System.Collections.Immutable.ImmutableArray<ReasonCount> Reasons() =>
            [.. reasons.OrderByDescending(r => r.Value).Select(r => new ReasonCount(r.Key.Reach, r.Key.Reason, r.Value))];
    }
}
