using System.Collections.Frozen;
using System.Text.Json;
using Microsoft.Net.Http.Headers;

namespace Bot.Pages;

/// <summary>The scripts and styles that the build has put into the folder <c>assets</c>. Their names carry their hash, so browsers keep them for ever.</summary>
internal sealed class PageAssets
{
    private static readonly FrozenDictionary<string, string> Types = new Dictionary<string, string>
    {
        [".js"] = "text/javascript; charset=utf-8",
        [".css"] = "text/css; charset=utf-8",
        [".txt"] = "text/plain; charset=utf-8",
    }.ToFrozenDictionary();

    private readonly string folder;
    private readonly FrozenDictionary<string, string> hashed;
    private readonly FrozenSet<string> served;

    public PageAssets(string folder)
    {
        this.folder = folder;
        hashed = JsonSerializer.Deserialize<Dictionary<string, string>>(File.ReadAllBytes(Path.Combine(folder, "assets.json")))!.ToFrozenDictionary();
        served = hashed.Values.ToFrozenSet();
    }

    /// <summary>The folder beside the program.</summary>
    public static PageAssets Shipped() => new(Path.Combine(AppContext.BaseDirectory, "assets"));

    /// <summary>Where a page finds it, from the root of the site.</summary>
    public string Url(string name) => $"/assets/{hashed[name]}";

    /// <summary>The same; null: there is no such file.</summary>
    public string? Find(string name) => hashed.ContainsKey(name) ? Url(name) : null;

    public async Task ServeAsync(HttpContext context, string name)
    {
        if (!served.Contains(name) || !File.Exists(Path.Combine(folder, name)))
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }
        var (suffix, encoding) = Encoding(context.Request);
        var headers = context.Response.Headers;
        headers.CacheControl = "public, max-age=31536000, immutable";
        headers.Vary = HeaderNames.AcceptEncoding;
        if (encoding is not null) headers.ContentEncoding = encoding;
        context.Response.ContentType = Types[Path.GetExtension(name)];
        var file = new FileInfo(Path.Combine(folder, name + suffix));
        context.Response.ContentLength = file.Length;
        if (!HttpMethods.IsHead(context.Request.Method)) await context.Response.SendFileAsync(file.FullName, context.RequestAborted);
    }

    private static (string Suffix, string? Encoding) Encoding(HttpRequest request)
    {
        var accepted = request.Headers.AcceptEncoding.ToString();
        return accepted.Contains("br", StringComparison.OrdinalIgnoreCase) ? (".br", "br")
            : accepted.Contains("gzip", StringComparison.OrdinalIgnoreCase) ? (".gz", "gzip")
            : ("", null);
    }
}
