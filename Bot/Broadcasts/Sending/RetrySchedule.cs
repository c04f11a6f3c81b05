using System.Collections.Immutable;
using Bot.Broadcasts.Ledgers;
using Bot.Delivery;

namespace Bot.Broadcasts.Sending;

/// <summary>What follows from the result of a send.</summary>
internal static class RetrySchedule
{
    /// <summary>How long to wait after each failure that may pass, unless the channel asks for more; after the last it is given up.</summary>
    public static ImmutableArray<TimeSpan> Pauses { get; } =
    [
        TimeSpan.FromSeconds(10), TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(15),
        TimeSpan.FromHours(1), TimeSpan.FromHours(3), TimeSpan.FromHours(6), TimeSpan.FromHours(12),
    ];

    public static LedgerEntry After(LedgerEntry entry, DeliveryResult result, DateTimeOffset now)
    {
        var tried = entry with { Attempts = entry.Attempts + 1, At = now, Reason = "" };
        return result switch
        {
            DeliveryResult.Sent => tried with { State = DeliveryState.Sent },
            DeliveryResult.Kept kept => tried with { State = DeliveryState.Kept, Reason = kept.Reason },
            DeliveryResult.Refused refused => tried with { State = DeliveryState.Refused, Reason = refused.Reason },
            DeliveryResult.Uncertain uncertain => tried with { State = DeliveryState.Uncertain, Reason = uncertain.Reason },
            DeliveryResult.Passing { Held: true } held => entry with { State = DeliveryState.Passing, Reason = held.Reason, At = now + (held.RetryAfter ?? Pauses[0]) },
            DeliveryResult.Passing passing when tried.Attempts > Pauses.Length => tried with { State = DeliveryState.GivenUp, Reason = $"试了 {tried.Attempts} 次都没有成功：{passing.Reason}" },
            DeliveryResult.Passing passing => tried with { State = DeliveryState.Passing, Reason = passing.Reason, At = now + Longer(Pauses[tried.Attempts - 1], passing.RetryAfter) },
            var other => throw new NotSupportedException(other.GetType().Name),
        };
    }

    private static TimeSpan Longer(TimeSpan pause, TimeSpan? asked) => asked > pause ? asked.Value : pause;
}
