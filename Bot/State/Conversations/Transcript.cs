using System.Collections.Immutable;

namespace Bot.State.Conversations;

/// <summary>The latest activities of a conversation, without gaps; older ones are forgotten.</summary>
/// <param name="Next">The sequence number that the next activity will have.</param>
/// <param name="Activities">Oldest first, each as <see cref="StoredActivity"/> keeps it; the last has the number before <paramref name="Next"/>.</param>
internal sealed record Transcript(long Next, ImmutableArray<ReadOnlyMemory<byte>> Activities)
{
    /// <summary>What is left when older ones are forgotten.</summary>
    public const int MostEntries = 60;

    /// <summary>Of JSON, whether it is packed or not.</summary>
    public const int MostBytes = 48 * 1024;

    // Of the latest bytes nothing is taken away: who follows the talk has not read them yet, or reads them again in a moment.
    private const int BytesAsSent = 24 * 1024;

    // A large one, an outcome with its card, must not push out the talk before it.
    private const int Large = 16 * 1024;
    private const int WeightOfLarge = 8 * 1024;

    // How much more there may be before any is: what stands in front is then written anew, which most turns are spared.
    private const int SpareEntries = 20;
    private const int SpareBytes = 16 * 1024;

    /// <summary>While some of them wait to be handed over.</summary>
    public const int MostBytesWaiting = 512 * 1024;

    /// <summary>The sequence number of the oldest activity still kept.</summary>
    public long First => Next - Activities.Length;

    /// <summary>What the activities take, each on a line.</summary>
    public int Bytes
    {
        get
        {
            var bytes = 0;
            foreach (var activity in Activities) bytes += activity.Length + 1;
            return bytes;
        }
    }

    /// <param name="pack">Whether long ones are packed.</param>
    /// <param name="waiting">The number of the first that somebody is still to be handed, and that stays therefore; null: nothing waits.</param>
    public Transcript Append(ImmutableArray<RawActivity> added, bool pack = false, long? waiting = null)
    {
        var all = Activities.AddRange(added.Select(a => pack ? StoredActivity.Pack(a.Json) : a.Json));
        var needed = waiting is { } first ? Next + added.Length - first : added.Length;
        if (all.Length > MostEntries + SpareEntries || Weight(all) > MostBytes + SpareBytes)
        {
            all = Slim(all, (int)needed, pack);
            all = all.RemoveRange(0, CountTooOld(all, added.Length, needed));
        }
        return new(Next + added.Length, all);
    }

    private static int Weight(ReadOnlyMemory<byte> activity) => StoredActivity.JsonLength(activity.Span) is var length and <= Large ? length : WeightOfLarge;

    private static int Weight(ImmutableArray<ReadOnlyMemory<byte>> all)
    {
        var weight = 0;
        foreach (var activity in all) weight += Weight(activity);
        return weight;
    }

    // All but the latest, what is needed, and the latest outcome. To unpack one takes as long as much of a turn: only what may get shorter is looked into.
    private static ImmutableArray<ReadOnlyMemory<byte>> Slim(ImmutableArray<ReadOnlyMemory<byte>> all, int needed, bool pack)
    {
        var (slim, end, isOutcomeKept) = (all.ToBuilder(), CountOld(all, needed), (bool?)null);
        for (var i = end - 1; i >= 0; i--)
        {
            if (StoredActivity.JsonLength(all[i].Span) < SlimActivity.LeastSlimmed) continue;
            var json = StoredActivity.Unpack(all[i]);
            if (SlimActivity.IsOutcome(json) && !(isOutcomeKept ??= HasOutcome(all.AsSpan()[end..]))) isOutcomeKept = true;
            else if (SlimActivity.Of(json) is var less && less.Length < json.Length) slim[i] = pack ? StoredActivity.Pack(less) : less;
        }
        return slim.MoveToImmutable();
    }

    private static bool HasOutcome(ReadOnlySpan<ReadOnlyMemory<byte>> activities)
    {
        foreach (var activity in activities)
            if (StoredActivity.JsonLength(activity.Span) >= SlimActivity.LeastSlimmed && SlimActivity.IsOutcome(StoredActivity.Unpack(activity))) return true;
        return false;
    }

    // How many there are before those that are left as they were sent.
    private static int CountOld(ImmutableArray<ReadOnlyMemory<byte>> all, int needed)
    {
        var (old, bytes) = (all.Length, 0);
        while (old > 0 && ((bytes += Weight(all[old - 1])) <= BytesAsSent || old > all.Length - needed)) old--;
        return old;
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
        var (kept, weight, bytes) = (0, 0, 0);
        for (var i = all.Length - 1; i >= 0 && kept < MostEntries; i--)
        {
            (weight, bytes) = (weight + Weight(all[i]), bytes + all[i].Length);
            if (weight > MostBytes && kept >= Math.Max(1, added) && (kept >= needed || bytes > MostBytesWaiting)) break;
            kept++;
        }
        return all.Length - kept;
    }
}
