using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Options;

namespace Bot.Pages;

/// <summary>Addresses for links that leave the page: in messages, calendars and packages.</summary>
internal sealed class SiteLinks(IOptions<SiteOptions> options, IServer server)
{
    private const string Somewhere = "http://localhost";

    /// <summary>Without a slash at the end.</summary>
    public string Root => options.Value.Url.Length > 0 ? options.Value.Url.TrimEnd('/') : Listening();

    /// <param name="path">From the root of the site, e.g. <c>/notices/x#y</c>.</param>
    public string Absolute(string path) => Root + path;

    // What stands for every address of the machine is no address to click on.
    private string Listening()
    {
        var first = server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() ?? Somewhere;
        foreach (var wild in new[] { "://[::]", "://0.0.0.0", "://*", "://+" }) first = first.Replace(wild, "://localhost", StringComparison.Ordinal);
        return first.TrimEnd('/');
    }
}
