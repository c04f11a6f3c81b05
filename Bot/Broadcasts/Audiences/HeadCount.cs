using System.Collections.Immutable;
using Bot.Delivery;

namespace Bot.Broadcasts.Audiences;

/// <summary>To how many a draft would go now.</summary>
/// <param name="Total">Who would be sent it: the sum of the next three.</param>
/// <param name="Never">Who cannot be reached at all; they stand in the report with their reason.</param>
/// <param name="Duplicates">Lines of a list that name somebody a second time; each person is counted and sent it once.</param>
/// <param name="AlreadyDone">Who matches but for having done it: ticked the paper off, pressed 收到. They are left out.</param>
/// <param name="Unmatched">Lines of a list that name nobody who is known here.</param>
/// <param name="Reasons">Why not now, most frequent first.</param>
internal sealed record HeadCount(
    int Total, int Now, int OnceTheyWrite, int Never, int Duplicates, int AlreadyDone, int Unmatched,
    ImmutableArray<ReasonCount> Reasons, ImmutableArray<ChannelCount> Channels);

internal sealed record ReasonCount(Reach Reach, string Reason, int Count);

/// <param name="Name">In Chinese.</param>
internal sealed record ChannelCount(string Channel, string Name, int Count);
