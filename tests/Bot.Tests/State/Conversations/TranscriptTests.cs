using System.Text;
using Bot.State.Conversations;
using static Bot.Tests.State.Samples;

namespace Bot.Tests.State.Conversations;

public sealed class TranscriptTests
{
    /// <summary>Many at once, so that most turns leave what is stored in front as it is.</summary>
    [Theory]
    [InlineData(80, 80)]
    [InlineData(81, Transcript.MostEntries)]
    [InlineData(82, Transcript.MostEntries + 1)]
    public void Append_OverTheMostEntries_ForgetsTheOldest(int appended, int left)
    {
        var transcript = new Transcript(1, []);
        for (var i = 1; i <= appended; i++) transcript = transcript.Append([Activity($"{i}")]);

        Assert.Equal(left, transcript.Activities.Length);
        Assert.Equal((appended - left + 1, appended + 1), (transcript.First, transcript.Next));
        Assert.Equal($"{{\"text\":\"{transcript.First}\"}}", transcript.After(0)[0].Text());
    }

    [Theory]
    [InlineData(5, 5)]
    [InlineData(6, 3)]
    [InlineData(9, 3)]
    public void Append_OverTheMostBytes_ForgetsTheOldest(int appended, int left)
    {
        var transcript = new Transcript(1, []);
        for (var i = 0; i < appended; i++) transcript = transcript.Append([Activity(new string('a', Transcript.MostBytes / 4))]);
        Assert.Equal(left, transcript.Activities.Length);
    }

    [Fact]
    public void Append_OfSomethingHuge_KeepsIt() =>
        Assert.Single(new Transcript(1, []).Append([Activity("a")]).Append([Activity(new string('a', 2 * Transcript.MostBytes))]).Activities);

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
