using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace Bot.State.Conversations;

/// <summary>Tells followers in this process at once, and those of other replicas through the <see cref="FeedRelay"/>.</summary>
internal sealed class ConversationFeed(IConversationStore store, TimeProvider time) : IConversationFeed
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);
    private readonly ConcurrentDictionary<ConversationKey, ImmutableArray<Channel<News>>> followers = new();
    private readonly Farewells farewells = new(time);

    /// <param name="Entries">Empty: there is something to read.</param>
    private sealed record News(ImmutableArray<TranscriptEntry> Entries);

    private static readonly News LookAgain = new([]);

    /// <summary>Called with everything published here, for the other replicas.</summary>
    public Action<ConversationKey, string?, ImmutableArray<TranscriptEntry>>? Relay { get; set; }

    public async Task<ImmutableArray<TranscriptEntry>?> ReadAsync(ConversationKey key, long after, CancellationToken ct)
    {
        var (record, _) = await store.ReadAsync(key, ct);
        var farewell = farewells.After(key, after);
        if (record is null) return farewell;
        // The record is the erased one, not removed yet, or a new one whose numbers begin later.
        return [.. (farewell ?? []).Where(e => e.Sequence < record.Transcript.First), .. record.Transcript.After(after)];
    }

    public async IAsyncEnumerable<ImmutableArray<TranscriptEntry>> FollowAsync(ConversationKey key, long after, [EnumeratorCancellation] CancellationToken ct)
    {
        var inbox = Channel.CreateBounded<News>(new BoundedChannelOptions(256) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });
        followers.AddOrUpdate(key, [inbox], (_, others) => others.Add(inbox));
        using var again = time.CreateTimer(_ => inbox.Writer.TryWrite(LookAgain), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        try
        {
            inbox.Writer.TryWrite(LookAgain);
            var last = after;
            await foreach (var news in inbox.Reader.ReadAllAsync(ct))
            {
                var entries = await CompleteAsync(key, news, last, again, ct);
                if (entries.IsEmpty) continue;
                last = entries.Max(e => e.Sequence) ?? last;
                yield return entries;
            }
        }
        finally
        {
            Forget(key, inbox);
        }
    }

    public void ShowPassing(ConversationKey key, RawActivity activity) => Tell(key, new([new(null, activity.Json)]));

    public void Publish(ConversationKey key, ImmutableArray<TranscriptEntry> entries)
    {
        Tell(key, new(entries));
        Relay?.Invoke(key, null, entries);
    }

    public void PublishFarewell(ConversationKey key, string messageId, ImmutableArray<TranscriptEntry> entries)
    {
        HearFarewell(key, messageId, entries);
        Relay?.Invoke(key, messageId, entries);
    }

    public ImmutableArray<TranscriptEntry>? FindFarewell(ConversationKey key, string messageId) => farewells.Find(key, messageId);

    /// <summary>Another replica committed something.</summary>
    public void Hear(ConversationKey key) => Tell(key, LookAgain);

    /// <summary>Another replica, or this one, is about to erase the conversation.</summary>
    public void HearFarewell(ConversationKey key, string messageId, ImmutableArray<TranscriptEntry> entries)
    {
        farewells.Keep(key, messageId, entries);
        Tell(key, new(entries));
    }

    /// <summary>The connection was away: anything may have happened.</summary>
    public void HearAll()
    {
        foreach (var key in followers.Keys) Hear(key);
    }

    private void Tell(ConversationKey key, News news)
    {
        if (!followers.TryGetValue(key, out var inboxes)) return;
        foreach (var inbox in inboxes) inbox.Writer.TryWrite(news);
    }

    // What follows on the last entry is passed on as it is; after a gap everything since is read. While that cannot be read, passing activities still come.
    private async Task<ImmutableArray<TranscriptEntry>> CompleteAsync(ConversationKey key, News news, long last, ITimer again, CancellationToken ct)
    {
        if (news.Entries is [{ Sequence: null }, ..]) return news.Entries;
        if (news.Entries is [{ Sequence: { } first }, ..] && first == last + 1) return news.Entries;
        if (news.Entries is [.., { Sequence: { } newest }] && newest <= last) return [];
        try
        {
            return await ReadAsync(key, last, ct) ?? [];
        }
        catch (StateUnavailableException)
        {
            again.Change(RetryAfter, Timeout.InfiniteTimeSpan);
            return [];
        }
    }

    private void Forget(ConversationKey key, Channel<News> inbox)
    {
        while (followers.TryGetValue(key, out var all))
        {
            var rest = all.Remove(inbox);
            if (rest.IsEmpty ? followers.TryRemove(new(key, all)) : followers.TryUpdate(key, rest, all)) return;
        }
    }
}
