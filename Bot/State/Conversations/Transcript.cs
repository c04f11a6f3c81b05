using System.Collections.Immutable;

namespace Bot.State.Conversations;

/// <summary>The latest activities of a conversation, without gaps; older ones are forgotten.</summary>
/// <param name="Next">The sequence number that the next activity will have.</param>
/// <param name="Activities">Oldest first, each as <see cref="StoredActivity"/> keeps it; the last has the number before <paramref name="Next"/>.</param>
internal sealed record Transcript(long Next, ImmutableArray<ReadOnlyMemory<byte>> Activities)
{
    /// <summary>What is left when older ones are forgotten.</summary>
    public const int MostEntries = 60;
    public const int MostBytes = 32 * 1024;

    // Of the latest bytes nothing is taken away: who follows the talk has not read them yet, or reads them again in a moment.
    private const int BytesAsSent = 16 * 1024;

    // How much more there may be before any is: what stands in front is then written anew, which most turns are spared.
    private const int SpareEntries = 20;
    private const int SpareBytes = 16 * 1024;

    /// <summary>While some of them wait to be handed over.</summary>
    public const int MostBytesWaiting = 512 * 1024;

    /// <summary>The sequence number of the oldest activity still kept.</summary>
    public long First => Next - Activities.Length;

    /// <summary>What the activities take, each on a line.</summary>
    public int Bytes => Size(Activities) + Activities.Length;

    /// <param name="waiting">The number of the first that somebody is still to be handed, and that stays therefore; null: nothing waits.</param>
    public Transcript Append(ImmutableArray<RawActivity> added, long? waiting = null)
    {
        var all = Activities.AddRange(added.Select(a => StoredActivity.Pack(a.Json)));
        var needed = waiting is { } first ? Next + added.Length - first : added.Length;
        if (all.Length > MostEntries + SpareEntries || Size(all) > MostBytes + SpareBytes)
        {
            all = Slim(all, (int)needed);
            all = all.RemoveRange(0, CountTooOld(all, added.Length, needed));
        }
        return new(Next + added.Length, all);
    }

    private static int Size(ImmutableArray<ReadOnlyMemory<byte>> all)
    {
        var bytes = 0;
        foreach (var activity in all) bytes += activity.Length;
        return bytes;
    }

    // All but the latest, what is needed, and the latest outcome.
    private static ImmutableArray<ReadOnlyMemory<byte>> Slim(ImmutableArray<ReadOnlyMemory<byte>> all, int needed)
    {
        var (slim, bytes, isOutcomeKept) = (all.ToBuilder(), 0, false);
        for (var i = all.Length - 1; i >= 0; i--)
        {
            bytes += all[i].Length;
            var json = StoredActivity.Unpack(all[i]);
            var isLatestOutcome = !isOutcomeKept && SlimActivity.IsOutcome(json);
            isOutcomeKept |= isLatestOutcome;
            if (bytes > BytesAsSent && i < all.Length - needed && !isLatestOutcome) slim[i] = StoredActivity.Pack(SlimActivity.Of(json));
        }
        return slim.MoveToImmutable();
    }

    /// <summary>Without what was before <paramref name="first"/>.</summary>
    public Transcript From(long first) => this with { Activities = Activities.RemoveRange(0, (int)Math.Clamp(first - First, 0, Activities.Length)) };

    /// <summary>Up to <paramref name="count"/> entries from <paramref name="first"/> on, as far as they are still kept.</summary>
    public ImmutableArray<TranscriptEntry> Range(long first, long count)
    {
        var from = Math.Max(first, First);
        var to = Math.Min(first + count, Next);
        var entries = ImmutableArray.CreateBuilder<TranscriptEntry>((int)Math.Max(0, to - from));
        for (var n = from; n < to; n++) entries.Add(new(n, Activities[(int)(n - First)]));
        return entries.MoveToImmutable();
    }

    /// <summary>What came after <paramref name="sequence"/>, as far as it is still kept.</summary>
    public ImmutableArray<TranscriptEntry> After(long sequence)
    {
        var from = Math.Max(First, Math.Min(sequence, Next) + 1);
        return Range(from, Next - from);
    }

    // What is just being added stays whatever its size: an outcome with its card and the question after it would else be said to nobody.
    private static int CountTooOld(ImmutableArray<ReadOnlyMemory<byte>> all, int added, long needed)
    {
        var (kept, bytes) = (0, 0);
        for (var i = all.Length - 1; i >= 0 && kept < MostEntries; i--)
        {
            bytes += all[i].Length;
            if (bytes > MostBytes && kept >= Math.Max(1, added) && (kept >= needed || bytes > MostBytesWaiting)) break;
            kept++;
        }
        return all.Length - kept;
    }
}
