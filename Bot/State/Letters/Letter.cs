namespace Bot.State.Letters;

/// <summary>The replies of one turn, as long as an outside service has not been handed all of them. They themselves stand in the transcript.</summary>
/// <param name="First">The number of the first of them.</param>
/// <param name="To">Where to, in the channel's own words. No name and no text.</param>
internal sealed record Letter(long First, int Count, string To, DateTimeOffset At)
{
    public long Last => First + Count - 1;
}
