using Bot.HrConsole.Parts;
using Bot.HrConsole.SignIn;
using Bot.Pages;

namespace Bot.HrConsole;

/// <summary>
/// What answers under <c>/console</c>: built when somebody first comes, so that an assistant whose console nobody uses spends neither time nor memory on it.
/// </summary>
internal sealed class ConsolePipeline
{
    public const string Prefix = "/console";

    private readonly Lazy<RequestDelegate> pipeline;

    public ConsolePipeline(IApplicationBuilder app) => pipeline = new Lazy<RequestDelegate>(() => Build(app.New()));

    public Task RunAsync(HttpContext context) => pipeline.Value(context);

    /// <summary>For a test that walks them: every endpoint there is.</summary>
    public static IReadOnlyList<Endpoint> Endpoints(IApplicationBuilder app)
    {
        IReadOnlyList<Endpoint> all = [];
        _ = Build(app.New(), routes => all = [.. routes.DataSources.SelectMany(s => s.Endpoints)]);
        return all;
    }

    private static RequestDelegate Build(IApplicationBuilder app, Action<IEndpointRouteBuilder>? look = null)
    {
        app.Use(SetHeadersAsync);
        app.UseAuthentication();
        app.UseMiddleware<Gate>();
        app.UseRouting();
        app.UseRateLimiter();
        app.UseAuthorization();
        app.UseAntiforgery();
        app.UseEndpoints(routes =>
        {
            routes.MapSignIn();
            routes.MapComponentScripts();
            routes.MapRazorComponents<App>().AddInteractiveServerRenderMode(server => server.ContentSecurityFrameAncestorsPolicy = null);
            look?.Invoke(routes);
        });
        return app.Build();
    }

    private static Task SetHeadersAsync(HttpContext context, RequestDelegate next)
    {
        var headers = context.Response.Headers;
        headers.CacheControl = "no-cache, no-store";
        headers.Pragma = "no-cache";
        headers["Referrer-Policy"] = "same-origin";
        headers.XFrameOptions = "DENY";
        headers.ContentSecurityPolicy = Policy(context.Request.Host);
        return next(context);
    }

    // Scripts are ours alone and none is inline. Styles: the components set style attributes, which is all that 'unsafe-inline' is for.
    private static string Policy(HostString host)
    {
        var sockets = host.HasValue && host.Value!.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or ':' or '[' or ']') ? $" ws://{host} wss://{host}" : "";
        return $"default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; connect-src 'self'{sockets}; "
            + "base-uri 'self'; form-action 'self'; frame-ancestors 'none'";
    }
}

file static class ComponentScripts
{
    /// <summary>Components ask for their scripts at addresses of their own.</summary>
    public static void MapComponentScripts(this IEndpointRouteBuilder routes) => routes.MapGet("/_content/{**path}", Find);

    private static IResult Find(string path, PageAssets assets) =>
        assets.Find(Path.GetFileName(path)) is { } url ? TypedResults.Redirect(url) : TypedResults.NotFound();
}
