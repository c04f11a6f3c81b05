namespace Bot.Tests.Channels.WebChat;

/// <summary>Real time and timers, ahead by as much as a test wants.</summary>
internal sealed class MovableTime : TimeProvider
{
    private long ahead;

    public void Pass(TimeSpan time) => Interlocked.Add(ref ahead, time.Ticks);

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow().AddTicks(Interlocked.Read(ref ahead));
}
