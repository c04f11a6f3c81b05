using Bot.State.Conversations;
using Bot.State.Effects;

namespace Bot.Calendars;

internal static class Extensions
{
    /// <summary>The dates as files for calendars. Needs the state, the notices and their pages.</summary>
    public static IServiceCollection AddCalendars(this IServiceCollection services)
    {
        services.AddSingleton<CalendarVersions>();
        services.AddSingleton<CalendarLinks>();
        services.AddSingleton<ITurnRefiner>(s => s.GetRequiredService<CalendarLinks>());
        services.AddSingleton<IEffectHandler>(s => s.GetRequiredService<CalendarLinks>());
        services.AddSingleton<CalendarEndpoint>();
        return services;
    }

    public static void MapCalendars(this WebApplication app)
    {
        app.MapMethods("/notices/{id}/calendar.ics", [HttpMethods.Get, HttpMethods.Head], ServeNoticeAsync).ExcludeFromDescription();
        app.MapMethods($"{CalendarLinks.Path}/{{link}}.ics", [HttpMethods.Get, HttpMethods.Head], ServeOwnAsync).ExcludeFromDescription();
    }

    private static Task ServeNoticeAsync(HttpContext context) => context.RequestServices.GetRequiredService<CalendarEndpoint>().ServeNoticeAsync(context);

    private static Task ServeOwnAsync(HttpContext context) => context.RequestServices.GetRequiredService<CalendarEndpoint>().ServeOwnAsync(context);
}
