using System.Collections.Immutable;
using System.Text.Json;
using Bot.State.Conversations;
using StackExchange.Redis;

namespace Bot.Broadcasts.Ledgers;

/// <summary>So many people of one channel, sent to by one process at a time, and how far they are. What it says of them may be a moment old; the ledger's lines are the truth.</summary>
/// <param name="Number">Counts up from 0.</param>
/// <param name="Name">Where its lines stand; drawn, so that two who prepare the same number do not write into one.</param>
/// <param name="Counts">By <see cref="DeliveryState"/>.</param>
/// <param name="NextTry">The earliest retry, real time; null: nobody waits for one.</param>
internal sealed record Batch(int Number, string Name, string Channel, ImmutableArray<int> Counts, DateTimeOffset? NextTry)
{
    public const int Size = 500;

    public int Count(DeliveryState state) => Counts[(int)state];

    public bool IsOpen => Count(DeliveryState.Pending) + Count(DeliveryState.Sending) + Count(DeliveryState.Passing) > 0;

    public bool IsDue(DateTimeOffset now) => Count(DeliveryState.Pending) + Count(DeliveryState.Sending) > 0 || (IsOpen && NextTry <= now);

    public Batch Counting(IEnumerable<LedgerEntry> entries)
    {
        var counts = new int[(int)DeliveryState.Stopped];
        DateTimeOffset? next = null;
        foreach (var entry in entries)
        {
            counts[(int)entry.State]++;
            if (entry.State == DeliveryState.Passing && (next is null || entry.At < next)) next = entry.At;
        }
        return this with { Counts = [.. counts], NextTry = next };
    }

    public RedisValue ToValue() => JsonSerializer.SerializeToUtf8Bytes(this, StateJson.Options);

    public static Batch Parse(RedisValue value) => JsonSerializer.Deserialize<Batch>((byte[])value!, StateJson.Options)!;
}
