using System.Text.Json.Nodes;
using Bot.Channels.Tencent.Answers;
using Bot.Channels.Tencent.Api;
using Bot.Channels.Tencent.Boxes;
using Bot.Channels.WeChat.Accounts;
using Bot.Delivery;
using Bot.State.Conversations;
using Bot.State.Persons;
using Bot.State.Time;
using Microsoft.Extensions.Options;

namespace Bot.Channels.WeChat.Sending;

/// <summary>
/// The ladder of an Official Account: a customer-service message while the person's last word and its count allow one; else a notice by template if there is one and, where it
/// needs it, their consent; else it waits for their next message.
/// </summary>
internal sealed class WeChatDelivery(Announcing announcing, BoxStore boxes, People people, WeChatAccounts accounts, PlatformApi api, NoticeClock clock, TimeProvider time, IOptions<WeChatOptions> options) : IDeliveryChannel
{
    public string Channel => WeChatAccount.Channel;

    public string Name => "微信公众号";

    public bool IsConfigured => accounts.All.Count > 0;

    public int PerSecond => options.Value.SendsPerSecond;

    public int LongestBytes => PassiveText.MostOfOne;

    public bool NumbersChoices => true;

    public async Task<Reachability> ReachAsync(ConversationKey person, CancellationToken ct)
    {
        if (accounts.Of(person) is not { } account) return new(Reach.Never, "这个公众号已不在配置里。");
        if (await people.ReadAsync(person, ct) is null) return new(Reach.Never, "对方的聊天记录已过期或已被本人删除。");
        var box = await boxes.ReadAsync(person, ct);
        if (box.Gone is { } gone) return new(Reach.Never, gone);
        if (account is { HasApi: true, Settings.CustomerService: true } && box.Allowed(time.GetUtcNow()) > 0) return new(Reach.Now);
        return Usable(account, box).Any(t => !t.Fields.Values.Any(TemplateText.NeedsDeadline)) ? new(Reach.Now, "用订阅通知或模板消息发送。") : new(Reach.OnceTheyWrite, account.Settings.CustomerService ? "只能等对方来信：对方超过 48 小时没有来信，或主动发的条数已用完。" : "只能等对方来信：公众号没有客服消息权限。");
    }

    public async Task<bool> HasGivenAsync(ConversationKey person, string announcement, CancellationToken ct) => (await boxes.ReadAsync(person, ct)).HasGiven(announcement);

    public Task<DeliveryResult> SendAsync(ConversationKey person, Announcement announcement, CancellationToken ct) =>
        accounts.Of(person) is { } account
            ? announcing.SendAsync(person, announcement, account.Settings.PublicUrl, (box, text, c) => SendNoticeAsync(account, person, announcement, box, text, c), ct)
            : Task.FromResult<DeliveryResult>(new DeliveryResult.Refused("这个公众号已不在配置里。"));

    private static IEnumerable<WeChatTemplateOptions> Usable(WeChatAccount account, PersonBox box) =>
        account.HasApi ? account.Settings.Templates.Where(t => t.Kind == WeChatTemplateKind.Template || box.Consents.GetValueOrDefault(t.Id) > 0) : [];

    // The notice is short; the whole text waits for whoever answers it.
    private async Task<DeliveryResult?> SendNoticeAsync(WeChatAccount account, ConversationKey person, Announcement announcement, PersonBox box, string text, CancellationToken ct)
    {
        var facts = new TemplateFacts(text.Split('\n')[0], clock.Now.ToOffset(TimeSpan.FromHours(8)), announcement.About);
        foreach (var template in Usable(account, box))
        {
            // Perhaps it asks for a deadline and this is about none; perhaps the next fits.
            if (CallOf(template, person, announcement.Id, facts) is not { } call) continue;
            var result = await api.CallAsync(account.Api, call, ct);
            if (template.Kind == WeChatTemplateKind.Subscription && (result.IsOk || result.Kind is ApiKind.NoConsent or ApiKind.Uncertain))
                _ = await boxes.UpdateAsync(person, b => b.Consent(template.Id, result.Kind == ApiKind.NoConsent ? 0 : b.Consents.GetValueOrDefault(template.Id) - 1), ct);
            if (result.Kind == ApiKind.PersonGone) _ = await boxes.UpdateAsync(person, b => b with { Gone = result.Sentence }, ct);
            // This one does not go; perhaps the next.
            if (result.Kind is ApiKind.NoConsent or ApiKind.NoRight or ApiKind.Configuration or ApiKind.Content) continue;
            return Announcing.Of(result);
        }
        return null;
    }

    private static ApiCall? CallOf(WeChatTemplateOptions template, ConversationKey person, string id, TemplateFacts facts)
    {
        var data = new JsonObject();
        foreach (var (field, text) in template.Fields)
        {
            if (TemplateField.Value(field, text, facts) is not { } value) return null;
            data[field] = new JsonObject { ["value"] = value };
        }
        var body = new JsonObject { ["touser"] = WeChatAccount.OpenIdOf(person), ["template_id"] = template.Id, ["data"] = data, ["client_msg_id"] = id };
        if (template.Url.Length > 0) body[template.Kind == WeChatTemplateKind.Subscription ? "page" : "url"] = template.Url;
        return new(template.Kind == WeChatTemplateKind.Subscription ? "cgi-bin/message/subscribe/bizsend" : "cgi-bin/message/template/send", body);
    }
}
