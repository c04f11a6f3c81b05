using System.Text.RegularExpressions;
using EndToEnd.Tests.WebChat;
using Microsoft.Playwright;
using TestKit.DirectLine;

namespace EndToEnd.Tests.Console;

/// <summary>What takes two colleagues, and what is done to a person, in a real browser.</summary>
public sealed class OfficeTests(Office office) : IClassFixture<Office>
{
    [Theory]
    [InlineData(1280)]
    [InlineData(820)]
    public async Task Broadcast_IsSentBackWithAReason_ThenApprovedByASecondPerson(int width)
    {
        var (title, colleague) = ($"复核 {width}", $"审批员{width}");
        await using var author = await VisitAsync(width);
        await AddColleagueAsync(author, colleague);
        await office.Console.OpenAsync(author, "broadcasts");
        await author.Page.GetByText("写一条").ClickAsync();
        await author.Page.Locator("#title").FillAsync(title);
        await author.Page.Locator("#text").FillAsync("请在10月17日前贴出单位公示。");
        await SubmitAsync(author);
        await author.Page.Locator("#approve").ClickAsync();
        await Assertions.Expect(author.Page.Locator(".said.bad")).ToContainTextAsync("自己写的群发不能自己审批");

        await using var approver = await VisitAsync(width);
        await office.Console.OpenAsync(approver, "", colleague);
        await Assertions.Expect(approver.Page.Locator(".waits")).ToContainTextAsync("等您审批的群发");
        await approver.Page.Locator(".waits").GetByText(title).ClickAsync();
        await approver.Page.Locator("#reject").ClickAsync();
        await Assertions.Expect(approver.Page.Locator(".said.bad")).ToContainTextAsync("为什么退回");
        await approver.Page.Locator("#why").FillAsync("截止日写错了");
        await approver.Page.Locator("#reject").ClickAsync();
        await Assertions.Expect(approver.Page.Locator("h1")).ToContainTextAsync("草稿");

        await office.Console.OpenAsync(author, "broadcasts");
        await author.Page.GetByText(title).ClickAsync();
        await Assertions.Expect(author.Page.Locator(".said.bad")).ToContainTextAsync("截止日写错了");
        await author.Page.Locator("#text").FillAsync("请在前贴出单位公示。");
        await author.Page.Locator("#text").EvaluateAsync("field => field.setSelectionRange(2, 2)");
        await author.Page.GetByText("最迟开始单位公示截止日").ClickAsync();
        await Assertions.Expect(author.Page.Locator(".preview .bubble").First).ToContainTextAsync("请在10月17日（周四）前贴出单位公示。");
        await SubmitAsync(author);

        await office.Console.OpenAsync(approver, "broadcasts", colleague);
        await approver.Page.GetByText(title).ClickAsync();
        await Assertions.Expect(approver.Page.Locator(".bubble").First).ToContainTextAsync("请在10月17日（周四）前贴出单位公示。");
        await Assertions.Expect(approver.Page.GetByText("发给：每一个用过助手的人。")).ToBeVisibleAsync();
        await Assertions.Expect(approver.Page.Locator(".headcount")).ToContainTextAsync("现在就能收到");
        await approver.Page.Locator("#approve").ClickAsync();
        await Assertions.Expect(approver.Page.Locator("#percent")).ToHaveTextAsync("100%");
        await Assertions.Expect(approver.Page.Locator(".bubble").First).ToContainTextAsync("10月17日（周四）");
        Assert.True(await approver.Page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"), "the report is wider than the screen");
        Assert.Empty(author.Problems);
        Assert.Empty(approver.Problems);
    }

    [Fact]
    public async Task Reminders_StoppedByTheOffice_AreOffForThePerson()
    {
        var person = await DirectLineClient.StartAsync(office.Console.Bot.Client);
        await person.SayAsync("到时候提醒我");
        await using var visit = await VisitAsync(820);
        await office.Console.OpenAsync(visit, "people");
        await visit.Page.GetByText("停提醒").First.ClickAsync();
        await Assertions.Expect(visit.Page.Locator(".said.good")).ToContainTextAsync("的提醒停了");
        await Assertions.Expect(visit.Page.GetByText("停提醒")).ToHaveCountAsync(0);
        Assert.Contains("没有", string.Concat((await person.SayAsync("我会收到哪些提醒")).Select(a => a.GetProperty("text").GetString())), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Person_Erased_IsGoneFromTheListAndStandsInTheLogWithoutAName()
    {
        var person = await DirectLineClient.StartAsync(office.Console.Bot.Client);
        await person.SayAsync("我是大专毕业");
        var told = string.Concat((await person.SayAsync("我的编号是多少")).Select(a => a.GetProperty("text").GetString()));
        var name = Regex.Match(told, "webchat-[0-9a-z]{8}").Value;
        await using var visit = await VisitAsync(1280);
        await office.Console.OpenAsync(visit, "people");
        await visit.Page.Locator("#number").FillAsync("webchat-nobody00");
        await visit.Page.Locator("#find").ClickAsync();
        await Assertions.Expect(visit.Page.Locator(".said.bad")).ToContainTextAsync("没有编号是“webchat-nobody00”的人");
        await visit.Page.Locator("#number").FillAsync(name);
        await visit.Page.Locator("#find").ClickAsync();
        await Assertions.Expect(visit.Page.Locator("table.list tbody tr")).ToHaveCountAsync(1);
        var row = visit.Page.Locator("tbody tr").Filter(new() { HasText = name });
        await row.GetByText("清除数据").ClickAsync();
        await row.GetByText("不清除").ClickAsync();
        await row.GetByText("清除数据").ClickAsync();
        await row.GetByText("确认清除").ClickAsync();
        await Assertions.Expect(visit.Page.Locator(".said.good")).ToContainTextAsync($"{name} 的数据清除了");
        await Assertions.Expect(row).ToHaveCountAsync(0);
        await office.Console.OpenAsync(visit, "audit");
        await Assertions.Expect(visit.Page.Locator("table.list tbody tr").First).ToContainTextAsync("清除一个人的数据");
        await Assertions.Expect(visit.Page.Locator("table.list tbody tr").First).ToContainTextAsync(name);
        Assert.Empty(visit.Problems);
    }

    private static async Task SubmitAsync(Visit author)
    {
        await author.Page.Locator("#submit").ClickAsync();
        await author.Page.Locator("#confirm").ClickAsync();
        await Assertions.Expect(author.Page.Locator("h1")).ToContainTextAsync("等待审批");
    }

    private async Task AddColleagueAsync(Visit visit, string name)
    {
        await office.Console.OpenAsync(visit, "accounts");
        await visit.Page.GetByLabel("用户名").FillAsync(name);
        await visit.Page.GetByLabel("初始密码").FillAsync(ConsoleBrowser.Password);
        await visit.Page.GetByLabel("审批：").CheckAsync();
        await visit.Page.GetByText("保存", new() { Exact = true }).ClickAsync();
        await Assertions.Expect(visit.Page.Locator(".said.good")).ToContainTextAsync("开好了");
    }

    private Task<Visit> VisitAsync(int width) => width > 1000 ? office.Console.DeskAsync() : office.Console.TabletAsync();
}
