using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using TestKit.Processes;

namespace TestKit.Broadcasts;

/// <summary>The outside service of the loopback channel: it counts what each person is sent.</summary>
public sealed class Receiver : IAsyncDisposable
{
    private readonly WebApplication app;
    private int total;

    private Receiver(WebApplication app, Uri url) => (this.app, Url) = (app, url);

    public Uri Url { get; }

    /// <summary>How often each person was sent something.</summary>
    public ConcurrentDictionary<string, int> Got { get; } = new();

    public int Total => Volatile.Read(ref total);

    /// <summary>Called with the number of each message as it comes, before it is answered.</summary>
    public Action<int> OnMessage { get; set; } = _ => { };

    /// <summary>The status that a person's message is answered with; one that is not 200 is not counted as received.</summary>
    public Func<string, int> Answer { get; set; } = _ => StatusCodes.Status200OK;

    public static async Task<Receiver> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var url = new Uri($"http://127.0.0.1:{Ports.Free()}/");
        var app = builder.Build();
        var receiver = new Receiver(app, url);
        app.Urls.Add(url.ToString());
        app.Run(receiver.ReceiveAsync);
        await app.StartAsync();
        return receiver;
    }

    public void Clear()
    {
        Got.Clear();
        total = 0;
    }

    public async ValueTask DisposeAsync() => await app.DisposeAsync();

    private async Task ReceiveAsync(HttpContext context)
    {
        await context.Request.Body.CopyToAsync(Stream.Null);
        var person = context.Request.Path.Value![1..];
        context.Response.StatusCode = Answer(person);
        if (context.Response.StatusCode != StatusCodes.Status200OK) return;
        Got.AddOrUpdate(person, 1, static (_, n) => n + 1);
        OnMessage(Interlocked.Increment(ref total));
    }
}
