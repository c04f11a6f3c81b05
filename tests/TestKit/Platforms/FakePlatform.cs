using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace TestKit.Platforms;

/// <summary>One call that the platform got.</summary>
/// <param name="Raw">The body as it came: escapes and all.</param>
public sealed record PlatformCall(string Path, string Query, string Raw)
{
    public JsonNode Body => JsonNode.Parse(Raw)!;
}

/// <summary>How the platform misbehaves once.</summary>
public sealed record Mischief(string Path)
{
    public int? ErrorCode { get; init; }
    public int? Status { get; init; }
    public string? Answer { get; init; }

    /// <summary>The connection is cut: before anything was done, or after.</summary>
    public bool CutBefore { get; init; }
    public bool CutAfter { get; init; }

    /// <summary>The answer comes when this does.</summary>
    public Task? Until { get; init; }

    /// <summary>The answer comes so much later.</summary>
    public TimeSpan Pause { get; init; }
}

/// <summary>The API of WeChat and of WeCom on loopback, with tokens that end, quotas, and misbehaviour on demand. HTTP 200 also for errors, as there.</summary>
public sealed class FakePlatform : IAsyncDisposable
{
    public const string Id = "wx0123456789abcdef", Secret = "a-secret-of-the-tests";
    private readonly ConcurrentQueue<PlatformCall> calls = new();
    private readonly ConcurrentQueue<PlatformCall> taken = new();
    private readonly ConcurrentQueue<Mischief> mischief = new();
    private readonly ConcurrentDictionary<string, int> quota = new();
    private readonly Lock gate = new();
    private WebApplication app = null!;
    private string? token;

    public Uri Url { get; private set; } = null!;

    /// <summary>All calls, oldest first.</summary>
    public IReadOnlyList<PlatformCall> Calls => [.. calls];

    /// <summary>The sends that were carried out, whether the caller heard of it or not.</summary>
    public IReadOnlyList<PlatformCall> Sent => [.. taken];

    public int TokensIssued { get; private set; }

    public int ExpiresIn { get; set; } = 7200;

    /// <summary>Customer-service messages to one person; beyond that 45047.</summary>
    public int Quota { get; set; } = 1000;

    public JsonNode? Menu { get; set; }

    /// <summary>Of the one subscription template.</summary>
    public string TemplateContent { get; set; } = "";

    /// <summary>How it misbehaves by itself at this call; null: it does not.</summary>
    public Func<PlatformCall, Mischief?> Whim { get; set; } = static _ => null;

    public static async Task<FakePlatform> StartAsync()
    {
        var platform = new FakePlatform();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        platform.app = builder.Build();
        platform.app.Urls.Add("http://127.0.0.1:0");
        platform.app.Run(platform.ServeAsync);
        await platform.app.StartAsync();
        platform.Url = new(platform.app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
        return platform;
    }

    public void Misbehave(Mischief once) => mischief.Enqueue(once);

    public void ExpireTokens()
    {
        lock (gate) token = null;
    }

    public IReadOnlyList<PlatformCall> CallsOf(string path) => [.. calls.Where(c => c.Path.Contains(path, StringComparison.Ordinal))];

    public async ValueTask DisposeAsync() => await app.DisposeAsync();

    private async Task ServeAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body, Encoding.UTF8);
        var call = new PlatformCall(context.Request.Path, context.Request.QueryString.ToString(), await reader.ReadToEndAsync(context.RequestAborted));
        calls.Enqueue(call);
        var once = TakeMischief(call.Path) ?? Whim(call);
        if (once is { Pause: { Ticks: > 0 } pause }) await Task.Delay(pause);
        if (once?.Until is { } until) await until;
        if (once is { CutBefore: true })
        {
            context.Abort();
            return;
        }
        if (once?.Status is { } status)
        {
            context.Response.StatusCode = status;
            await context.Response.WriteAsync("<html>error</html>");
            return;
        }
        var answer = once?.Answer ?? (once?.ErrorCode is { } code ? Error(code) : Answer(context, call)).ToJsonString();
        if (once is { CutAfter: true })
        {
            context.Abort();
            return;
        }
        context.Response.ContentType = "application/json; encoding=utf-8";
        await context.Response.WriteAsync(answer);
    }

    private Mischief? TakeMischief(string path)
    {
        lock (gate)
        {
            var all = mischief.ToList();
            if (all.Find(m => path.Contains(m.Path, StringComparison.Ordinal)) is not { } found) return null;
            all.Remove(found);
            mischief.Clear();
            all.ForEach(mischief.Enqueue);
            return found;
        }
    }

    private JsonObject Answer(HttpContext context, PlatformCall call)
    {
        switch (call.Path)
        {
            case "/cgi-bin/stable_token":
                return Token(call.Body["appid"]!.ToString(), call.Body["secret"]!.ToString(), call.Body["force_refresh"]!.GetValue<bool>());
            case "/cgi-bin/gettoken":
                return Token(context.Request.Query["corpid"].ToString(), context.Request.Query["corpsecret"].ToString(), false);
        }
        lock (gate)
            if (token is null || context.Request.Query["access_token"] != token) return Error(42001);
        return call.Path switch
        {
            "/cgi-bin/message/custom/send" => Custom(call),
            "/cgi-bin/message/template/send" or "/cgi-bin/message/subscribe/bizsend" => Person(call) ?? Take(call, new JsonObject { ["errcode"] = 0, ["errmsg"] = "ok", ["msgid"] = taken.Count }),
            "/cgi-bin/message/send" => WeCom(call),
            "/cgi-bin/message/update_template_card" => Take(call, Error(0)),
            "/cgi-bin/message/custom/typing" => Person(call) ?? Error(0),
            "/cgi-bin/menu/create" => Take(call, Remember(call)),
            "/cgi-bin/menu/get" => Menu is null ? Error(46003) : new JsonObject { ["menu"] = Menu.DeepClone() },
            "/cgi-bin/getcallbackip" or "/cgi-bin/get_api_domain_ip" => new JsonObject { ["ip_list"] = new JsonArray("127.0.0.1") },
            "/cgi-bin/template/get_all_private_template" => new JsonObject { ["template_list"] = new JsonArray(new JsonObject { ["template_id"] = "tpl-1" }) },
            "/wxaapi/newtmpl/gettemplate" => new JsonObject { ["errcode"] = 0, ["data"] = new JsonArray(new JsonObject { ["priTmplId"] = "sub-1", ["content"] = TemplateContent }) },
            _ => Error(40066),
        };
    }

    private JsonObject Remember(PlatformCall call)
    {
        Menu = call.Body;
        return Error(0);
    }

    private JsonObject Token(string id, string secret, bool force)
    {
        if (id != Id) return Error(40013);
        if (secret != Secret) return Error(40125);
        lock (gate)
        {
            if (token is null || force)
            {
                token = $"token-{Guid.NewGuid():N}";
                TokensIssued++;
            }
            return new JsonObject { ["errcode"] = 0, ["errmsg"] = "ok", ["access_token"] = token, ["expires_in"] = ExpiresIn };
        }
    }

    private JsonObject Custom(PlatformCall call)
    {
        if (Person(call) is { } refused) return refused;
        if (Encoding.UTF8.GetByteCount(call.Body["text"]!["content"]!.ToString()) > 2048) return Error(45002);
        return quota.AddOrUpdate(call.Body["touser"]!.ToString(), 1, (_, n) => n + 1) > Quota ? Error(45047) : Take(call, Error(0));
    }

    // Ids that begin so stand for people who left, who refused, who are not there.
    private static JsonObject? Person(PlatformCall call) => call.Body["touser"]?.ToString() switch
    {
        null or "" => Error(40003),
        var id when id.StartsWith("gone", StringComparison.Ordinal) => Error(43004),
        var id when id.StartsWith("refuse", StringComparison.Ordinal) => Error(43101),
        var id when id.StartsWith("nobody", StringComparison.Ordinal) => Error(40003),
        _ => null,
    };

    private JsonObject WeCom(PlatformCall call)
    {
        var users = call.Body["touser"]?.ToString().Split('|') ?? [];
        var invalid = users.Where(u => u.StartsWith("gone", StringComparison.OrdinalIgnoreCase)).Select(u => u.ToLowerInvariant()).ToArray();
        if (users.Length > 0 && invalid.Length == users.Length) return Error(81013);
        return Take(call, new JsonObject { ["errcode"] = 0, ["errmsg"] = "ok", ["invaliduser"] = string.Join('|', invalid), ["msgid"] = $"m{taken.Count}", ["response_code"] = $"r{taken.Count}" });
    }

    private JsonObject Take(PlatformCall call, JsonObject answer)
    {
        taken.Enqueue(call);
        return answer;
    }

    private static JsonObject Error(int code) => new() { ["errcode"] = code, ["errmsg"] = $"hint: [x] rid: {Guid.NewGuid():N}" };
}
