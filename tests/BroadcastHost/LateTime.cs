namespace BroadcastHost;

/// <summary>Real time, ahead by as much as a test lets pass.</summary>
internal sealed class LateTime : TimeProvider
{
    private long ahead;

    public void Pass(TimeSpan time) => Interlocked.Add(ref ahead, time.Ticks);

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow().AddTicks(Interlocked.Read(ref ahead));
}
