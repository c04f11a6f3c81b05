using System.Security.Cryptography;
using System.Text;
using Microsoft.Net.Http.Headers;

namespace Bot.Pages;

/// <summary>Sends a whole page with the headers that all pages have in common.</summary>
internal static class PageWriter
{
    /// <summary>Only this page's own styles carry it.</summary>
    public static string NewNonce() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(12));

    public static Task WriteAsync(HttpContext context, Html page, int status = StatusCodes.Status200OK, string? nonce = null)
    {
        var response = context.Response;
        var bytes = Encoding.UTF8.GetBytes(page.ToString());
        response.StatusCode = status;
        response.ContentType = "text/html; charset=utf-8";
        response.ContentLength = bytes.Length;
        response.Headers.CacheControl = "no-cache";
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers["Referrer-Policy"] = "same-origin";
        response.Headers[HeaderNames.ContentSecurityPolicy] = Policy(context.Request.Host, nonce);
        return HttpMethods.IsHead(context.Request.Method) ? Task.CompletedTask : response.Body.WriteAsync(bytes, context.RequestAborted).AsTask();
    }

    // What Web Chat's libraries insert before they fill it: a style element with nothing in it.
    private const string EmptyStyle = "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='";

    // Nothing from elsewhere. Sockets are named, since older browsers do not count them as 'self'.
    private static string Policy(HostString host, string? nonce)
    {
        var sockets = host.HasValue && host.Value!.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or ':' or '[' or ']') ? $" ws://{host} wss://{host}" : "";
        var styles = nonce is null ? "" : $" 'nonce-{nonce}' {EmptyStyle}";
        return $"default-src 'none'; script-src 'self'; style-src 'self'{styles}; img-src 'self' data: blob:; media-src 'self' data: blob:; "
            + $"connect-src 'self'{sockets}; font-src 'self' data:; base-uri 'none'; form-action 'self'; frame-ancestors 'self'";
    }
}
