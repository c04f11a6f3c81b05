using Bot.Broadcasts.Ledgers;
using Bot.State.Conversations;

namespace Bot.Broadcasts.Sending;

/// <summary>The lines of the batch that is being sent, as this process knows them. Thread-safe.</summary>
internal sealed class BatchLines
{
    private readonly Lock guard = new();
    private readonly LedgerEntry[] lines;
    private readonly Dictionary<ConversationKey, int> places;
    private readonly HashSet<int> changed = [];

    public BatchLines(LedgerEntry[] read)
    {
        lines = [.. read];
        places = Enumerable.Range(0, lines.Length).ToDictionary(i => lines[i].Person);
    }

    /// <summary>In the order in which they were read.</summary>
    public LedgerEntry[] All { get { lock (guard) return [.. lines]; } }

    /// <summary>Those set since they were read.</summary>
    public LedgerEntry[] Changed { get { lock (guard) return [.. changed.Select(i => lines[i])]; } }

    public LedgerEntry[] Sending { get { lock (guard) return [.. lines.Where(l => l.State == DeliveryState.Sending)]; } }

    public void Set(LedgerEntry line)
    {
        lock (guard)
        {
            var place = places[line.Person];
            lines[place] = line;
            changed.Add(place);
        }
    }

    /// <summary>The line of one who was not tried, as one who waits for it.</summary>
    public LedgerEntry Reset(LedgerEntry line)
    {
        var waits = line.Attempts == 0 ? line with { State = DeliveryState.Pending } : line with { State = DeliveryState.Passing };
        Set(waits);
        return waits;
    }
}
