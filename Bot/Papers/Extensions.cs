using Bot.Hosting;
using Bot.State.Conversations;

namespace Bot.Papers;

internal static class Extensions
{
    /// <summary>The notice's forms as Word files, filled in as far as the person is known. Needs the state and the notices.</summary>
    public static IServiceCollection AddPapers(this IServiceCollection services)
    {
        services.AddSettings<PapersOptions>(PapersOptions.Section);
        services.AddSingleton<PaperTickets>();
        services.AddSingleton<ITurnRefiner, PaperLinks>();
        services.AddSingleton<GonePage>();
        services.AddSingleton<PapersEndpoint>();
        return services;
    }

    public static void MapPapers(this WebApplication app) =>
        app.MapMethods($"{PapersEndpoint.Path}/{{link}}", [HttpMethods.Get, HttpMethods.Head], ServeAsync).ExcludeFromDescription();

    private static Task ServeAsync(HttpContext context) => context.RequestServices.GetRequiredService<PapersEndpoint>().ServeAsync(context);
}
