using System.Collections.Immutable;
using System.Text.Json;
using Bot.State;
using Microsoft.Extensions.DependencyInjection;
using TestKit;
using TestKit.DirectLine;
using TestKit.Processes;

namespace Bot.Tests.Papers;

/// <summary>The whole assistant over the embedded store, on a day on which the forms are wanted, with the shipped pack and another.</summary>
public sealed class PaperHost : IAsyncLifetime
{
    private readonly ScratchFolder scratch = new();

    private HttpClient strangers = null!;

    internal BotHost Bot { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        var packs = Path.Combine(scratch.FullName, "packs");
        Copy(Repository.At("Knowledge", "Packs", "ruoqiang-2024"), Path.Combine(packs, "ruoqiang-2024"));
        Copy(Repository.At("tests", "Packs", "qinghe-lift-2025"), Path.Combine(packs, "qinghe-lift-2025"));
        Bot = await BotHost.StartAsync("Redis:ConnectionString=", $"Data:Directory={Path.Combine(scratch.FullName, "data")}", $"Notices:Directory={packs}", "Clock:Now=2024-10-10T10:00:00+08:00");
        await Bot.Services.GetRequiredService<StateStartup>().Ready;
        strangers = new HttpClient(new SocketsHttpHandler { UseProxy = false, UseCookies = false }) { BaseAddress = Bot.Client.BaseAddress };
    }

    public async ValueTask DisposeAsync()
    {
        strangers.Dispose();
        await Bot.DisposeAsync();
        scratch.Dispose();
    }

    /// <summary>Where the buttons of the activities lead that fetch a paper.</summary>
    internal static ImmutableArray<string> Links(IEnumerable<JsonElement> activities) =>
    [
        .. activities.Where(a => a.TryGetProperty("attachments", out _))
            .SelectMany(a => a.GetProperty("attachments").EnumerateArray()).Select(a => a.GetProperty("content"))
            .SelectMany(c => c.TryGetProperty("actions", out var actions) ? actions.EnumerateArray().ToArray() : [])
            .Where(a => a.TryGetProperty("url", out _)).Select(a => a.GetProperty("url").GetString()!).Where(u => u.StartsWith("/papers/", StringComparison.Ordinal)),
    ];

    /// <summary>Somebody of their own: without the cookie by which the others are known.</summary>
    internal Task<DirectLineClient> OpenAsync() => DirectLineClient.StartAsync(strangers);

    internal async Task<HttpResponseMessage> GetAsync(string link) => await Bot.Client.GetAsync(link, TestContext.Current.CancellationToken);

    private static void Copy(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }
}
