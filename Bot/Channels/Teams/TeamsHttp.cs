using System.Net;

namespace Bot.Channels.Teams;

/// <summary>The one HTTP client of this channel, made when first needed.</summary>
internal sealed class TeamsHttp : IDisposable
{
    private const int MostAnswered = 1024 * 1024;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly Lazy<HttpClient> client = new(static () => new(new SocketsHttpHandler
    {
        // A redirect could carry our token elsewhere.
        AllowAutoRedirect = false,
        UseCookies = false,
        Proxy = new PastLoopback(HttpClient.DefaultProxy),
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        ConnectTimeout = TimeSpan.FromSeconds(10),
        MaxConnectionsPerServer = 64,
    })
    { Timeout = Patience, MaxResponseContentBufferSize = MostAnswered });

    public HttpClient Client => client.Value;

    public void Dispose()
    {
        if (client.IsValueCreated) client.Value.Dispose();
    }

    // The system's proxy, but never for this machine.
    private sealed class PastLoopback(IWebProxy proxy) : IWebProxy
    {
        public ICredentials? Credentials { get => proxy.Credentials; set => proxy.Credentials = value; }

        public Uri? GetProxy(Uri destination) => proxy.GetProxy(destination);

        public bool IsBypassed(Uri host) => host.IsLoopback || proxy.IsBypassed(host);
    }
}
