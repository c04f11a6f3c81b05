namespace Bot.Generation.Model;

/// <summary>Stops asking for a while after several failures in a row; then one call may try. Of this replica.</summary>
internal sealed class CircuitBreaker(TimeProvider time)
{
    public const int Failures = 3;
    public static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    private readonly Lock gate = new();
    private int failed;
    private DateTimeOffset closedUntil = DateTimeOffset.MinValue;

    /// <summary>Whether a call may be made now. After a pause the next failure pauses again at once.</summary>
    public bool MayCall()
    {
        lock (gate)
        {
            if (failed < Failures) return true;
            if (time.GetUtcNow() < closedUntil) return false;
            closedUntil = time.GetUtcNow() + Pause;
            return true;
        }
    }

    public void Succeeded()
    {
        lock (gate) failed = 0;
    }

    /// <returns>True: this failure began a pause.</returns>
    public bool Failed()
    {
        lock (gate)
        {
            if (++failed < Failures) return false;
            closedUntil = time.GetUtcNow() + Pause;
            return failed == Failures;
        }
    }
}
