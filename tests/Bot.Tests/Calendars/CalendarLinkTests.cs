using System.Net;
using System.Text.Json;
using Bot.Tests.Papers;
using TestKit.DirectLine;

namespace Bot.Tests.Calendars;

/// <summary>A person's own dates behind a sealed address: for whom it opens, and what it says to caches.</summary>
public sealed class CalendarLinkTests(PaperHost host) : IClassFixture<PaperHost>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Own_OpensToWhoHoldsTheLink_AndIsKeptByNoCache()
    {
        var link = await LinkAsync(await SubscribedAsync());

        using var response = await host.GetAsync(link);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(("text/calendar", "utf-8"), (response.Content.Headers.ContentType!.MediaType, response.Content.Headers.ContentType.CharSet));
        Assert.Equal("calendar.ics", response.Content.Headers.ContentDisposition!.FileName);
        Assert.True(response.Headers.CacheControl is { NoStore: true, Private: true });
        Assert.Equal("no-referrer", response.Headers.GetValues("Referrer-Policy").Single());
        Assert.Equal("noindex", response.Headers.GetValues("X-Robots-Tag").Single());
        Assert.Contains("SUMMARY:个人网上申报截止", await response.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Own_IsTheSameLinkEachTime_AndAnotherPersonsIsTheirs()
    {
        var (one, other) = (await SubscribedAsync(), await SubscribedAsync());
        await one.SayAsync("公示做完了");
        var (mine, theirs) = (await LinkAsync(one), await LinkAsync(other));

        Assert.Equal(mine, await LinkAsync(one));
        Assert.NotEqual(mine, theirs);
        Assert.Contains("STATUS:CANCELLED", await host.Bot.Client.GetStringAsync(mine, Ct), StringComparison.Ordinal);
        Assert.DoesNotContain("STATUS:CANCELLED", await host.Bot.Client.GetStringAsync(theirs, Ct), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(20)]
    [InlineData(45)]
    [InlineData(-1)]
    public async Task Own_WithASignChanged_IsNotThere(int at)
    {
        var link = (await LinkAsync(await SubscribedAsync()))["/calendar/".Length..^".ics".Length].ToCharArray();
        var index = at < 0 ? link.Length - 3 : at;
        link[index] = link[index] == 'A' ? 'B' : 'A';

        await AssertGoneAsync($"/calendar/{new string(link)}.ics");
    }

    [Theory]
    [InlineData("x")]
    [InlineData("%E6%88%91")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public Task Own_OfNobody_IsNotThere(string link) => AssertGoneAsync($"/calendar/{link}.ics");

    [Fact]
    public async Task Own_AfterAnErasure_IsDead_AndStaysSoForTheNewTalk()
    {
        var chat = await SubscribedAsync();
        var link = await LinkAsync(chat);
        await chat.SayAsync("删除我的记录");
        await chat.SayAsync("确定删除");
        await TestKit.Processes.Eventually.BecomesTrueAsync(async () => { using var r = await host.GetAsync(link); return r.StatusCode == HttpStatusCode.NotFound; }, TimeSpan.FromSeconds(10), () => "The link still opens.");

        await chat.SayAsync("到时候提醒我");
        var next = await LinkAsync(chat);

        Assert.NotEqual(link, next);
        await AssertGoneAsync(link);
    }

    [Fact]
    public async Task Notice_UnchangedSinceItWasFetched_IsNotSentAgain()
    {
        using var first = await host.GetAsync("/notices/ruoqiang-2024/calendar.ics");
        Assert.Equal((true, TimeSpan.FromMinutes(5)), (first.Headers.CacheControl!.Public, first.Headers.CacheControl.MaxAge));
        Assert.Equal("ruoqiang-2024.ics", first.Content.Headers.ContentDisposition!.FileName);

        using var again = new HttpRequestMessage(HttpMethod.Get, "/notices/ruoqiang-2024/calendar.ics");
        again.Headers.IfNoneMatch.Add(first.Headers.ETag!);
        using var second = await host.Bot.Client.SendAsync(again, Ct);

        Assert.Equal(HttpStatusCode.NotModified, second.StatusCode);
        Assert.Empty(await second.Content.ReadAsByteArrayAsync(Ct));
    }

    private async Task<DirectLineClient> SubscribedAsync()
    {
        var chat = await host.OpenAsync();
        await chat.SayAsync("到时候提醒我");
        return chat;
    }

    private static async Task<string> LinkAsync(DirectLineClient chat) =>
        Urls(await chat.SayAsync("给我日历文件")).Single(u => u.StartsWith("/calendar/", StringComparison.Ordinal));

    private static IEnumerable<string> Urls(IEnumerable<JsonElement> activities) => activities
        .Where(a => a.TryGetProperty("attachments", out _)).SelectMany(a => a.GetProperty("attachments").EnumerateArray()).Select(a => a.GetProperty("content"))
        .SelectMany(c => c.TryGetProperty("actions", out var actions) ? actions.EnumerateArray().ToArray() : []).Where(a => a.TryGetProperty("url", out _)).Select(a => a.GetProperty("url").GetString()!);

    private async Task AssertGoneAsync(string link)
    {
        using var response = await host.GetAsync(link);
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Contains("给我日历文件", await response.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
    }
}
