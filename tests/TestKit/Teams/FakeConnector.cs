using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace TestKit.Teams;

/// <summary>The Connector: takes activities, notes them in order, and misbehaves as told.</summary>
public sealed class FakeConnector : LoopbackServer
{
    private readonly ConcurrentQueue<Taken> requests = new();
    private readonly ConcurrentQueue<Taken> accepted = new();
    private readonly ConcurrentQueue<Func<HttpContext, Task>> script = new();

    public sealed record Taken(string Path, string? Authorization, string? ContentType, JsonElement Activity, DateTimeOffset At);

    /// <summary>Every request, also those that were refused.</summary>
    public IReadOnlyList<Taken> Requests => [.. requests];

    /// <summary>What people have got, whether the caller heard of it or not.</summary>
    public IReadOnlyList<Taken> Accepted => [.. accepted];

    /// <summary>How requests are answered for which no answer was told; null: 201.</summary>
    public Func<Taken, HttpContext, Task<Verdict>>? Otherwise { get; set; }

    /// <summary>What became of a request. <see cref="Lost"/>: taken, and the caller does not hear of it.</summary>
    public enum Verdict { Taken, Refused, Lost }

    public static async Task<FakeConnector> StartAsync()
    {
        var connector = new FakeConnector();
        await connector.ListenAsync();
        return connector;
    }

    /// <summary>The next request is answered so; when nothing is told, 201.</summary>
    public void Next(Func<HttpContext, Task> answer) => script.Enqueue(answer);

    public void Next(int status, string? retryAfter = null) => Next(context =>
    {
        context.Response.StatusCode = status;
        if (retryAfter is not null) context.Response.Headers.RetryAfter = retryAfter;
        return Task.CompletedTask;
    });

    /// <summary>The messages of a conversation that reached it.</summary>
    public JsonElement[] In(string conversation) =>
        [.. Requests.Where(r => r.Path.StartsWith($"/v3/conversations/{Uri.EscapeDataString(conversation)}/activities", StringComparison.Ordinal)).Select(r => r.Activity)];

    protected override async Task ServeAsync(HttpContext context)
    {
        var activity = await JsonSerializer.DeserializeAsync<JsonElement>(context.Request.Body);
        var request = new Taken(context.Features.Get<IHttpRequestFeature>()!.RawTarget, context.Request.Headers.Authorization, context.Request.ContentType, activity, TimeProvider.System.GetUtcNow());
        requests.Enqueue(request);
        if (script.TryDequeue(out var answer)) await answer(context);
        else await JudgeAsync(request, context);
    }

    private async Task JudgeAsync(Taken request, HttpContext context)
    {
        var verdict = Otherwise is { } decide ? await decide(request, context) : Verdict.Taken;
        if (verdict is Verdict.Refused) return;
        accepted.Enqueue(request);
        if (verdict is Verdict.Lost)
        {
            context.Abort();
            return;
        }
        context.Response.StatusCode = 201;
        await context.Response.WriteAsJsonAsync(new { id = $"sent-{accepted.Count}" });
    }
}
