using System.Text.Json.Nodes;
using Bot.Channels.Tencent.Answers;
using Bot.Channels.Tencent.Api;
using Bot.Channels.Tencent.Boxes;
using Bot.Channels.WeChat.Accounts;
using Bot.State.Conversations;

namespace Bot.Channels.WeChat;

/// <summary>Customer-service messages (客服消息).</summary>
internal sealed class WeChatSender(WeChatAccounts accounts, PlatformApi api) : IPersonalSender
{
    public string Channel => WeChatAccount.Channel;

    public bool IsCounted => true;

    public bool HasCards => false;

    public bool CanSend(ConversationKey person) => accounts.Of(person) is { HasApi: true, Settings.CustomerService: true };

    public Task<ApiResult> SendAsync(ConversationKey person, WaitingText text, CancellationToken ct) =>
        api.CallAsync(accounts.Of(person)!.Api, new("cgi-bin/message/custom/send", new JsonObject
        {
            ["touser"] = WeChatAccount.OpenIdOf(person),
            ["msgtype"] = "text",
            ["text"] = new JsonObject { ["content"] = text.Text },
        }), ct);
}
