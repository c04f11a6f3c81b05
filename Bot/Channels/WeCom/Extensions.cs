using Bot.Channels.Tencent.Answers;
using Bot.Delivery;
using Bot.Hosting;
using Microsoft.Extensions.Options;

namespace Bot.Channels.WeCom;

internal static class Extensions
{
    /// <summary>A WeCom app. Without its settings nothing is served and nothing is called.</summary>
    public static IServiceCollection AddWeCom(this IServiceCollection services)
    {
        services.AddSettings<WeComOptions>(WeComOptions.Section);
        services.AddSingleton<IValidateOptions<WeComOptions>, WeComOptionsCheck>();
        services.AddSingleton<WeComApp>();
        services.AddSingleton<IPersonalSender, WeComSender>();
        services.AddSingleton<WeComConversation>();
        services.AddSingleton<WeComEndpoints>();
        services.AddSingleton<IDeliveryChannel, WeComDelivery>();
        return services;
    }

    public static void MapWeCom(this WebApplication app) => WeComEndpoints.Map(app);
}
