using System.Collections.Concurrent;
using Microsoft.Playwright;
using TestKit.Processes;

namespace EndToEnd.Tests.WebChat;

/// <summary>A real browser and a bot of its own, on a day inside the first notice's window.</summary>
public sealed class Browser : IAsyncLifetime
{
    private static readonly string[] Flags =
        ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

    private IPlaywright? playwright;
    private IBrowser? browser;

    public BotProcess Bot { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Bot = await BotProcess.StartAsync(new BotSettings().With("Clock__Now", "2024-10-10T10:00:00+08:00"));
        playwright = await Playwright.CreateAsync();
        browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = Tools.Chromium, Args = Flags });
    }

    public async ValueTask DisposeAsync()
    {
        if (browser is not null) await browser.DisposeAsync();
        playwright?.Dispose();
        if (Bot is not null) await Bot.DisposeAsync();
    }

    /// <summary>A phone of somebody who has not been here before.</summary>
    public Task<Visit> PhoneAsync() => VisitAsync(new() { ViewportSize = new() { Width = 360, Height = 780 }, Locale = "zh-CN", IsMobile = true, HasTouch = true });

    public Task<Visit> DeskAsync() => VisitAsync(new() { ViewportSize = new() { Width = 1280, Height = 900 }, Locale = "zh-CN" });

    private async Task<Visit> VisitAsync(BrowserNewContextOptions options)
    {
        var context = await browser!.NewContextAsync(options);
        context.SetDefaultTimeout(30_000);
        return new Visit(await context.NewPageAsync(), Bot.Url);
    }
}

/// <summary>All pages are visited at one bot, one test after the other.</summary>
[CollectionDefinition(nameof(Browser))]
public sealed class OneBrowser : ICollectionFixture<Browser>;

/// <summary>One person's browser, and what went wrong in it.</summary>
public sealed class Visit : IAsyncDisposable
{
    private const string Box = "[data-id='webchat-sendbox-input'], .webchat__send-box-text-box__input";
    private readonly ConcurrentQueue<string> problems = new();
    private readonly Uri home;

    public Visit(IPage page, Uri home)
    {
        (Page, this.home) = (page, home);
        page.PageError += (_, error) => problems.Enqueue($"script: {error}");
        page.Console += (_, message) => { if (message.Type == "error") problems.Enqueue($"console: {message.Text}"); };
        page.Request += (_, request) => { if (request.Url.StartsWith("http", StringComparison.Ordinal) && new Uri(request.Url).Port != home.Port) problems.Enqueue($"elsewhere: {request.Url}"); };
    }

    public IPage Page { get; }

    /// <summary>Errors of scripts and of the console, and every request to another host.</summary>
    public IReadOnlyCollection<string> Problems => problems;

    public async Task OpenAsync(string path = "")
    {
        await Page.GotoAsync(new Uri(home, path).ToString());
        if (path.Length == 0) await Page.WaitForSelectorAsync("body.open");
    }

    /// <summary>Says it, and waits until the bot has it: the page shows it before, and a page that is left then takes it along.</summary>
    public async Task SayAsync(string text)
    {
        await Page.FillAsync(Box, text);
        await Page.RunAndWaitForResponseAsync(() => Page.PressAsync(Box, "Enter"), response => response.Request.Method == "POST" && response.Url.EndsWith("/activities", StringComparison.Ordinal));
    }

    /// <summary>Waits until the transcript holds the text.</summary>
    public Task SeesAsync(string text) => Page.Locator(".webchat__basic-transcript__activity", new() { HasText = text }).Last.WaitForAsync();

    public async ValueTask DisposeAsync() => await Page.Context.DisposeAsync();
}
