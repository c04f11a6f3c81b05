using Dialogs.Flows.Talk;
using Dialogs.Turns;
using Knowledge.Loading;

namespace Dialogs.Tests.Flows;

/// <summary>「收到」 after a broadcast: pressed, numbered, written, late, or beside something else.</summary>
public sealed class AcknowledgeTests
{
    private const string Id = "bcdfghjk", Older = "mnpqrtvw";
    private static readonly DateTimeOffset Now = new(2024, 10, 15, 9, 0, 0, TimeSpan.FromHours(8));
    private static readonly Assistant Assistant = new(PackLibrary.Load(System.IO.Path.Combine(TestFiles.Root, "Knowledge", "Packs")).Library);
    private static readonly ConversationState Told = new() { Acknowledging = Id, Offered = [AcknowledgeFlow.ChoiceOf(Id)] };

    [Theory]
    [InlineData("收到（编号bcdfghjk）")]
    [InlineData("收到(编号bcdfghjk)")]
    [InlineData("收到")]
    [InlineData("1")]
    [InlineData("收到，谢谢")]
    [InlineData("好的收到了")]
    [InlineData("已阅。")]
    public void Saying_ThatItWasReceived_IsNoted(string said)
    {
        var turn = Say(Told, said);
        Assert.Equal(new Effect.Acknowledge(Id), Assert.Single(turn.Effects));
        Assert.Contains("已记下您收到了", turn.Replies[0].Text, StringComparison.Ordinal);
        Assert.Null(turn.State.Acknowledging);
    }

    [Fact]
    public void Button_OfAnOlderBroadcast_IsNotedForThatOne()
    {
        var turn = Say(Told, AcknowledgeFlow.ChoiceOf(Older).Value);
        Assert.Equal(new Effect.Acknowledge(Older), Assert.Single(turn.Effects));
        Assert.Equal(Id, turn.State.Acknowledging);
    }

    [Fact]
    public void Question_BesideIt_IsAnsweredToo()
    {
        var turn = Say(Told, "收到，请问什么时候截止？");
        Assert.Contains(new Effect.Acknowledge(Id), turn.Effects);
        Assert.Contains("10月25日", string.Concat(turn.Replies.Select(r => r.Text)), StringComparison.Ordinal);
    }

    [Fact]
    public void Word_WithoutABroadcast_IsSmallTalk() => Assert.DoesNotContain(Say(new(), "收到").Effects, e => e is Effect.Acknowledge);

    [Fact]
    public void Question_AboutReceiving_IsNotTakenForIt() => Assert.DoesNotContain(Say(Told, "没收到材料怎么办").Effects, e => e is Effect.Acknowledge);

    [Fact]
    public void SelfCheck_UnderWay_GoesOnAfterIt()
    {
        var asked = Say(new(), "自查").State;
        var turn = Say(asked with { Acknowledging = Id, Offered = [AcknowledgeFlow.ChoiceOf(Id)] }, "收到");
        Assert.Equal(new Effect.Acknowledge(Id), Assert.Single(turn.Effects));
        Assert.Equal(asked.Check!.Asking, turn.State.Check!.Asking);
        Assert.Equal(2, turn.Replies.Length);
    }

    private static Turn Say(ConversationState state, string text) => Assistant.Run(state, new Message { Id = "m", Text = text }, Now);
}
