using System.Collections.Concurrent;

namespace Bot.Operations;

/// <summary>Lets one of a kind through in a while, so that what keeps happening is told and does not flood the log.</summary>
internal sealed class RareEvents(TimeProvider time, TimeSpan period)
{
    // Kinds are few; whoever could invent them would fill the memory.
    private const int MostKinds = 1_000;
    private readonly ConcurrentDictionary<string, Kind> kinds = new(StringComparer.Ordinal);

    private sealed class Kind
    {
        public DateTimeOffset Next { get; set; }
        public int Silent { get; set; }
    }

    /// <returns>How many of this kind were kept back since the last that was told; null: this one is kept back too.</returns>
    public int? Tell(string kind)
    {
        if (kinds.Count >= MostKinds) kinds.Clear();
        var known = kinds.GetOrAdd(kind, static _ => new());
        lock (known)
        {
            var now = time.GetUtcNow();
            if (now < known.Next)
            {
                known.Silent++;
                return null;
            }
            var silent = known.Silent;
            (known.Next, known.Silent) = (now + period, 0);
            return silent;
        }
    }
}
