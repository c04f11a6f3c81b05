using EndToEnd.Tests.WebChat;
using Microsoft.Playwright;

namespace EndToEnd.Tests.Console;

/// <summary>The HR console in a real browser, on a desk's and a tablet's width.</summary>
[Collection(nameof(ConsoleBrowser))]
public sealed class ConsoleTests(ConsoleBrowser browser)
{
    [Theory]
    [InlineData(1280)]
    [InlineData(820)]
    public async Task Broadcast_WrittenCountedAndSent_FillsItsBarAndHasAReport(int width)
    {
        await using var visit = await (width > 1000 ? browser.DeskAsync() : browser.TabletAsync());
        await browser.OpenAsync(visit, "broadcasts");
        var page = visit.Page;
        await page.GetByText("写一条").ClickAsync();
        await page.Locator("#title").FillAsync($"公示提醒 {width}");
        await page.Locator("#text").FillAsync("请在10月17日前贴出单位公示。");
        await Assertions.Expect(page.Locator(".preview .bubble").First).ToContainTextAsync("请在10月17日前贴出单位公示。");

        await page.Locator("#count").ClickAsync();
        await Assertions.Expect(page.Locator(".headcount b").First).ToHaveTextAsync("3");
        await page.GetByLabel("发送时间").FillAsync("2024-10-01T09:00");
        await page.Locator("#submit").ClickAsync();
        await Assertions.Expect(page.Locator(".said.bad")).ToContainTextAsync("已经过了");
        await Assertions.Expect(page.Locator("#confirm")).ToHaveCountAsync(0);
        await page.GetByText("马上发", new() { Exact = true }).ClickAsync();
        await page.Locator("#submit").ClickAsync();
        await page.Locator("#confirm").ClickAsync();

        await Assertions.Expect(page.Locator("#percent")).ToHaveTextAsync("100%");
        await Assertions.Expect(page.Locator(".figures")).ToContainTextAsync("已送达 3");
        var file = await page.RunAndWaitForDownloadAsync(() => page.Locator("#csv").ClickAsync());
        Assert.Equal(4, (await File.ReadAllLinesAsync((await file.PathAsync())!, TestContext.Current.CancellationToken)).Length);
        await FitsAsync(visit);
    }

    [Theory]
    [InlineData(1280)]
    [InlineData(820)]
    [InlineData(390)]
    public async Task Pages_Opened_ShowTheirHeadingsWithoutAnError(int width)
    {
        await using var visit = await browser.VisitAsync(width);
        foreach (var (path, heading) in (ValueTuple<string, string>[])[("", "总览"), ("broadcasts", "群发"), ("calendar", "提醒日历"), ("questions", "未答问题"), ("people", "人员"), ("survey", "摸底"), ("notices", "通知"), ("banner", "横幅"), ("switches", "开关"), ("audit", "审计"), ("accounts", "账号")])
        {
            await browser.OpenAsync(visit, path);
            await Assertions.Expect(visit.Page.Locator("main h1")).ToHaveTextAsync(heading);
            await Assertions.Expect(visit.Page.Locator("main .loading")).ToHaveCountAsync(0);
            await FitsAsync(visit);
            Assert.True(await visit.Page.EvaluateAsync<bool>("[...document.querySelectorAll('main td')].every(cell => !cell.innerText.trim() || cell.offsetWidth >= 24)"), $"{path} has cells of one character's width");
        }
    }

    [Fact]
    public async Task Questions_OfTheSameKind_StandTogetherAndAreAnsweredTogether()
    {
        await using var visit = await browser.DeskAsync();
        await browser.OpenAsync(visit, "questions");
        var cluster = visit.Page.Locator(".cluster").Filter(new() { HasText = "公布" });
        await Assertions.Expect(cluster.Locator(".tag")).ToHaveTextAsync("2 次");
        await cluster.GetByText("答复提问的人").ClickAsync();
        await cluster.Locator("textarea").FillAsync("年底前公布。");
        await cluster.GetByText("发给 2 人").ClickAsync();
        await Assertions.Expect(visit.Page.Locator(".said.good")).ToContainTextAsync("答复给 2 人了");
        await Assertions.Expect(cluster).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Sending_SwitchedOff_IsSaidOnTheOverviewAndInTheLog()
    {
        await using var visit = await browser.TabletAsync();
        await browser.OpenAsync(visit, "switches");
        await visit.Page.Locator("#stop-all").ClickAsync();
        await visit.Page.Locator("#why").FillAsync("平台维护");
        await visit.Page.Locator("#stop").ClickAsync();
        await Assertions.Expect(visit.Page.Locator(".said.good")).ToContainTextAsync("停发了");
        await browser.OpenAsync(visit, "");
        await Assertions.Expect(visit.Page.Locator(".said.bad")).ToContainTextAsync("平台维护");
        await browser.OpenAsync(visit, "audit");
        await Assertions.Expect(visit.Page.Locator("table.list tbody tr").First).ToContainTextAsync("停发");
        await browser.OpenAsync(visit, "switches");
        await visit.Page.GetByText("恢复", new() { Exact = true }).ClickAsync();
        await Assertions.Expect(visit.Page.Locator(".said.good")).ToContainTextAsync("恢复发送了");
    }

    [Fact]
    public async Task Stranger_WithWrongPasswords_IsLockedOut()
    {
        await using (var first = await browser.DeskAsync()) await browser.OpenAsync(first, "");
        await using var visit = await browser.DeskAsync();
        await visit.Page.GotoAsync(new Uri(browser.Bot.Url, "console/people").ToString());
        for (var i = 0; i < 6; i++) await ConsoleBrowser.FillAsync(visit, ("name", "王五"), ("password", $"wrong password {i}"));
        await Assertions.Expect(visit.Page.Locator(".complaint")).ToContainTextAsync("锁定");
        Assert.Contains("sign-in", visit.Page.Url, StringComparison.Ordinal);
    }

    private static async Task FitsAsync(Visit visit)
    {
        Assert.True(await visit.Page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"), $"{visit.Page.Url} is wider than the screen");
        Assert.Empty(visit.Problems);
    }
}
