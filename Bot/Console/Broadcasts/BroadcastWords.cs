using Bot.Broadcasts;
using Bot.Broadcasts.Ledgers;
using Bot.Broadcasts.Reports;

namespace Bot.HrConsole.Broadcasts;

/// <summary>What HR calls the stations of a broadcast.</summary>
internal static class BroadcastWords
{
    public static string Of(BroadcastStatus status) => status switch
    {
        BroadcastStatus.Draft => "草稿",
        BroadcastStatus.AwaitingApproval => "等待审批",
        BroadcastStatus.Scheduled => "定时待发",
        BroadcastStatus.Preparing => "正在准备",
        BroadcastStatus.Sending => "正在发送",
        BroadcastStatus.Finished => "已发完",
        BroadcastStatus.Cancelled => "已取消",
        _ => "没能发出",
    };

    /// <summary>For styles.</summary>
    public static string Class(BroadcastStatus status) => status switch
    {
        BroadcastStatus.Finished => "good",
        BroadcastStatus.AwaitingApproval or BroadcastStatus.Scheduled => "warning",
        BroadcastStatus.Preparing or BroadcastStatus.Sending => "review",
        BroadcastStatus.Failed => "attention",
        _ => "",
    };

    /// <summary>For styles.</summary>
    public static string Class(DeliveryState state) => state switch
    {
        DeliveryState.Sent => "good",
        DeliveryState.Kept => "review",
        DeliveryState.Refused or DeliveryState.GivenUp => "attention",
        DeliveryState.Uncertain or DeliveryState.Passing => "warning",
        _ => "quiet",
    };

    /// <summary>While it is sent how many need nothing more, afterwards how many got it: a bar that is full says that all have it.</summary>
    public static int Percent(Bot.Broadcasts.Reports.Progress progress)
    {
        if (progress.Total == 0) return 0;
        var open = progress.Of(DeliveryState.Pending) + progress.Of(DeliveryState.Sending) + progress.Of(DeliveryState.Passing);
        return (int)(100L * (progress.Broadcast.IsOver ? progress.Of(DeliveryState.Sent) : progress.Total - open) / progress.Total);
    }

    /// <summary>The parts of the bar, in hundredths of its length; those whose turn has not come have none.</summary>
    public static IEnumerable<(DeliveryState State, string Share)> Shares(Bot.Broadcasts.Reports.Progress progress) =>
        from state in (DeliveryState[])[DeliveryState.Sent, DeliveryState.Kept, DeliveryState.Uncertain, DeliveryState.Passing, DeliveryState.Refused, DeliveryState.GivenUp, DeliveryState.Stopped]
        where progress.Of(state) > 0
        select (state, (100.0 * progress.Of(state) / progress.Total).ToString("0.##", System.Globalization.CultureInfo.InvariantCulture));

    /// <summary>How many are in which state. Of those to come it does not matter to an office who stands in a batch already.</summary>
    public static IEnumerable<(string Text, string Class)> Tags(Bot.Broadcasts.Reports.Progress progress)
    {
        if (progress.Of(DeliveryState.Pending) + progress.Of(DeliveryState.Sending) is var open and > 0) yield return ($"还没轮到 {open:n0}", "quiet");
        foreach (var state in Enum.GetValues<DeliveryState>().Where(s => s is not (DeliveryState.Pending or DeliveryState.Sending) && progress.Of(s) > 0))
            yield return ($"{Reporter.Name(state)} {progress.Of(state):n0}", Class(state));
    }
}
