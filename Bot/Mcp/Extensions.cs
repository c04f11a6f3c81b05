using System.Security.Cryptography;
using System.Text;
using Bot.Hosting;
using Bot.Operations;
using Knowledge.Notices;
using Microsoft.Extensions.Options;
using ModelContextProtocol.Server;

namespace Bot.Mcp;

internal static class Extensions
{
    private const string Path = "/mcp";

    /// <summary>The tools for other assistants, by the Model Context Protocol. Without a key nothing of it is registered.</summary>
    public static IServiceCollection AddNoticeMcp(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSettings<McpOptions>(McpOptions.Section);
        if (configuration.Read<McpOptions>(McpOptions.Section).Key.Length == 0) return services;
        // Stateless: every replica answers every call.
        services.AddOptions<McpServerOptions>().Configure<NoticeLibrary>((o, notices) => o.ServerInstructions = Instructions(notices));
        services.AddMcpServer().WithHttpTransport(o => o.Stateless = true).WithTools<NoticeTools>();
        return services;
    }

    public static void MapNoticeMcp(this WebApplication app)
    {
        var key = app.Services.GetRequiredService<IOptions<McpOptions>>().Value.Key;
        if (key.Length == 0) return;
        var expected = Hash($"Bearer {key}");
        app.UseWhen(context => context.Request.Path.StartsWithSegments(Path, StringComparison.Ordinal), branch => branch.Use((context, next) =>
            CryptographicOperations.FixedTimeEquals(Hash(context.Request.Headers.Authorization.ToString()), expected) ? next(context) : RefuseAsync(context)));
        app.MapMcp(Path).RequireRateLimiting(RateLimits.Api).ExcludeFromDescription();
    }

    /// <summary>What a foreign assistant must know before it calls anything.</summary>
    private static string Instructions(NoticeLibrary notices) =>
        $"""
        只依据这些通知：{string.Join("；", notices.All.Select(n => $"{n.Id}《{n.Title}》"))}。
        查原文用 search_clauses，查时间用 deadlines；问某人能不能报用 self_check，从 profile={"{}"} 开始，逐个补上 nextQuestion 问的字段。
        转述时带上条款号（clause）；结论只是初步自查，以审核为准；通知没有写的，不要补。
        """;

    private static Task RefuseAsync(HttpContext context)
    {
        context.Response.Headers.WWWAuthenticate = "Bearer";
        return ErrorResponses.WriteAsync(context, StatusCodes.Status401Unauthorized);
    }

    private static byte[] Hash(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}
