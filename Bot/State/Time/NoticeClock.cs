using Microsoft.Extensions.Options;

namespace Bot.State.Time;

/// <summary>
/// The time that deadlines are compared with: real time in the notices' zone or, in a rehearsal, a moment set elsewhere and running at its own rate.
/// Never for tokens, cookies, signatures or expiries, which keep real time.
/// </summary>
/// <remarks>Asia/Shanghai is UTC+8 all year since 1992, so a fixed offset serves.</remarks>
internal sealed class NoticeClock(IOptions<ClockOptions> options, TimeProvider time) : TimeProvider
{
    private static readonly TimeSpan Offset = TimeSpan.FromHours(8);
    private readonly ClockOptions options = options.Value;

    // Until the shared anchor is known, a rehearsal starts with the process.
    private DateTimeOffset anchor = time.GetUtcNow();

    /// <summary>True while notice time is not real time; pages then show a banner.</summary>
    public bool IsRehearsal => options.Now is not null || options.Rate != 1;

    public DateTimeOffset Now => GetUtcNow().ToOffset(Offset);

    public DateOnly Today => DateOnly.FromDateTime(Now.DateTime);

    /// <summary>How many times faster than real time it runs.</summary>
    public double Speed => options.Rate;

    /// <summary>Where a rehearsal began; the beginning of time if notice time was not set elsewhere.</summary>
    public DateTimeOffset Begins => options.Now ?? DateTimeOffset.MinValue;

    /// <summary>A length of real time in notice time.</summary>
    public TimeSpan Stretch(TimeSpan real) => real * options.Rate;

    /// <summary>Names the setting: replicas with the same one share an anchor.</summary>
    public string Setting => FormattableString.Invariant($"{options.Now?.ToUniversalTime():O}|{options.Rate:R}");

    /// <summary>Notice time started at this real instant.</summary>
    public void Join(DateTimeOffset sharedAnchor) => anchor = sharedAnchor;

    public override DateTimeOffset GetUtcNow()
    {
        var real = time.GetUtcNow();
        if (!IsRehearsal) return real;
        return (options.Now?.ToUniversalTime() ?? anchor) + ((real - anchor) * options.Rate);
    }

    public override long GetTimestamp() => time.GetTimestamp();

    public override long TimestampFrequency => time.TimestampFrequency;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        time.CreateTimer(callback, state, dueTime, period);
}
