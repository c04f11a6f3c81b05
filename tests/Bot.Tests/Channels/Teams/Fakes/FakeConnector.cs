using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Bot.Tests.Channels.Teams.Fakes;

/// <summary>The Connector: takes activities, notes them in order, and misbehaves as told.</summary>
public sealed class FakeConnector : LoopbackServer
{
    private readonly ConcurrentQueue<Taken> taken = new();
    private readonly ConcurrentQueue<Func<HttpContext, Task>> script = new();

    public sealed record Taken(string Path, string? Authorization, string? ContentType, JsonElement Activity, DateTimeOffset At);

    /// <summary>Every request, also those that were refused.</summary>
    public IReadOnlyList<Taken> Requests => [.. taken];

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
        taken.Enqueue(new(context.Features.Get<Microsoft.AspNetCore.Http.Features.IHttpRequestFeature>()!.RawTarget, context.Request.Headers.Authorization, context.Request.ContentType, activity, TimeProvider.System.GetUtcNow()));
        if (script.TryDequeue(out var answer))
        {
            await answer(context);
            return;
        }
        context.Response.StatusCode = 201;
        await context.Response.WriteAsJsonAsync(new { id = $"sent-{taken.Count}" });
    }
}
