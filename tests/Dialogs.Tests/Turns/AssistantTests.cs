using Dialogs.Turns;
using Knowledge.Loading;

namespace Dialogs.Tests.Turns;

public sealed class AssistantTests
{
    private static readonly DateTimeOffset Now = new(2024, 10, 15, 9, 0, 0, TimeSpan.FromHours(8));
    private static readonly Assistant Assistant = new(PackLibrary.Load(System.IO.Path.Combine(TestFiles.Root, "Knowledge", "Packs")).Library);

    [Fact]
    public void Run_TheSameTwice_SaysTheSame()
    {
        var (first, second) = (Say(new(), "自查：全日制本科，若羌县企业，电力"), Say(new(), "自查：全日制本科，若羌县企业，电力"));
        Assert.Equal(first.Replies.Select(r => r.Text), second.Replies.Select(r => r.Text));
        Assert.Equal(first.State.Facts, second.State.Facts);
    }

    /// <summary>Where there are no buttons a number is the only way to press one: 「1」 after 「1. 我能不能报？自查一下」 began no self-check but answered a question.</summary>
    [Theory]
    [InlineData("1")]
    [InlineData("１")]
    [InlineData("第一个")]
    [InlineData("我能不能报？自查一下")]
    public void Run_OfANumber_DoesWhatPressingTheChoiceDoes(string number)
    {
        var greeted = new ConversationState() is var state ? state with { Offered = Assistant.Welcome(state, Now).Replies[^1].Choices } : null!;
        var (picked, pressed) = (Say(greeted, number), Say(greeted, greeted.Offered[0].Value));
        Assert.Equal(pressed.Replies.Select(r => r.Text), picked.Replies.Select(r => r.Text));
        Assert.NotNull(picked.State.Check);
    }

    [Fact]
    public void Run_InsideASelfCheck_EveryReplyCarriesIt()
    {
        var turn = Say(Say(new(), "自查").State, "纸质材料什么时候交");
        Assert.Equal(2, turn.Replies.Length);
        Assert.All(turn.Replies, r => Assert.NotNull(r.SelfCheck));
        Assert.NotNull(turn.Replies[0].Ask);
    }

    [Fact]
    public void Run_AnUnanswerableQuestion_KeepsItMasked()
    {
        var turn = Say(new(), "我的号码是13999999999，网上交多少钱的手续费？");
        var queued = Assert.IsType<Effect.QueueQuestion>(Assert.Single(turn.Effects));
        Assert.DoesNotContain("13999999999", queued.Question, StringComparison.Ordinal);
    }

    /// <summary>In a fresh clone, years later, reminders of days long past were offered.</summary>
    [Theory]
    [InlineData("报名最后一天是哪天", 10, 24, true)]
    [InlineData("报名最后一天是哪天", 10, 25, false)]
    [InlineData("报名最后一天是哪天", 10, 26, false)]
    [InlineData("纸质材料什么时候交", 11, 2, false)]
    public void Run_AQuestionForADay_OffersAReminderWhileItIsAhead(string question, int month, int day, bool offered)
    {
        var turn = Assistant.Run(new(), new Message { Id = "1", Text = question }, new DateTimeOffset(2024, month, day, 9, 0, 0, TimeSpan.FromHours(8)));
        Assert.Equal(offered, turn.Replies.Any(r => r.Choices.Any(c => c.Value == "到时候提醒我")));
    }

    [Fact]
    public void Run_AVeryLongText_SaysSo() => Assert.Contains("太长", Say(new(), new string('好', 5000)).Replies[0].Text, StringComparison.Ordinal);

    [Fact]
    public void Run_Erasing_EndsWithAnEmptyState()
    {
        var turn = Say(Say(Say(new(), "自查").State, "清除我的数据").State, "确定删除");
        Assert.IsType<Effect.Erase>(Assert.Single(turn.Effects));
        Assert.Null(turn.State.Check);
        Assert.True(turn.State.Facts.Facts.IsEmpty);
    }

    [Fact]
    public void Run_AnOutcome_FitsOnAPhone()
    {
        var text = Say(new(), "自查：若羌县第二小学语文老师，事业编，专技岗，全日制本科，2023年8月入职，考核合格，普通话二甲").Replies[0].Text;
        Assert.InRange(text.Length, 200, 950);
        Assert.Contains("以审核为准。\n\n再问一点", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Welcome_Anybody_ChangesNothing()
    {
        var state = new ConversationState();
        Assert.Same(state, Assistant.Welcome(state, Now).State);
    }

    private static Turn Say(ConversationState state, string text) => Assistant.Run(state, new Message { Id = "1", Text = text }, Now);
}
