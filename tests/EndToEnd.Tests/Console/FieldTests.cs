using EndToEnd.Tests.WebChat;
using Microsoft.Playwright;

namespace EndToEnd.Tests.Console;

/// <summary>What an operator types is never lost, however slow the machine and the line are.</summary>
[Collection(nameof(ConsoleBrowser))]
public sealed class FieldTests(ConsoleBrowser browser)
{
    [Fact]
    public async Task Text_TypedTheMomentItsFieldIsThere_ArrivesAtTheServer()
    {
        await using var visit = await browser.DeskAsync();
        await browser.OpenAsync(visit, "switches");
        await visit.Page.EvaluateAsync(
            """
            new MutationObserver((_, me) => {
              const field = document.getElementById('why');
              if (!field) return;
              me.disconnect();
              field.focus();
              document.execCommand('insertText', false, '手快的人');
            }).observe(document.body, { childList: true, subtree: true })
            """);
        await visit.Page.Locator("#stop-all").ClickAsync();
        await visit.Page.Locator("#stop").ClickAsync();
        await Assertions.Expect(visit.Page.Locator("table.list")).ToContainTextAsync("手快的人");
        await visit.Page.GetByText("恢复", new() { Exact = true }).ClickAsync();
        await Assertions.Expect(visit.Page.Locator(".said.good")).ToContainTextAsync("恢复发送了");
    }

    [Fact]
    public async Task Text_TypedWhileTheLineWasAway_ArrivesOnceItIsBack()
    {
        await using var visit = await browser.DeskAsync();
        var (away, line) = (false, default(IWebSocketRoute));
        await visit.Page.RouteWebSocketAsync(new System.Text.RegularExpressions.Regex("_blazor"), socket =>
        {
            if (away) { _ = socket.CloseAsync(); return; }
            line = socket;
            _ = socket.ConnectToServer();
        });
        await browser.OpenAsync(visit, "switches");
        await visit.Page.Locator("#stop-all").ClickAsync();
        await visit.Page.Locator("#why").FillAsync("先写一半");
        away = true;
        await line!.CloseAsync();
        await Assertions.Expect(visit.Page.Locator(".reconnect .trying")).ToBeVisibleAsync();
        await visit.Page.Locator("#why").FillAsync("断线时写完");
        away = false;
        await Assertions.Expect(visit.Page.Locator(".reconnect")).ToBeHiddenAsync();
        await visit.Page.Locator("#stop").ClickAsync();
        await Assertions.Expect(visit.Page.Locator("table.list")).ToContainTextAsync("断线时写完");
        await visit.Page.GetByText("恢复", new() { Exact = true }).ClickAsync();
        await Assertions.Expect(visit.Page.Locator(".said.good")).ToContainTextAsync("恢复发送了");
    }

    /// <summary>An hour of writing is not lost because the eight hours of the session were over.</summary>
    [Fact]
    public async Task Text_NotSentWhenTheSessionEnded_IsThereAgainAfterSigningIn()
    {
        await using var visit = await browser.DeskAsync();
        await browser.OpenAsync(visit, "broadcasts");
        await visit.Page.GetByText("写一条").ClickAsync();
        await visit.Page.Locator("#text").FillAsync("草稿写到一半");
        await EndSessionAsync(visit);
        await ConsoleBrowser.FillAsync(visit, ("name", ConsoleBrowser.Administrator), ("password", ConsoleBrowser.Password));
        await Assertions.Expect(visit.Page.Locator("#text")).ToHaveValueAsync("草稿写到一半");

        await visit.OpenAsync("console/banner");
        var banner = visit.Page.Locator("main textarea").First;
        await banner.FillAsync("横幅写到一半");
        await EndSessionAsync(visit);
        await ConsoleBrowser.FillAsync(visit, ("name", ConsoleBrowser.Administrator), ("password", ConsoleBrowser.Password));
        await Assertions.Expect(banner).ToHaveValueAsync("横幅写到一半");
    }

    private static async Task EndSessionAsync(Visit visit)
    {
        await visit.Page.Context.ClearCookiesAsync();
        await visit.Page.ReloadAsync();
        await visit.Page.WaitForSelectorAsync("input[name=password]");
    }

    [Theory]
    [InlineData("questions", "写成新话题", "照抄的原文")]
    [InlineData("notices", "延期或改日期", "补充通知的正文")]
    public async Task Form_OnATablet_IsNotWiderThanTheScreen(string path, string opens, string field)
    {
        await using var visit = await browser.TabletAsync();
        await browser.OpenAsync(visit, path);
        await visit.Page.GetByText(opens).First.ClickAsync();
        await Assertions.Expect(visit.Page.GetByLabel(field)).ToBeVisibleAsync();
        Assert.True(await visit.Page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"), $"{path} is wider than the screen");
    }
}
