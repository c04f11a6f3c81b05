using Bot.Channels.Tencent.Answers;
using Bot.Channels.WeChat.Accounts;
using Bot.Channels.WeChat.Sending;
using Bot.Delivery;
using Bot.Hosting;
using Microsoft.Extensions.Options;

namespace Bot.Channels.WeChat;

internal static class Extensions
{
    /// <summary>Official Accounts. With no account in the settings nothing is served and nothing is called.</summary>
    public static IServiceCollection AddWeChat(this IServiceCollection services)
    {
        services.AddSettings<WeChatOptions>(WeChatOptions.Section);
        services.AddSingleton<IValidateOptions<WeChatOptions>, WeChatOptionsCheck>();
        services.AddSingleton<WeChatAccounts>();
        services.AddSingleton<IPersonalSender, WeChatSender>();
        services.AddSingleton<WeChatConversation>();
        services.AddSingleton<WeChatEndpoints>();
        services.AddSingleton<IDeliveryChannel, WeChatDelivery>();
        return services;
    }

    public static void MapWeChat(this WebApplication app) => WeChatEndpoints.Map(app);
}
