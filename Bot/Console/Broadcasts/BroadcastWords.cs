using Bot.Broadcasts;
using Bot.Broadcasts.Ledgers;

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
}
