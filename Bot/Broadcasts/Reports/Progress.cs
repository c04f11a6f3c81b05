using System.Collections.Immutable;
using Bot.Broadcasts.Ledgers;

namespace Bot.Broadcasts.Reports;

/// <summary>How far a broadcast is, at one moment.</summary>
/// <param name="Total">People on its list so far; grows while it is being prepared.</param>
/// <param name="Acknowledged">Who pressed 收到.</param>
/// <param name="NextTry">When those who wait for a retry come up again, real time; null: nobody waits.</param>
internal sealed record Progress(Broadcast Broadcast, int Total, ImmutableDictionary<DeliveryState, int> Counts, int Acknowledged, DateTimeOffset? NextTry)
{
    public int Of(DeliveryState state) => Counts.GetValueOrDefault(state);

    /// <summary>Who needs nothing more, from 0 to 1.</summary>
    public double Share => Total == 0 ? 0 : 1 - (double)(Of(DeliveryState.Pending) + Of(DeliveryState.Sending) + Of(DeliveryState.Passing)) / Total;
}

/// <summary>What became of a broadcast, by state and reason.</summary>
internal sealed record Report(Progress Progress, ImmutableArray<ReportLine> Lines);

/// <param name="Reason">A Chinese sentence; empty: none is needed.</param>
internal sealed record ReportLine(DeliveryState State, string Reason, int Count);

/// <summary>One person in the report.</summary>
/// <param name="Person">A pseudonym.</param>
internal sealed record ReportRow(string Person, string Channel, DeliveryState State, string Reason, DateTimeOffset? At, DateTimeOffset? Acknowledged);
