using Bot.Hosting;
using Bot.State;
using Dialogs.Flows.Ask;
using Dialogs.Turns;

namespace Bot.Notices;

internal static class Extensions
{
    private static readonly TimeSpan StoreComesWithin = TimeSpan.FromSeconds(2), LongestReading = TimeSpan.FromSeconds(20);

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

    /// <summary>In the first moments messages wait until the notices are read and what HR has loaded is there: the shipped notice may have other days.</summary>
    public static void UseNotices(this WebApplication app)
    {
        var (packs, updates, state) = (app.Services.GetRequiredService<NoticePacks>(), app.Services.GetRequiredService<NoticeUpdates>(), app.Services.GetRequiredService<StateStartup>());
        var grace = Task.Delay(StoreComesWithin);
        app.Use((context, next) => updates.Looked.IsCompleted || packs.IsReady && grace.IsCompleted && !state.Ready.IsCompletedSuccessfully || !HttpMethods.IsPost(context.Request.Method) ? next(context) : WaitAsync(context, next));

        async Task WaitAsync(HttpContext context, RequestDelegate next)
        {
            await packs.GetReadyAsync().WaitAsync(LongestReading, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            // Without a store what needs one says so, and the rest works.
            await ((Task)Task.WhenAny(updates.Looked, grace)).WaitAsync(context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (state.Ready.IsCompletedSuccessfully) await updates.Looked.WaitAsync(LongestReading, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await next(context);
        }
    }
}
