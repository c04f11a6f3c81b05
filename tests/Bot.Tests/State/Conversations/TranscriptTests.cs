using System.Text;
using Bot.State.Conversations;
using static Bot.Tests.State.Samples;

namespace Bot.Tests.State.Conversations;

public sealed class TranscriptTests
{
    [Fact]
    public void Append_OverTheMostEntries_ForgetsTheOldest()
    {
        var transcript = new Transcript(1, []);
        for (var i = 1; i <= Transcript.MostEntries + 5; i++) transcript = transcript.Append([Activity($"{i}")]);

        Assert.Equal(Transcript.MostEntries, transcript.Activities.Length);
        Assert.Equal((6, Transcript.MostEntries + 6), (transcript.First, transcript.Next));
        Assert.Equal("{\"text\":\"6\"}", transcript.After(0)[0].Text());
    }

    [Fact]
    public void Append_OverTheMostBytes_ForgetsTheOldest()
    {
        var transcript = new Transcript(1, []);
        for (var i = 0; i < 10; i++) transcript = transcript.Append([Activity(new string('a', Transcript.MostBytes / 4))]);
        Assert.Equal(3, transcript.Activities.Length);
    }

    [Fact]
    public void Append_OfSomethingHuge_KeepsIt() =>
        Assert.Single(new Transcript(1, []).Append([Activity("a")]).Append([Activity(new string('a', Transcript.MostBytes + 1))]).Activities);

    [Fact]
    public void Append_OfALargeOutcomeAndAQuestion_KeepsBoth() =>
        Assert.Equal(2, new Transcript(1, []).Append([Activity("a")]).Append([Activity(new string('a', Transcript.MostBytes)), Activity(new string('b', Transcript.MostBytes))]).Activities.Length);

    /// <summary>A reply that is still to be handed over would else be lost.</summary>
    [Theory]
    [InlineData(10)]
    [InlineData(60)]
    public void Append_WhileSomeWait_KeepsThemUpToALimit(int added)
    {
        var transcript = new Transcript(1, []);
        for (var i = 0; i < added; i++) transcript = transcript.Append([Activity(new string('a', Transcript.MostBytes / 4))], waiting: 1);
        Assert.Equal(Math.Min(added, Transcript.MostBytesWaiting / transcript.Activities[0].Length), transcript.Activities.Length);
        Assert.Equal(3, transcript.Append([Activity(new string('a', Transcript.MostBytes / 4))]).Activities.Length);
    }

    [Fact]
    public void After_AnySequence_GivesWhatCameSince()
    {
        var transcript = new Transcript(7, []).Append([Activity("a"), Activity("b"), Activity("c")]);
        Assert.Equal([7L, 8, 9], transcript.After(0).Select(e => e.Sequence!.Value));
        Assert.Equal([9L], transcript.After(8).Select(e => e.Sequence!.Value));
        Assert.Empty(transcript.After(9));
        Assert.Empty(transcript.After(long.MaxValue - 1));
    }

    [Fact]
    public void Range_PartlyForgotten_GivesTheRest() =>
        Assert.Equal([7L, 8], new Transcript(7, []).Append([Activity("a"), Activity("b")]).Range(5, 4).Select(e => e.Sequence!.Value));
}
