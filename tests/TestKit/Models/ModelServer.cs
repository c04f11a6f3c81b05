using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace TestKit.Models;

/// <summary>What the bot asked of the model.</summary>
/// <param name="Body">As sent.</param>
public sealed record ModelCall(string Body, string? Authorization)
{
    private readonly JsonElement request = JsonSerializer.Deserialize<JsonElement>(Body);

    public JsonElement Request => request;

    public string Instructions => Contents("system").First();

    /// <summary>The data as they were handed over: the user message, which is an object and nothing else.</summary>
    public JsonElement Data => JsonSerializer.Deserialize<JsonElement>(Contents("user").First());

    /// <summary>True: a message is to be read; false: an answer is to be said in other words.</summary>
    public bool Reads => Data.TryGetProperty("message", out _);

    public string Text(string name) => Data.GetProperty(name).GetString()!;

    /// <summary>What tools answered in this exchange.</summary>
    public IEnumerable<string> ToolResults => Contents("tool");

    private IEnumerable<string> Contents(string role) => request.GetProperty("messages").EnumerateArray()
        .Where(m => m.GetProperty("role").GetString() == role)
        .Select(m => m.GetProperty("content") is { ValueKind: JsonValueKind.String } text ? text.GetString()! : string.Concat(m.GetProperty("content").EnumerateArray().Select(p => p.GetProperty("text").GetString())));
}

/// <summary>How the model answers.</summary>
public sealed record ModelReply(string Content)
{
    public int Status { get; init; } = StatusCodes.Status200OK;
    public TimeSpan Delay { get; init; }

    /// <summary>The connection is cut in the middle.</summary>
    public bool Cut { get; init; }

    /// <summary>Instead of a completion, as it is.</summary>
    public string? Raw { get; init; }

    /// <summary>A tool to be called first, with its arguments.</summary>
    public (string Name, string Arguments)? Tool { get; init; }
}

/// <summary>An OpenAI-compatible service on this machine that says what a test wants, well or badly.</summary>
public sealed class ModelServer : IAsyncDisposable
{
    private readonly WebApplication app;

    private ModelServer(WebApplication app) => this.app = app;

    public Func<ModelCall, ModelReply> Answer { get; set; } = _ => new("{}");

    public ConcurrentQueue<ModelCall> Calls { get; } = [];

    public string Endpoint => app.Urls.Single() + "/v1";

    public static async Task<ModelServer> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        var server = new ModelServer(app);
        app.MapPost("/v1/chat/completions", server.ServeAsync);
        await app.StartAsync();
        return server;
    }

    public async ValueTask DisposeAsync() => await app.DisposeAsync();

    private async Task ServeAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var call = new ModelCall(await reader.ReadToEndAsync(context.RequestAborted), context.Request.Headers.Authorization);
        Calls.Enqueue(call);
        var reply = Answer(call);
        if (reply.Delay > TimeSpan.Zero) await Task.Delay(reply.Delay, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        var body = reply.Raw ?? Completion(reply);
        context.Response.StatusCode = reply.Status;
        context.Response.ContentType = "application/json";
        if (reply.Cut)
        {
            context.Response.ContentLength = body.Length * 4;
            await context.Response.WriteAsync(body[..(body.Length / 2)], context.RequestAborted);
            context.Abort();
            return;
        }
        await context.Response.WriteAsync(body, context.RequestAborted);
    }

    private static string Completion(ModelReply reply) => JsonSerializer.Serialize(new
    {
        id = "chatcmpl-1",
        @object = "chat.completion",
        created = 1_700_000_000,
        model = "scripted",
        choices = new[]
        {
            new
            {
                index = 0,
                finish_reason = reply.Tool is null ? "stop" : "tool_calls",
                message = (object)(reply.Tool is { } tool
                    ? new { role = "assistant", content = (string?)null, tool_calls = new[] { new { id = "call_1", type = "function", function = new { name = tool.Name, arguments = tool.Arguments } } } }
                    : new { role = "assistant", content = reply.Content }),
            },
        },
        usage = new { prompt_tokens = 1, completion_tokens = 1, total_tokens = 2 },
    });
}
