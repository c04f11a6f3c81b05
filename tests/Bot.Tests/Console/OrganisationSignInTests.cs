using System.Net;
using System.Text.RegularExpressions;
using Bot.HrConsole.Audit;
using Microsoft.Extensions.DependencyInjection;
using TestKit.Processes;

namespace Bot.Tests.Console;

/// <summary>Signing in with the organisation's own accounts, against a provider on this machine.</summary>
public sealed class OrganisationSignInTests : IAsyncLifetime
{
    private readonly ScratchFolder data = new();
    private LoopbackProvider provider = null!;
    private BotHost bot = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        provider = await LoopbackProvider.StartAsync();
        bot = await BotHost.StartWithStoreAsync(data,
            $"Console:OpenIdConnect:Authority={provider.Authority}", $"Console:OpenIdConnect:ClientId={LoopbackProvider.Client}", $"Console:OpenIdConnect:ClientSecret={LoopbackProvider.Secret}");
    }

    public async ValueTask DisposeAsync()
    {
        await bot.DisposeAsync();
        await provider.DisposeAsync();
        data.Dispose();
    }

    [Fact]
    public async Task Person_WithARole_EntersWhereTheyWantedTo()
    {
        using var browser = NewBrowser();
        var page = await SignInAsync(browser, "/console/audit");
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        // Not straight on: strict cookies would stay at home on a way that began elsewhere.
        var next = Regex.Match(await page.Content.ReadAsStringAsync(Ct), "http-equiv=\"refresh\" content=\"0; url=([^\"]+)\"").Groups[1].Value;
        Assert.Equal("/console/audit", next);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync(next, Ct)).StatusCode);
        Assert.Equal(("王主任", "登录"), (await bot.Services.GetRequiredService<AuditLog>().ReadAsync(0, Ct)).Select(e => (e.Who, e.What)).Single());
    }

    [Theory]
    [InlineData()]
    [InlineData("clerk")]
    public async Task Person_WithoutARole_SeesNothingButWhy(params string[] roles)
    {
        provider.Roles = roles;
        using var browser = NewBrowser();
        _ = await SignInAsync(browser, "/console/");
        var page = await browser.GetAsync("/console/", Ct);
        Assert.Equal(HttpStatusCode.Forbidden, page.StatusCode);
        Assert.Contains("还没有权限", await page.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nonce")]
    [InlineData("audience")]
    [InlineData("key")]
    [InlineData("denied")]
    public async Task Provider_ThatAnswersWrongly_LetsNobodyIn(string fault)
    {
        provider.Fault = fault;
        using var browser = NewBrowser();
        Assert.Equal(HttpStatusCode.BadGateway, (await SignInAsync(browser, "/console/")).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await browser.GetAsync("/console/", Ct)).StatusCode);
    }

    [Fact]
    public async Task Callback_ThatNobodyBegan_LetsNobodyIn()
    {
        using var browser = NewBrowser();
        Assert.Equal(HttpStatusCode.BadGateway, (await browser.GetAsync("/console/sign-in/callback?code=x&state=y", Ct)).StatusCode);
    }

    [Fact]
    public async Task OwnAccounts_WhileTheOrganisationSignsIn_DoNotExist()
    {
        using var browser = NewBrowser();
        using var answer = await browser.PostAsync("/console/sign-in", new FormUrlEncodedContent([new("name", "x"), new("password", "y")]), Ct);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync("/console/set-up?token=x", Ct)).StatusCode);
    }

    private HttpClient NewBrowser() => new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false, CookieContainer = new CookieContainer() }) { BaseAddress = bot.Client.BaseAddress };

    /// <summary>Follows from page to page, as a browser does, until one stays.</summary>
    private static async Task<HttpResponseMessage> SignInAsync(HttpClient browser, string page)
    {
        var url = new Uri(browser.BaseAddress!, page);
        for (var step = 0; step < 8; step++)
        {
            var answer = await browser.GetAsync(url, Ct);
            if (answer.Headers.Location is not { } next) return answer;
            url = new Uri(url, next);
        }
        throw new InvalidOperationException($"Round and round, last at {url}.");
    }
}
