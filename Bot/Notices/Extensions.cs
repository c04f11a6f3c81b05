using Bot.Hosting;
using Dialogs.Flows.Ask;
using Dialogs.Turns;

namespace Bot.Notices;

internal static class Extensions
{
    /// <summary>The notices, and what talks about them.</summary>
    public static IServiceCollection AddNotices(this IServiceCollection services, IConfiguration configuration)
    {
        var packs = new NoticePacks(configuration.Read<NoticesOptions>(NoticesOptions.Section).Folder);
        _ = packs.GetReadyAsync();
        services.AddSettings<NoticesOptions>(NoticesOptions.Section);
        services.AddSingleton(packs);
        services.AddSingleton(_ => packs.Library);
        services.AddSingleton<Assistant>();
        services.AddSingleton<Asker>();
        services.AddSingleton<LoadedPacks>();
        services.AddSingleton<NoticeUpdates>();
        services.AddHostedService(s => s.GetRequiredService<NoticeUpdates>());
        services.AddSingleton<NoticeDesk>();
        services.AddSingleton<NoticesStartup>();
        services.AddHostedService(s => s.GetRequiredService<NoticesStartup>());
        services.AddHealthChecks().AddCheck<NoticesStartup>("notices");
        return services;
    }
}
