using TestKit.Processes;

namespace EndToEnd.Tests.WebChat;

/// <summary>The notice's page in a real browser.</summary>
[Collection(nameof(Browser))]
public sealed class NoticePageTests(Browser browser)
{
    private const string Path = "notices/ruoqiang-2024";

    [Fact]
    public async Task Page_HoldsEveryClauseWordForWord()
    {
        await using var visit = await browser.DeskAsync();
        await visit.OpenAsync(Path);
        var labels = await visit.Page.Locator(".clause").EvaluateAllAsync<string[]>("all => all.map(c => c.getAttribute('aria-label'))");
        Assert.Equal(["标题", "一", "二", "三", "四（一）", "四（二）", "五（一）", "五（一）1", "五（一）2", "五（一）3", "五（一）4", "五（一）5", "五（二）1", "五（二）2", "六（一）", "六（二）", "六（三）", "六（四）", "联系方式", "附件", "落款", "附件1", "附件2", "附件3", "附件4"], labels);
        var text = Squeezed(await visit.Page.Locator(".clause .text").EvaluateAllAsync<string>("all => all.map(c => c.textContent).join('')"));
        var source = File.ReadAllLines(TestKit.Repository.At("Knowledge", "Packs", "ruoqiang-2024", "notice.md")).Select(line => line.TrimStart('#'));
        Assert.Equal(Squeezed(string.Concat(source)), text);
        Assert.Empty(visit.Problems);
    }

    [Fact]
    public async Task Page_MarksDatesAndContradictionsBesideTheirClauses()
    {
        await using var visit = await browser.DeskAsync();
        await visit.OpenAsync(Path);
        Assert.Contains("还有 15 天", await visit.Page.InnerTextAsync(".dates"));
        Assert.True(await visit.Page.Locator("mark.date").CountAsync() >= 3);
        Assert.True(await visit.Page.Locator(".note.conflict").CountAsync() >= 3);
        var inside = await visit.Page.Locator(".note").EvaluateAllAsync<bool[]>("all => all.map(n => n.getBoundingClientRect().right <= innerWidth)");
        Assert.All(inside, Assert.True);
    }

    /// <summary>On paper it reads as the notice does; what does not agree carries a number, and is told of behind the text.</summary>
    [Fact]
    public async Task Page_Printed_HasItsRemarksBehindTheText()
    {
        await using var visit = await browser.DeskAsync();
        await visit.OpenAsync(Path);
        Assert.False(await visit.Page.Locator(".endnotes").IsVisibleAsync());
        await visit.Page.EmulateMediaAsync(new() { Media = Microsoft.Playwright.Media.Print });
        Assert.Equal(0, await visit.Page.Locator(".notes:visible, .dates:visible, .toc:visible").CountAsync());
        var remarks = await visit.Page.Locator(".endnotes li:visible").CountAsync();
        var numbers = await visit.Page.Locator("mark[data-note]").EvaluateAllAsync<string[]>("all => all.flatMap(m => m.dataset.note.split('、'))");
        Assert.Equal(Enumerable.Range(1, remarks), numbers.Select(int.Parse).Distinct().Order());
    }

    [Fact]
    public async Task Page_ReadAloud_HasOneTitleAndHeadingsInOrder()
    {
        await using var visit = await browser.DeskAsync();
        await visit.OpenAsync(Path);
        var levels = await visit.Page.Locator("h1, h2, h3, h4, h5, h6").EvaluateAllAsync<int[]>("all => all.map(h => +h.tagName[1])");
        Assert.Equal(1, levels[0]);
        Assert.Single(levels, 1);
        Assert.All(levels.Zip(levels.Skip(1)), pair => Assert.True(pair.Second <= pair.First + 1));
        Assert.StartsWith("关于开展", await visit.Page.InnerTextAsync("h1"));
    }

    [Fact]
    public async Task Page_OnAPhone_FitsAndOpensAtTheClause()
    {
        await using var visit = await browser.PhoneAsync();
        await visit.OpenAsync(Path);
        var anchor = await visit.Page.Locator(".toc a", new() { HasText = "五（一）3" }).GetAttributeAsync("href");
        await visit.OpenAsync(Path + anchor);
        Assert.True(await visit.Page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"));
        await Eventually.BecomesTrueAsync(
            async () => await visit.Page.Locator(".clause:target").EvaluateAsync<double>("c => c.getBoundingClientRect().top") is >= 0 and < 400,
            TimeSpan.FromSeconds(30), () => "the clause did not come into view");
    }

    [Fact]
    public async Task UnknownNotice_IsAPageThatSaysSoAndLeadsOn()
    {
        await using var visit = await browser.PhoneAsync();
        var answer = await visit.Page.GotoAsync(new Uri(browser.Bot.Url, "notices/2099-nothing").ToString());
        Assert.Equal(404, answer!.Status);
        Assert.Contains("没有这份通知", await visit.Page.InnerTextAsync("h1"));
        Assert.Equal(1, await visit.Page.Locator("a[href='/notices/ruoqiang-2024']").CountAsync());
    }

    private static string Squeezed(string text) => string.Concat(text.Where(c => !char.IsWhiteSpace(c)));
}
