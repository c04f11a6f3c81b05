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
