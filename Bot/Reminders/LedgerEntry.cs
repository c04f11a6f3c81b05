using Bot.Delivery;

namespace Bot.Reminders;

/// <summary>What became of one reminder of one person.</summary>
internal enum LedgerStatus
{
    /// <summary>On its way. Found after a crash, the conversation tells whether it was said.</summary>
    Sending,

    Sent,

    /// <summary>Waits for the person's next message.</summary>
    Kept,

    /// <summary>Said together with a later one of the same deadline.</summary>
    Merged,

    /// <summary>Nothing was sent; it is tried again.</summary>
    Retrying,

    Refused,

    /// <summary>It may have arrived; not sent again by itself.</summary>
    Uncertain,

    /// <summary>Missed, and of no help any more.</summary>
    TooLate,
}

/// <param name="Key">That of the item: deadline, offset, date.</param>
/// <param name="Due">When it was due, in notice time.</param>
/// <param name="At">When this was noted, in notice time.</param>
/// <param name="Reason">For HR, in Chinese; null: nothing to explain.</param>
/// <param name="Attempts">How often it was tried.</param>
/// <param name="NotBefore">Of one that is tried again: when, in notice time; null: at once, after a process that died before it sent anything.</param>
/// <param name="Takeovers">How often that was.</param>
internal sealed record LedgerEntry(string Key, string Deadline, DateTimeOffset Due, LedgerStatus Status, DateTimeOffset At, string? Reason = null, int Attempts = 0, DateTimeOffset? NotBefore = null, int Takeovers = 0)
{
    public bool IsSettled => Status is not (LedgerStatus.Sending or LedgerStatus.Retrying);

    public LedgerEntry After(DeliveryResult result, DateTimeOffset now, Func<int, TimeSpan?, TimeSpan> pause) => result switch
    {
        DeliveryResult.Sent => this with { Status = LedgerStatus.Sent, At = now, Reason = null },
        DeliveryResult.Kept kept => this with { Status = LedgerStatus.Kept, At = now, Reason = kept.Reason },
        DeliveryResult.Refused refused => this with { Status = LedgerStatus.Refused, At = now, Reason = refused.Reason },
        DeliveryResult.Passing { Held: true } held => this with { Status = LedgerStatus.Retrying, At = now, Reason = held.Reason, NotBefore = now + pause(0, held.RetryAfter) },
        DeliveryResult.Passing passing => this with { Status = LedgerStatus.Retrying, At = now, Reason = passing.Reason, Attempts = Attempts + 1, NotBefore = now + pause(Attempts, passing.RetryAfter) },
        DeliveryResult.Uncertain uncertain => this with { Status = LedgerStatus.Uncertain, At = now, Reason = uncertain.Reason },
        _ => throw new InvalidOperationException(result.GetType().Name),
    };
}
