using System.ComponentModel.DataAnnotations;

namespace Bot.State.Time;

/// <summary>Section <c>Clock</c>: a rehearsal on another day. Unset, notice time is real time.</summary>
internal sealed class ClockOptions
{
    /// <summary>The instant, with its offset, at which notice time starts.</summary>
    public DateTimeOffset? Now { get; set; }

    /// <summary>How many times faster than real time it runs. Default 1, above 0 up to 1,000,000.</summary>
    [Range(0.000_001, 1_000_000, ErrorMessage = "a number above 0, up to 1000000")]
    public double Rate { get; set; } = 1;
}
