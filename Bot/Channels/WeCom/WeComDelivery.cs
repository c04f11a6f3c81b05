using Bot.Channels.Tencent.Answers;
using Bot.Channels.Tencent.Boxes;
using Bot.Delivery;
using Bot.State.Conversations;
using Bot.State.Persons;

namespace Bot.Channels.WeCom;

/// <summary>App messages are not counted by what the person wrote; without the app's secret an announcement waits for their next message.</summary>
internal sealed class WeComDelivery(Announcing announcing, BoxStore boxes, People people, WeComApp app) : IDeliveryChannel
{
    public string Channel => WeComApp.Channel;

    public string Name => "企业微信";

    public bool IsConfigured => app.IsConnected;

    public int PerSecond => app.Settings.SendsPerSecond;

    public int LongestBytes => PassiveText.MostOfOne;

    public bool NumbersChoices => !app.HasApi;

    public async Task<Reachability> ReachAsync(ConversationKey person, CancellationToken ct)
    {
        if (await people.ReadAsync(person, ct) is null) return new(Reach.Never, "对方的聊天记录已过期或已被本人删除。");
        if ((await boxes.ReadAsync(person, ct)).Gone is { } gone) return new(Reach.Never, gone);
        return app.HasApi ? new(Reach.Now) : new(Reach.OnceTheyWrite, "只能等对方来信：没有配置企业微信应用的 Secret。");
    }

    public async Task<bool> HasGivenAsync(ConversationKey person, string announcement, CancellationToken ct) => (await boxes.ReadAsync(person, ct)).HasGiven(announcement);

    public Task<DeliveryResult> SendAsync(ConversationKey person, Announcement announcement, CancellationToken ct) =>
        announcing.SendAsync(person, announcement, app.Settings.PublicUrl, null, ct);
}
