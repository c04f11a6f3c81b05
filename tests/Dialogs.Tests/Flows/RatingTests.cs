using Dialogs.Turns;
using Knowledge.Loading;

namespace Dialogs.Tests.Flows;

/// <summary>有用 and 没用 under an answer: pressed, written, late, changed; and where nothing is asked.</summary>
public sealed class RatingTests
{
    private const string Question = "网上申报什么时候截止";
    private static readonly DateTimeOffset Now = new(2024, 10, 10, 9, 0, 0, TimeSpan.FromHours(8));
    private static readonly Assistant Assistant = new(PackLibrary.Load(System.IO.Path.Combine(TestFiles.Root, "Knowledge", "Packs")).Library);

    [Theory]
    [InlineData("没用", false)]
    [InlineData("没用啊", false)]
    [InlineData("没帮上。", false)]
    [InlineData("答非所问！", false)]
    [InlineData("我问的不是这个", false)]
    [InlineData("有用", true)]
    [InlineData("有帮助，谢谢", null)]
    [InlineData("太有用了", null)]
    [InlineData("没用的东西", null)]
    [InlineData("调到内地有用吗", null)]
    public void Words_RightAfterAnAnswer_AreAboutIt(string said, bool? useful)
    {
        var asked = Say(new(), Question);
        var rated = Say(asked.State, said).Effects.OfType<Effect.Rate>().SingleOrDefault();
        Assert.Equal(useful, rated?.Useful);
        if (rated is null) return;
        Assert.Equal(new("ruoqiang-2024", asked.Replies[^1].Ask!.Topic!, 1, useful!.Value, Question), rated);
    }

    [Fact]
    public void Button_OfAnOlderAnswer_IsAboutThatOne()
    {
        var first = Say(new(), Question);
        var second = Say(first.State, "公示要几天");
        var rated = Assert.Single(Say(second.State, first.Replies[^1].Rating!.Useless).Effects.OfType<Effect.Rate>());
        Assert.Equal((1, first.Replies[^1].Ask!.Topic, Question), (rated.Answer, rated.Topic, rated.Question));
    }

    [Fact]
    public void Button_OfAnAnswerLongAgo_CountsWithoutItsQuestion()
    {
        var first = Say(new(), Question);
        var state = first.State;
        foreach (var next in (string[])["公示要几天", "需要什么材料", "大专工作几年能报"]) state = Say(state, next).State;
        var turn = Say(state, first.Replies[^1].Rating!.Useless);
        Assert.Null(Assert.Single(turn.Effects.OfType<Effect.Rate>()).Question);
        Assert.DoesNotContain("转给", turn.Replies[0].Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Thanks_KeepWhatWasOffered_AndMayBeTakenBack()
    {
        var asked = Say(new(), Question);
        Assert.NotEmpty(asked.State.Offered);
        var thanked = Say(asked.State, asked.Replies[^1].Rating!.Useless);
        Assert.Equal(asked.State.Offered, thanked.Replies[0].Choices);
        Assert.True(thanked.Replies[0].Text.Length < 70);
        Assert.True(Assert.Single(Say(thanked.State, "有用").Effects.OfType<Effect.Rate>()).Useful);
    }

    [Theory]
    [InlineData("你好")]
    [InlineData("评审结果什么时候公布")]
    [InlineData("自查")]
    [InlineData("我会收到哪些提醒")]
    [InlineData("没用")]
    public void WhatIsNoAnswer_OffersNothing_AndWordsAfterItAreNotTaken(string said)
    {
        var turn = Say(new(), said);
        Assert.All(turn.Replies, r => Assert.Null(r.Rating));
        Assert.DoesNotContain(Say(turn.State, "没用").Effects, e => e is Effect.Rate);
    }

    [Fact]
    public void Words_AfterSomethingElse_AreNotAboutTheAnswer()
    {
        var state = Say(Say(new(), Question).State, "谢谢").State;
        Assert.DoesNotContain(Say(state, "没用").Effects, e => e is Effect.Rate);
    }

    [Fact]
    public void SelfCheck_UnderWay_IsNotDisturbed()
    {
        var asked = Say(Say(new(), "自查").State, Question);
        Assert.All(asked.Replies, r => Assert.Null(r.Rating));
        var before = Say(new(), Question);
        var checking = Say(before.State, "自查").State;
        var turn = Say(checking, before.Replies[^1].Rating!.Useful);
        Assert.Equal(checking.Check!.Asking, turn.State.Check!.Asking);
        Assert.Equal(2, turn.Replies.Length);
    }

    [Fact]
    public void Group_OffersNothing()
    {
        var turn = Assistant.Run(new(), new Message { Id = "1", Text = Question, Chat = ChatKind.Group }, Now);
        Assert.All(turn.Replies, r => Assert.Null(r.Rating));
    }

    [Fact]
    public void Numbers_InTheQuestion_AreMasked()
    {
        var asked = Say(new(), "我电话13812345678，网上申报什么时候截止");
        Assert.DoesNotContain("13812345678", asked.State.Rateable!.Last[^1].Question, StringComparison.Ordinal);
    }

    private static Turn Say(ConversationState state, string text) => Assistant.Run(state, new Message { Id = "1", Text = text }, Now);
}
