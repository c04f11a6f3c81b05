using Bot.Broadcasts.Ledgers;
using Bot.State.Conversations;

namespace Bot.Broadcasts.Sending;

/// <summary>The lines of the batch that is being sent, as this process knows them. Thread-safe.</summary>
internal sealed class BatchLines(LedgerEntry[] read)
{
    private readonly Lock guard = new();
    private readonly Dictionary<ConversationKey, LedgerEntry> lines = read.ToDictionary(l => l.Person);
    private readonly HashSet<ConversationKey> changed = [];

    public LedgerEntry[] All { get { lock (guard) return [.. lines.Values]; } }

    /// <summary>Those set since they were read.</summary>
    public LedgerEntry[] Changed { get { lock (guard) return [.. changed.Select(p => lines[p])]; } }

    public LedgerEntry[] Sending { get { lock (guard) return [.. lines.Values.Where(l => l.State == DeliveryState.Sending)]; } }

    public void Set(LedgerEntry line)
    {
        lock (guard)
        {
            lines[line.Person] = line;
            changed.Add(line.Person);
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
