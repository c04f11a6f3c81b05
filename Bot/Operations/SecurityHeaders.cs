using Microsoft.Net.Http.Headers;

namespace Bot.Operations;

/// <summary>Headers that every answer carries unless its endpoint says otherwise.</summary>
internal static class SecurityHeaders
{
    public static void UseSecurityHeaders(this WebApplication app) => app.Use((context, next) =>
    {
        context.Response.OnStarting(Set, context.Response.Headers);
        return next(context);
    });

    private static Task Set(object state)
    {
        var headers = (IHeaderDictionary)state;
        headers.TryAdd(HeaderNames.XContentTypeOptions, "nosniff");
        headers.TryAdd("Referrer-Policy", "strict-origin-when-cross-origin");
        headers.TryAdd("Permissions-Policy", "camera=(), geolocation=(), payment=(), usb=()");
        headers.TryAdd(HeaderNames.ContentSecurityPolicy, "object-src 'none'; base-uri 'self'; frame-ancestors 'self'");
        return Task.CompletedTask;
    }
}
