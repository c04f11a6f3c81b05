namespace Bot.Generation.Model;

/// <summary>Refuses an answer of the service that is far longer than any that is of use, before it is read.</summary>
internal sealed class BoundedBody : DelegatingHandler
{
    public const int MostBytes = 64 * 1024;

    public BoundedBody() : base(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromMinutes(5), AllowAutoRedirect = false })
    {
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken);
        await response.Content.LoadIntoBufferAsync(MostBytes, cancellationToken);
        return response;
    }
}
