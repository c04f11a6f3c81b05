using System.Text;
using System.Text.Json.Nodes;
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

    /// <summary>An outcome with its card is as large as the whole talk before it.</summary>
    [Theory]
    [InlineData(8, 8)]
    [InlineData(9, 6)]
    public void Append_OfLargeOnes_CountsThemAsEightKilobytes(int appended, int left)
    {
        var transcript = new Transcript(1, []);
        for (var i = 0; i < appended; i++) transcript = transcript.Append([Activity(new string('a', 2 * Transcript.MostBytes))]);
        Assert.Equal(left, transcript.Activities.Length);
    }

    private static RawActivity Reply(int number, bool outcome = false) => new(Encoding.UTF8.GetBytes(
        $$$"""{"text":"{{{number}}}",{{{(outcome ? "\"attachments\":[{}]," : "")}}}"channelData":{"ask":{"selfCheck":1},"selfCheck":{"facts":"{{{new string('x', 9_000)}}}"},"rate":true}}"""));

    private static bool IsWhole(ReadOnlyMemory<byte> activity) => Encoding.UTF8.GetString(activity.Span).Contains("facts", StringComparison.Ordinal);

    /// <summary>Who opens the page again after a self-check sees it, though each reply carries the check as data.</summary>
    [Fact]
    public void Append_OfASelfCheck_KeepsItsWordsAndTheDataOfTheLatest()
    {
        var transcript = new Transcript(1, []);
        for (var i = 0; i < 40; i++) transcript = transcript.Append([Activity($"{i}?"), Reply(i, outcome: i is 10 or 20)]);

        Assert.InRange(transcript.Activities.Length, Transcript.MostEntries, 80);
        var replies = transcript.Activities.Select((json, i) => (Json: json, Number: (int)(transcript.First + i - 2) / 2)).Where((_, i) => (transcript.First + i) % 2 == 0).ToArray();
        Assert.All(replies, r => Assert.Equal($"{r.Number}", JsonNode.Parse(r.Json.Span)!["text"]!.ToString()));
        Assert.All(replies, r => Assert.Equal("""{"ask":{"selfCheck":1},"rate":true}""", WithoutCheck(r.Json)));
        Assert.Equal([20, .. Enumerable.Range(0, 40).TakeLast(replies.Count(r => IsWhole(r.Json)) - 1)], replies.Where(r => IsWhole(r.Json)).Select(r => r.Number));
        Assert.InRange(replies.Count(r => IsWhole(r.Json)), 3, 8);
    }

    /// <summary>What is kept does not depend on how.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(9)]
    [InlineData(60)]
    public void Append_Packed_KeepsTheSameInLess(int replies)
    {
        var (plain, packed) = (new Transcript(1, []), new Transcript(1, []));
        for (var i = 0; i < replies; i++)
            (plain, packed) = (plain.Append([Activity($"{i}?"), Reply(i, outcome: i == 5)]), packed.Append([Activity($"{i}?"), Reply(i, outcome: i == 5)], pack: true));

        Assert.Equal(plain.After(0).Texts(), packed.After(0).Texts());
        Assert.InRange(packed.Bytes, 1, plain.Bytes / 2);
    }

    private static string WithoutCheck(ReadOnlyMemory<byte> activity)
    {
        var data = JsonNode.Parse(activity.Span)!["channelData"]!.AsObject();
        data.Remove("selfCheck");
        return data.ToJsonString();
    }

    [Theory]
    [InlineData("""{"channelData":{"selfCheck":[1,{"a":2}]}}""", """{"channelData":{}}""")]
    [InlineData("""{"channelData":{"selfCheck":1,"b":2},"text":"\"selfCheck\":"}""", """{"channelData":{"b":2},"text":"\"selfCheck\":"}""")]
    [InlineData("""{"text":"a","channelData":{"b":{"selfCheck":1},"selfCheck":1}}""", """{"text":"a","channelData":{"b":{"selfCheck":1}}}""")]
    [InlineData("""{"value":{"channelData":{"selfCheck":1}}}""", """{"value":{"channelData":{"selfCheck":1}}}""")]
    [InlineData("""{"selfCheck":1,"channelData":{}}""", """{"selfCheck":1,"channelData":{}}""")]
    public void Slim_OfAnActivity_TakesTheCheckOutOfItsData(string activity, string slim) =>
        Assert.Equal(slim, Encoding.UTF8.GetString(SlimActivity.Of(Encoding.UTF8.GetBytes(activity)).Span));

    [Fact]
    public void Append_OfManyLargeOnesInOneTurn_KeepsThemAll() =>
        Assert.Equal(9, new Transcript(1, []).Append([Activity("a")]).Append([.. Enumerable.Repeat(Activity(new string('a', Transcript.MostBytes)), 9)]).Activities.Length);

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
