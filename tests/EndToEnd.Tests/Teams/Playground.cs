using Bot.Delivery;
using Bot.State;
using Bot.State.Persons;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using TestKit;
using TestKit.Processes;

namespace EndToEnd.Tests.Teams;

/// <summary>
/// The bot in this process, so that a test can make it speak by itself, and npm @microsoft/m365agentsplayground, a client like Teams, in a real browser.
/// </summary>
public sealed class Playground : IAsyncLifetime
{
    private static readonly string Folder = Repository.At("tests", "EndToEnd.Tests", "Teams", "Client");
    private static readonly string[] Flags =
        ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

    private readonly ScratchFolder data = new();
    private readonly int port = Ports.Free();
    private WebApplication? bot;
    private ChildProcess? process;
    private IPlaywright? playwright;
    private IBrowser? browser;

    internal Deliverer Deliverer => bot!.Services.GetRequiredService<Deliverer>();

    internal People People => bot!.Services.GetRequiredService<People>();

    private Uri Url => new($"http://127.0.0.1:{port}/");

    public async ValueTask InitializeAsync()
    {
        bot = Bot.Program.Build(["--urls", "http://127.0.0.1:0", $"--Data:Directory={data.FullName}", "--Clock:Now=2024-10-10T10:00:00+08:00"]);
        await bot.StartAsync();
        await bot.Services.GetRequiredService<StateStartup>().Ready;
        await RestoreAsync();
        var endpoint = new Uri(new Uri(bot.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single()), "/api/messages");
        process = ChildProcess.Start(
            Tools.Node,
            [Path.Combine(Folder, "node_modules", "@microsoft", "m365agentsplayground", "cli.js"), "start", "-e", endpoint.ToString(), "-c", "msteams", "-p", $"{port}", "--su", new Uri(Url, "_connector").ToString(), "--disable-telemetry"],
            new Dictionary<string, string?> { ["TEAMSAPPTESTER_BROWSER"] = "none", ["NODE_OPTIONS"] = $"--require {Path.Combine(Folder, "loopback.cjs")}" },
            data.FullName);
        await Eventually.BecomesTrueAsync(AnswersAsync, TimeSpan.FromSeconds(60), () => "The playground did not start:\n" + process.Output);
        playwright = await Playwright.CreateAsync();
        browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = Tools.Chromium, Args = Flags });
    }

    public async ValueTask DisposeAsync()
    {
        if (browser is not null) await browser.DisposeAsync();
        playwright?.Dispose();
        if (process is not null) await process.DisposeAsync();
        if (bot is not null)
        {
            await bot.StopAsync();
            await bot.DisposeAsync();
        }
        data.Dispose();
    }

    public async Task<PlaygroundPage> OpenAsync()
    {
        var context = await browser!.NewContextAsync(new() { ViewportSize = new() { Width = 1400, Height = 1600 } });
        context.SetDefaultTimeout(30_000);
        var page = await context.NewPageAsync();
        await page.RouteAsync(url => new Uri(url).Host != "127.0.0.1", route => route.AbortAsync());
        await page.GotoAsync(Url.ToString());
        return new PlaygroundPage(page);
    }

    private async Task<bool> AnswersAsync()
    {
        if (process!.HasExited) throw new InvalidOperationException("The playground ended at start:\n" + process.Output);
        try
        {
            using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false });
            using var response = await client.GetAsync(new Uri(Url, "_internal/v1/config"));
            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException) { return false; }
    }

    private static async Task RestoreAsync()
    {
        var mark = Path.Combine(Folder, "node_modules", ".package-lock.json");
        if (File.Exists(mark) && File.GetLastWriteTimeUtc(mark) >= File.GetLastWriteTimeUtc(Path.Combine(Folder, "package-lock.json"))) return;
        var (code, output) = await ChildProcess.RunAsync("npm", ["ci", "--loglevel=error", "--prefix", Folder], TimeSpan.FromMinutes(3), folder: Folder);
        if (code != 0) throw new InvalidOperationException($"npm ci ended with {code}: {output}");
        File.SetLastWriteTimeUtc(mark, File.GetLastWriteTimeUtc(Path.Combine(Folder, "package-lock.json")).AddSeconds(1));
    }
}

/// <summary>What a person does in it.</summary>
public sealed class PlaygroundPage(IPage page) : IAsyncDisposable
{
    public async Task SayAsync(string text)
    {
        await page.Locator("[contenteditable=true], [aria-label='Message input box']").First.ClickAsync();
        await page.Keyboard.InsertTextAsync(text);
        await page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Send( Message)?$") }).First.ClickAsync();
    }

    /// <summary>Presses the newest button of that name, on a card or suggested.</summary>
    public Task PressAsync(string title) => page.GetByRole(AriaRole.Button, new() { Name = title, Exact = true }).Last.ClickAsync();

    public Task SeesAsync(string text) => page.GetByText(text).Last.WaitForAsync();

    public async Task MentionAsync(string text)
    {
        await page.Locator("[contenteditable=true], [aria-label='Message input box']").First.ClickAsync();
        await page.Keyboard.TypeAsync("@", new() { Delay = 50 });
        var name = page.Locator("[role=menuitem]", new() { HasText = "Test Bot" }).Last;
        await name.WaitForAsync();
        await name.DispatchEventAsync("mousedown");
        try
        {
            await name.ClickAsync(new() { Force = true, Timeout = 2_000 });
        }
        catch (Exception e) when (e is TimeoutException or PlaywrightException)
        {
            // Gone already: the first event was enough.
        }
        await page.Keyboard.InsertTextAsync(text);
        await page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Send( Message)?$") }).First.ClickAsync();
    }

    public Task EnterAsync(string chat) => page.GetByRole(AriaRole.Treeitem, new() { Name = chat }).ClickAsync();

    public async ValueTask DisposeAsync() => await page.Context.DisposeAsync();
}
