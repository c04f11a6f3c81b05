using System.Text.RegularExpressions;
using EndToEnd.Tests.WebChat;
using Microsoft.Playwright;
using TestKit.DirectLine;
using TestKit.Processes;

namespace EndToEnd.Tests.Console;

/// <summary>A real browser, and a bot of its own whose console nobody has set up yet.</summary>
public sealed class ConsoleBrowser : IAsyncLifetime
{
    public const string Administrator = "李科长", Password = "correct horse 1";

    private static readonly string[] Flags =
        ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

    private readonly BotSettings settings;
    private IPlaywright? playwright;
    private IBrowser? browser;

    public ConsoleBrowser() => settings = new BotSettings().With("Clock__Now", "2024-10-10T10:00:00+08:00");

    /// <summary>One where a second person must approve what is sent.</summary>
    internal static ConsoleBrowser WithApproval() => new(new BotSettings().With("Clock__Now", "2024-10-10T10:00:00+08:00").With("Broadcasts__ApprovalRequired", "true"));

    private ConsoleBrowser(BotSettings settings) => this.settings = settings;

    public BotProcess Bot { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Bot = await BotProcess.StartAsync(settings);
        playwright = await Playwright.CreateAsync();
        browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = Tools.Chromium, Args = Flags });
        foreach (var lines in (string[][])[
            ["开始自查", "我全日制本科，若羌县水利局下属事业单位，专业技术岗，2024年7月参加工作，专业是水利，考核合格，普通话二级乙等", "要交报名费吗"],
            ["评审结果什么时候公布"],
            ["评审结果啥时候公布啊"]])
        {
            var person = await DirectLineClient.StartAsync(Bot.Client);
            foreach (var line in lines) await person.PostAsync(line);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (browser is not null) await browser.DisposeAsync();
        playwright?.Dispose();
        if (Bot is not null) await Bot.DisposeAsync();
    }

    public Task<Visit> DeskAsync() => VisitAsync(1280);

    public Task<Visit> TabletAsync() => VisitAsync(820);

    /// <summary>Opens a page signed in as the administrator, whom the first to come makes with the printed link.</summary>
    public Task OpenAsync(Visit visit, string path) => OpenAsync(visit, path, Administrator);

    public async Task OpenAsync(Visit visit, string path, string name)
    {
        await visit.OpenAsync("console/" + path);
        if (!visit.Page.Url.Contains("sign-in", StringComparison.Ordinal)) return;
        if (await visit.Page.GetByText("还没有账号").First.IsVisibleAsync())
        {
            await Eventually.BecomesTrueAsync(() => Task.FromResult(Link().Success), TimeSpan.FromSeconds(30), () => Bot.Output);
            await visit.OpenAsync("console/" + Link().Value);
            await FillAsync(visit, ("name", Administrator), ("password", Password), ("again", Password));
        }
        else await FillAsync(visit, ("name", name), ("password", Password));
        await visit.Page.WaitForSelectorAsync("main h1");
        await visit.OpenAsync("console/" + path);
        await visit.Page.WaitForSelectorAsync("main h1");
    }

    private Match Link() => Regex.Match(Bot.Output, @"set-up\?token=\w+");

    public static async Task FillAsync(Visit visit, params (string Name, string Value)[] fields)
    {
        foreach (var (name, value) in fields) await visit.Page.FillAsync($"input[name={name}]", value);
        await visit.Page.ClickAsync(".card button");
    }

    public async Task<Visit> VisitAsync(int width)
    {
        var context = await browser!.NewContextAsync(new() { ViewportSize = new() { Width = width, Height = 900 }, Locale = "zh-CN" });
        context.SetDefaultTimeout(30_000);
        return new Visit(await context.NewPageAsync(), Bot.Url);
    }
}

/// <summary>One console for all its tests, one after the other.</summary>
[CollectionDefinition(nameof(ConsoleBrowser))]
public sealed class OneConsole : ICollectionFixture<ConsoleBrowser>;
