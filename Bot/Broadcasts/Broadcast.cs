using Bot.Broadcasts.Audiences;

namespace Bot.Broadcasts;

/// <summary>Where a broadcast stands.</summary>
internal enum BroadcastStatus
{
    /// <summary>Being written; may be changed.</summary>
    Draft,

    /// <summary>Waits for a second person.</summary>
    AwaitingApproval,

    /// <summary>Waits for its time.</summary>
    Scheduled,

    /// <summary>The list of its people is being written down.</summary>
    Preparing,

    Sending,

    /// <summary>Everybody was tried, and nothing will be tried again.</summary>
    Finished,

    /// <summary>Stopped by somebody; who was not reached by then was not sent anything.</summary>
    Cancelled,

    /// <summary>It could not be sent; <see cref="Broadcast.Note"/> says why.</summary>
    Failed,
}

/// <summary>What somebody writes: the text and to whom.</summary>
/// <param name="Notice">The notice that audience and text speak of.</param>
/// <param name="Text">Plain text; may name dates and facts as the pack's wording does: <c>{{ deadlines.ID.closes | day }}</c>.</param>
/// <param name="Acknowledge">Whether a button 收到 is under it.</param>
internal sealed record Draft(string Title, string Notice, string Text, Audience Audience, bool Acknowledge = true);

/// <summary>A broadcast, from its draft to its report. What became of each person is in its ledger.</summary>
internal sealed record Broadcast
{
    /// <summary>Eight letters.</summary>
    public required string Id { get; init; }

    public required Draft Draft { get; init; }

    public BroadcastStatus Status { get; init; }

    /// <summary>Who wrote it last: the account's name.</summary>
    public required string Author { get; init; }

    public required DateTimeOffset Created { get; init; }

    public string? Approver { get; init; }

    /// <summary>When it is to be sent, in notice time; null: at once.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>The broadcast whose failures this one sends again; null: it is a first one.</summary>
    public string? Resends { get; init; }

    /// <summary>Under which id 收到 is counted: a resend counts for the first.</summary>
    public string SaidAs => Resends ?? Id;

    public DateTimeOffset? Started { get; init; }
    public DateTimeOffset? Ended { get; init; }

    /// <summary>Who stopped or rejected it, and why; why it failed. For HR, in Chinese.</summary>
    public string? Note { get; init; }

    public bool IsUnderWay => Status is BroadcastStatus.Preparing or BroadcastStatus.Sending;

    public bool IsOver => Status is BroadcastStatus.Finished or BroadcastStatus.Cancelled or BroadcastStatus.Failed;
}

/// <summary>What an order to a broadcast came to. A closed set.</summary>
internal abstract record BroadcastOutcome
{
    private BroadcastOutcome() { }

    public sealed record Done(Broadcast Broadcast) : BroadcastOutcome;

    /// <summary>Nothing was done.</summary>
    /// <param name="Reasons">A Chinese sentence each, which says what to do.</param>
    public sealed record Refused(params IReadOnlyList<string> Reasons) : BroadcastOutcome;
}
