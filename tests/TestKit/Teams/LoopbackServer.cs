using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace TestKit.Teams;

/// <summary>An outside service, on this machine and on a port of its own.</summary>
public abstract class LoopbackServer : IAsyncDisposable
{
    private WebApplication app = null!;

    public Uri Url { get; private set; } = null!;

    protected async Task ListenAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        app = builder.Build();
        app.Run(ServeAsync);
        await app.StartAsync();
        Url = new(app.Urls.Single());
    }

    protected abstract Task ServeAsync(HttpContext context);

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}
