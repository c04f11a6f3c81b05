using Bot.Hosting;
using Bot.Pages.About;
using Bot.Pages.Notices;
using Bot.State.Time;
using Knowledge.Notices;

namespace Bot.Pages;

internal static class Extensions
{
    public static IServiceCollection AddNoticePages(this IServiceCollection services)
    {
        services.AddSettings<SiteOptions>(SiteOptions.Section);
        services.AddSingleton<SiteLinks>();
        services.AddSingleton(_ => PageAssets.Shipped());
        services.AddSingleton<NoticePage>();
        services.AddSingleton<MissingPage>();
        services.AddSingleton<AboutPages>();
        return services;
    }

    /// <summary><c>/notices</c>, <c>/notices/{id}</c>, <c>/privacy</c>, <c>/terms</c>, and the scripts and styles of all pages.</summary>
    public static void MapNoticePages(this WebApplication app)
    {
        var assets = app.Services.GetRequiredService<PageAssets>();
        app.MapMethods("/assets/{name}", [HttpMethods.Get, HttpMethods.Head], context => assets.ServeAsync(context, (string)context.Request.RouteValues["name"]!)).ExcludeFromDescription();
        app.MapMethods("/privacy", [HttpMethods.Get, HttpMethods.Head], context => context.RequestServices.GetRequiredService<AboutPages>().ServePrivacyAsync(context)).ExcludeFromDescription();
        app.MapMethods("/terms", [HttpMethods.Get, HttpMethods.Head], context => context.RequestServices.GetRequiredService<AboutPages>().ServeTermsAsync(context)).ExcludeFromDescription();
        app.MapMethods("/notices", [HttpMethods.Get, HttpMethods.Head], ServeNoticesAsync).ExcludeFromDescription();
        app.MapMethods("/notices/{id}", [HttpMethods.Get, HttpMethods.Head], ServeNoticeAsync).ExcludeFromDescription();
    }

    private static Task ServeNoticesAsync(HttpContext context) =>
        PageWriter.WriteAsync(context, context.RequestServices.GetRequiredService<MissingPage>().List(context.RequestServices.GetRequiredService<NoticeLibrary>()));

    private static Task ServeNoticeAsync(HttpContext context)
    {
        var services = context.RequestServices;
        var library = services.GetRequiredService<NoticeLibrary>();
        if (!NoticeId.TryParse((string?)context.Request.RouteValues["id"], null, out var id) || library.Find(id) is not { } notice)
            return PageWriter.WriteAsync(context, services.GetRequiredService<MissingPage>().Render(library), StatusCodes.Status404NotFound);
        var clock = services.GetRequiredService<NoticeClock>();
        return PageWriter.WriteAsync(context, services.GetRequiredService<NoticePage>().Render(notice, clock.Now, clock.IsRehearsal));
    }
}
