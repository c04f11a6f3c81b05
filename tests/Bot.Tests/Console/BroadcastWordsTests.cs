using System.Collections.Immutable;
using Bot.Broadcasts;
using Bot.Broadcasts.Audiences;
using Bot.Broadcasts.Ledgers;
using Bot.Broadcasts.Reports;
using Bot.HrConsole.Broadcasts;

namespace Bot.Tests.Console;

/// <summary>What the bar of a broadcast says.</summary>
public sealed class BroadcastWordsTests
{
    [Theory]
    [InlineData("Sending", 60, 66)]
    [InlineData("Finished", 60, 60)]
    [InlineData("Cancelled", 60, 60)]
    [InlineData("Finished", 0, 0)]
    public void Percent_OfOneThatIsOver_IsOfThoseWhoGotIt(string status, int sent, int percent)
    {
        var progress = Of(Enum.Parse<BroadcastStatus>(status), (DeliveryState.Sent, sent), (DeliveryState.Refused, 6), (DeliveryState.Pending, 34), (DeliveryState.Stopped, 60 - sent));
        Assert.Equal(percent, BroadcastWords.Percent(progress));
    }

    [Fact]
    public void Percent_OfNobody_IsNothing() => Assert.Equal(0, BroadcastWords.Percent(Of(BroadcastStatus.Cancelled)));

    [Fact]
    public void Parts_OfABroadcastUnderWay_LeaveRoomForThoseToCome()
    {
        var progress = Of(BroadcastStatus.Sending, (DeliveryState.Pending, 40), (DeliveryState.Sending, 10), (DeliveryState.Sent, 45), (DeliveryState.Refused, 5));
        Assert.Equal([(DeliveryState.Sent, "45"), (DeliveryState.Refused, "5")], BroadcastWords.Shares(progress));
        Assert.Equal(["还没轮到 50", "已送达 45", "发不到 5"], BroadcastWords.Tags(progress).Select(t => t.Text));
    }

    private static Bot.Broadcasts.Reports.Progress Of(BroadcastStatus status, params (DeliveryState State, int Count)[] counts)
    {
        var broadcast = new Broadcast { Id = "abcdefgh", Draft = new("试", "n", "请尽快。", new Audience.Everybody()), Status = status, Author = "张三", Created = DateTimeOffset.UnixEpoch };
        return new(broadcast, counts.Sum(c => c.Count), counts.ToImmutableDictionary(c => c.State, c => c.Count), 0, null);
    }
}
