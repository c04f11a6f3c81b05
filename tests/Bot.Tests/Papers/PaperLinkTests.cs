using System.Net;
using Bot.Papers;
using Bot.State;
using DocumentFormat.OpenXml.Packaging;
using Knowledge.Rules;
using Microsoft.Extensions.DependencyInjection;
using TestKit.DirectLine;

namespace Bot.Tests.Papers;

/// <summary>From the wish in the chat to the file, and what a link does that must not work.</summary>
public sealed class PaperLinkTests(PaperHost host) : IClassFixture<PaperHost>
{
    [Fact]
    public async Task Link_AskedFor_BringsTheFileUnderItsChineseName()
    {
        var chat = await host.OpenAsync();
        var link = Assert.Single(PaperHost.Links(await chat.SayAsync("公示模板发我")));

        using var response = await host.GetAsync(link);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(DocxWriter.ContentType, response.Content.Headers.ContentType!.MediaType);
        Assert.Equal("单位公示.docx", response.Content.Headers.ContentDisposition!.FileNameStar);
        Assert.True(response.Headers.CacheControl!.NoStore);
        Assert.Contains("2024年10月10日起至2024年10月16日止", await TextAsync(response), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Outcome_OfSomebodyEligible_OffersTheFormsOfTheirList()
    {
        var chat = await host.OpenAsync();
        var outcome = await chat.SayAsync("自查：全日制本科，若羌县第二小学语文老师，事业编，专技岗，2023年8月入职，考核合格，普通话二甲");

        Assert.Equal(4, PaperHost.Links(outcome).Length);
        using var response = await host.GetAsync(PaperHost.Links(outcome)[0]);
        Assert.Contains("中小学教师系列", await TextAsync(response), StringComparison.Ordinal);
    }

    [Fact]
    public async Task MaterialsList_BringsTheForms_OfNobodyKnownAllOfThem()
    {
        var chat = await host.OpenAsync();
        Assert.Equal(4, PaperHost.Links(await chat.SayAsync("要准备哪些材料")).Length);
        Assert.Single(PaperHost.Links(await chat.SayAsync("公示里要写哪些内容")));
        Assert.Empty(PaperHost.Links(await chat.SayAsync("公示要几天")));
    }

    [Fact]
    public async Task MaterialsList_OfSomebodyKnown_BringsTheFormsOfTheirs_AndWhatIsLeftThoseNotDone()
    {
        var chat = await host.OpenAsync();
        await chat.SayAsync("自查：全日制本科，若羌县企业，电力，专技岗，2024年7月上班，考核合格");
        Assert.Equal(3, PaperHost.Links(await chat.SayAsync("要准备哪些材料")).Length);
        await chat.SayAsync("承诺书签好了");
        Assert.Equal(2, PaperHost.Links(await chat.SayAsync("还有什么没弄")).Length);
    }

    [Fact]
    public async Task MaterialsList_OfSomebodyWhoMayNot_BringsNone()
    {
        var chat = await host.OpenAsync();
        await chat.SayAsync("自查：我是自考本科，若羌县企业，电力");
        Assert.Empty(PaperHost.Links(await chat.SayAsync("要准备哪些材料")));
    }

    [Fact]
    public async Task Outcome_OfSomebodyWhoMayNot_OffersNone()
    {
        var chat = await host.OpenAsync();

        Assert.Empty(PaperHost.Links(await chat.SayAsync("自查：我是自考本科，若羌县企业，电力")));
    }

    [Fact]
    public async Task Link_AfterErasing_IsGone()
    {
        var chat = await host.OpenAsync();
        var link = Assert.Single(PaperHost.Links(await chat.SayAsync("承诺书模板发我")));
        await chat.SayAsync("删除我的记录");
        await chat.SayAsync("确定删除");

        await Eventually(async () => { using var response = await host.GetAsync(link); return response.StatusCode; }, HttpStatusCode.Gone);
    }

    [Theory]
    [InlineData(-1, HttpStatusCode.Gone)]
    [InlineData(60, HttpStatusCode.OK)]
    public async Task Link_TooOld_IsAnsweredByAKindPage(int seconds, HttpStatusCode expected)
    {
        var chat = await host.OpenAsync();
        await chat.SayAsync("你好");

        using var response = await host.GetAsync(await SealAsync(chat.Conversation, DateTimeOffset.UtcNow.AddSeconds(seconds), long.MaxValue));

        Assert.Equal(expected, response.StatusCode);
        if (expected == HttpStatusCode.Gone) Assert.Contains("回到聊天里说一句", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Link_OfAConversationBegunAnew_IsGone()
    {
        var chat = await host.OpenAsync();
        await chat.SayAsync("你好");

        // A conversation under this key that began a day before.
        using var response = await host.GetAsync(await SealAsync(chat.Conversation, DateTimeOffset.UtcNow.AddHours(1), DateTimeOffset.UtcNow.AddDays(-1).ToUnixTimeMilliseconds() - 1_735_689_600_000));

        Assert.Equal(HttpStatusCode.Gone, response.StatusCode);
    }

    [Fact]
    public async Task Link_ChangedAnywhere_IsNotOurs()
    {
        var chat = await host.OpenAsync();
        var link = Assert.Single(PaperHost.Links(await chat.SayAsync("承诺书模板发我")));
        for (var at = "/papers/".Length; at < link.Length; at += 17)
        {
            using var response = await host.GetAsync(link[..at] + (link[at] == 'A' ? 'B' : 'A') + link[(at + 1)..]);
            Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        }
    }

    [Theory]
    [InlineData("x")]
    [InlineData("..%2f..%2fappsettings.json")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("%E6%A8%A1%E6%9D%BF")]
    public async Task Link_MadeUp_IsAnsweredByAKindPage(string made)
    {
        using var response = await host.GetAsync("/papers/" + made);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Contains("用不了", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Link_SaysNothingOfWhoseItIs()
    {
        var chat = await host.OpenAsync();
        var link = Assert.Single(PaperHost.Links(await chat.SayAsync("承诺书模板发我")));

        Assert.DoesNotContain(chat.Conversation, System.Text.Encoding.Latin1.GetString(System.Buffers.Text.Base64Url.DecodeFromChars(link.AsSpan("/papers/".Length))), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Link_OfTheOtherPack_BringsItsForm()
    {
        var chat = await host.OpenAsync();
        await chat.SayAsync("你好");
        var link = await SealAsync(chat.Conversation, DateTimeOffset.UtcNow.AddHours(1), long.MaxValue, "qinghe-lift-2025", "form", Profile.Empty.With("floors", new FactValue.Amount(6)));

        using var response = await host.GetAsync(link);

        Assert.Contains("6层", await TextAsync(response), StringComparison.Ordinal);
    }

    private async Task<string> SealAsync(string conversation, DateTimeOffset until, long sequence, string notice = "ruoqiang-2024", string paper = "pledge", Profile? facts = null)
    {
        var tickets = new PaperTickets(host.Bot.Services.GetRequiredService<ISharedSecrets>());
        var ticket = new PaperTicket("webchat", conversation, sequence, until.ToUnixTimeSeconds(), notice, paper, new DateOnly(2024, 10, 10), null, facts ?? Profile.Empty);
        return "/papers/" + await tickets.SealAsync(ticket, TestContext.Current.CancellationToken);
    }

    private static async Task Eventually(Func<Task<HttpStatusCode>> read, HttpStatusCode expected)
    {
        for (var i = 0; i < 100 && await read() != expected; i++) await Task.Delay(20, TestContext.Current.CancellationToken);
        Assert.Equal(expected, await read());
    }

    private static async Task<string> TextAsync(HttpResponseMessage response)
    {
        var bytes = await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        if (Environment.GetEnvironmentVariable("PAPERS_KEPT") is { } folder)
            await File.WriteAllBytesAsync(Path.Combine(folder, $"{Guid.NewGuid():N}.docx"), bytes, TestContext.Current.CancellationToken);
        using var file = WordprocessingDocument.Open(new MemoryStream(bytes), isEditable: false);
        return file.MainDocumentPart!.Document!.Body!.InnerText;
    }
}
