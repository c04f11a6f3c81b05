using System.ComponentModel.DataAnnotations;

namespace Bot.Broadcasts;

/// <summary>Section <c>Broadcasts</c>.</summary>
internal sealed class BroadcastOptions
{
    public const string Section = "Broadcasts";

    /// <summary>Whether somebody other than the author must approve before anything is sent. Default false.</summary>
    public bool ApprovalRequired { get; set; }

    /// <summary>The most people one broadcast may go to. Default 50,000.</summary>
    [Range(1, 1_000_000, ErrorMessage = "people, a whole number from 1 to 1000000")]
    public int LargestAudience { get; set; } = 50_000;

    /// <summary>
    /// How many messages one process may have under way at once on a channel whose delivery is not the commit itself; so many are uncertain at most after a kill. Default 1.
    /// </summary>
    [Range(1, 256, ErrorMessage = "a whole number from 1 to 256")]
    public int InFlight { get; set; } = 1;

    /// <summary>How long a process that died keeps a batch to itself. Default 10 s.</summary>
    [Range(1, 300, ErrorMessage = "seconds, a whole number from 1 to 300")]
    public int LeaseSeconds { get; set; } = 10;

    /// <summary>A broadcast and its report are kept so long. Default 365.</summary>
    [Range(1, 3650, ErrorMessage = "days, a whole number from 1 to 3650")]
    public int DaysKept { get; set; } = 365;
}
