namespace Bot.Delivery;

/// <summary>What became of an announcement. A closed set. Reasons are Chinese sentences for HR and name nobody.</summary>
internal abstract record DeliveryResult
{
    private DeliveryResult() { }

    /// <summary>The channel took it.</summary>
    public sealed record Sent : DeliveryResult;

    /// <summary>It waits, durably, for the person's next message.</summary>
    public sealed record Kept(string Reason) : DeliveryResult;

    /// <summary>Nothing was sent; it may work later.</summary>
    /// <param name="RetryAfter">What the channel asked for; null: it did not say.</param>
    /// <param name="Held">Sending is switched off: that was no try, and however long it lasts, nobody is given up for it.</param>
    public sealed record Passing(string Reason, TimeSpan? RetryAfter = null, bool Held = false) : DeliveryResult;

    /// <summary>Nothing was sent and nothing will be: blocked, left, erased, not allowed. Never tried again.</summary>
    public sealed record Refused(string Reason) : DeliveryResult;

    /// <summary>It may or may not have arrived (the answer was cut off). Not sent again by itself: twice is worse than a line in the report.</summary>
    public sealed record Uncertain(string Reason) : DeliveryResult;
}
