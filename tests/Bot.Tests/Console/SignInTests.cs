using System.Net;
using System.Text.RegularExpressions;
using Bot.HrConsole.Accounts;
using Bot.HrConsole.Audit;
using Microsoft.Extensions.DependencyInjection;
using TestKit.Processes;

namespace Bot.Tests.Console;

/// <summary>The set-up link, signing in and out, and what keeps others from it.</summary>
public sealed class SignInTests : IAsyncLifetime
{
    private const string Password = "correct horse 1";
    private readonly ScratchFolder data = new();
    private BotHost bot = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private LocalAccounts Accounts => bot.Services.GetRequiredService<LocalAccounts>();

    public async ValueTask InitializeAsync() => bot = await BotHost.StartWithStoreAsync(data);

    public async ValueTask DisposeAsync()
    {
        await bot.DisposeAsync();
        data.Dispose();
    }

    [Fact]
    public async Task SetUpLink_Used_MakesTheAdministratorAndThenNothingMore()
    {
        using var first = NewBrowser();
        var link = $"/console/set-up?token={await Accounts.SetUpTokenAsync(Ct)}";
        var done = await PostAsync(first, link, ("name", "李科长"), ("password", Password), ("again", Password));
        Assert.Equal("/console/", done.Headers.Location?.ToString());
        Assert.Equal(HttpStatusCode.OK, (await first.GetAsync("/console/", Ct)).StatusCode);
        Assert.Equal(["administrator"], (await Accounts.AllAsync(Ct)).Single().Roles);

        using var second = NewBrowser();
        Assert.Equal(HttpStatusCode.NotFound, (await second.GetAsync(link, Ct)).StatusCode);
        Assert.Null(await Accounts.AddFirstAsync("张三", Password, Ct));
    }

    [Theory]
    [InlineData("李", Password, Password, "2 到 20")]
    [InlineData("李科长", Password, "correct horse 2", "不一样")]
    [InlineData("李科长", "123456789", "123456789", "至少 10")]
    [InlineData("李科长", "aaaaaaaaaaaa", "aaaaaaaaaaaa", "太简单")]
    [InlineData("zhangsan", "zhangsan2024!", "zhangsan2024!", "不要有用户名")]
    public async Task SetUp_WithWhatIsNotAllowed_SaysWhat(string name, string password, string again, string says)
    {
        using var browser = NewBrowser();
        var answer = await PostAsync(browser, $"/console/set-up?token={await Accounts.SetUpTokenAsync(Ct)}", ("name", name), ("password", password), ("again", again));
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains(says, WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(Ct)), StringComparison.Ordinal);
        Assert.True(await Accounts.IsEmptyAsync(Ct));
    }

    [Fact]
    public async Task SetUp_WithAnotherToken_IsRefused()
    {
        using var browser = NewBrowser();
        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync("/console/set-up?token=0000000000", Ct)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync("/console/set-up", Ct)).StatusCode);
    }

    [Fact]
    public async Task Password_WrongFiveTimes_LocksTheAccountForTheRightOneToo()
    {
        await Accounts.AddFirstAsync("李科长", Password, Ct);
        using var browser = NewBrowser();
        for (var i = 0; i < 5; i++) Assert.Contains("不对", await SaysAsync(browser, "李科长", $"wrong password {i}"), StringComparison.Ordinal);
        Assert.Contains("锁定", await SaysAsync(browser, "李科长", Password), StringComparison.Ordinal);
        Assert.Contains("锁定", await SaysAsync(browser, "李科长", Password), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Password_RightAfterFourWrong_ClearsTheCount()
    {
        await Accounts.AddFirstAsync("李科长", Password, Ct);
        for (var round = 0; round < 2; round++)
        {
            using var browser = NewBrowser();
            for (var i = 0; i < 4; i++) await SaysAsync(browser, "李科长", $"wrong password {i}");
            Assert.Equal(HttpStatusCode.Redirect, (await SignInAsync(browser, "李科长", Password)).StatusCode);
        }
    }

    [Fact]
    public async Task Name_OfNobody_IsAnsweredAsAWrongPasswordAndLocksAlike()
    {
        await Accounts.AddFirstAsync("李科长", Password, Ct);
        using var browser = NewBrowser();
        for (var i = 0; i < 5; i++) Assert.Contains("用户名或密码不对", await SaysAsync(browser, "王五", Password), StringComparison.Ordinal);
        Assert.Contains("锁定", await SaysAsync(browser, "王五", Password), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Form_WithoutItsToken_ChangesNothing()
    {
        await Accounts.AddFirstAsync("李科长", Password, Ct);
        using var browser = NewBrowser();
        using var answer = await browser.PostAsync("/console/sign-in", new FormUrlEncodedContent([new("name", "李科长"), new("password", Password)]), Ct);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.False(answer.Headers.TryGetValues("Set-Cookie", out var cookies) && cookies.Any(c => c.StartsWith("console=", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("/audit?page=2", "/console/audit?page=2")]
    [InlineData("//evil.example/", "/console/")]
    [InlineData("/\\evil.example/", "/console/")]
    [InlineData("https://evil.example/", "/console/")]
    [InlineData("/sign-out", "/console/sign-out")]
    [InlineData("", "/console/")]
    public async Task SignIn_LeadsBackToAPageOfTheConsole(string to, string leads)
    {
        await Accounts.AddFirstAsync("李科长", Password, Ct);
        using var browser = NewBrowser();
        var answer = await PostAsync(browser, $"/console/sign-in?to={Uri.EscapeDataString(to)}", ("name", "李科长"), ("password", Password));
        Assert.Equal(leads, answer.Headers.Location?.ToString());
    }

    [Theory]
    [InlineData("/banner", true)]
    [InlineData("/", false)]
    [InlineData("", false)]
    public async Task Page_OfWhomTheSessionThrewOut_SaysThatNothingIsLost(string to, bool says)
    {
        await Accounts.AddFirstAsync("李科长", Password, Ct);
        using var browser = NewBrowser();
        var page = await browser.GetStringAsync($"/console/sign-in?to={Uri.EscapeDataString(to)}", Ct);
        Assert.Equal(says, page.Contains("没写完的还在", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Cookie_OfASession_IsStrictAndHidden()
    {
        await Accounts.AddFirstAsync("李科长", Password, Ct);
        using var browser = NewBrowser();
        var cookie = (await SignInAsync(browser, "李科长", Password)).Headers.GetValues("Set-Cookie").Single(c => c.StartsWith("console=", StringComparison.Ordinal));
        Assert.Contains("samesite=strict", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("path=/console", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("secure", cookie, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Cookie_BehindAProxyThatSpeaksHttps_IsSecure()
    {
        await Accounts.AddFirstAsync("李科长", Password, Ct);
        using var browser = NewBrowser();
        var form = await FormAsync(browser, "/console/sign-in");
        // From here on; the test's own cookie jar keeps secure cookies from a plain address.
        browser.DefaultRequestHeaders.Add("X-Forwarded-Proto", "https");
        using var answer = await browser.PostAsync("/console/sign-in", new FormUrlEncodedContent([.. form, new("name", "李科长"), new("password", Password)]), Ct);
        Assert.Contains("secure", answer.Headers.GetValues("Set-Cookie").Single(c => c.StartsWith("console=", StringComparison.Ordinal)), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Session_OfAChangedOrRemovedAccount_Ends()
    {
        await Accounts.AddFirstAsync("李科长", Password, Ct);
        using var browser = NewBrowser();
        await SignInAsync(browser, "李科长", Password);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/console/", Ct)).StatusCode);

        await Accounts.ChangePasswordAsync((await Accounts.FindAsync("李科长", Ct))!, "another password", Ct);
        Assert.Equal(HttpStatusCode.Redirect, (await browser.GetAsync("/console/", Ct)).StatusCode);
    }

    [Fact]
    public async Task SignOut_EndsTheSession_AndTheLogTellsOfBoth()
    {
        await Accounts.AddFirstAsync("李科长", Password, Ct);
        using var browser = NewBrowser();
        await SignInAsync(browser, "李科长", Password);
        await PostAsync(browser, "/console/sign-out");
        Assert.Equal(HttpStatusCode.Redirect, (await browser.GetAsync("/console/", Ct)).StatusCode);
        Assert.Equal(["退出", "登录"], (await bot.Services.GetRequiredService<AuditLog>().ReadAsync(0, Ct)).Select(e => e.What));
    }

    [Fact]
    public async Task ResetLink_Used_SetsThePasswordOnceEndsSessionsAndLiftsTheLock()
    {
        await Accounts.AddFirstAsync("李科长", Password, Ct);
        using var old = NewBrowser();
        await SignInAsync(old, "李科长", Password);
        using var locked = NewBrowser();
        for (var i = 0; i < 6; i++) await SaysAsync(locked, "李科长", $"wrong password {i}");
        var link = $"/console/set-up?token={await bot.Services.GetRequiredService<ResetLinks>().MakeAsync((await Accounts.FindAsync("李科长", Ct))!, Ct)}";

        using var browser = NewBrowser();
        Assert.Contains("李科长", WebUtility.HtmlDecode(await browser.GetStringAsync(link, Ct)), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.BadRequest, (await PostAsync(browser, link, ("password", "short"), ("again", "short"))).StatusCode);
        Assert.Equal("/console/", (await PostAsync(browser, link, ("password", "another horse 2"), ("again", "another horse 2"))).Headers.Location?.ToString());
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/console/", Ct)).StatusCode);

        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync(link, Ct)).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await old.GetAsync("/console/", Ct)).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await SignInAsync(locked, "李科长", "another horse 2")).StatusCode);
    }

    [Fact]
    public async Task ResetLink_OfAnAccountThatIsGone_IsRefused()
    {
        await Accounts.AddFirstAsync("李科长", Password, Ct);
        await Accounts.AddAsync("张三", ["viewer"], Password, Ct);
        var link = $"/console/set-up?token={await bot.Services.GetRequiredService<ResetLinks>().MakeAsync((await Accounts.FindAsync("张三", Ct))!, Ct)}";
        using var browser = NewBrowser();
        var form = await FormAsync(browser, link);
        await Accounts.RemoveAsync("张三", Ct);
        using var answer = await browser.PostAsync("/console/set-up", new FormUrlEncodedContent([.. form, new("password", "another horse 2"), new("again", "another horse 2")]), Ct);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Null(await Accounts.FindAsync("张三", Ct));
    }

    private HttpClient NewBrowser() => new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false, CookieContainer = new CookieContainer() }) { BaseAddress = bot.Client.BaseAddress };

    private static Task<HttpResponseMessage> SignInAsync(HttpClient browser, string name, string password) => PostAsync(browser, "/console/sign-in", ("name", name), ("password", password));

    private static async Task<string> SaysAsync(HttpClient browser, string name, string password)
    {
        var answer = await SignInAsync(browser, name, password);
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        return WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(Ct));
    }

    /// <summary>Opens the page and posts its form as a browser does, with what is hidden in it.</summary>
    private static async Task<HttpResponseMessage> PostAsync(HttpClient browser, string page, params (string Name, string Value)[] fields)
    {
        var hidden = await FormAsync(browser, page);
        return await browser.PostAsync(page.Split('?')[0], new FormUrlEncodedContent([.. hidden, .. fields.Select(f => KeyValuePair.Create(f.Name, f.Value))]), Ct);
    }

    private static async Task<KeyValuePair<string, string>[]> FormAsync(HttpClient browser, string page) =>
        [.. Regex.Matches(await browser.GetStringAsync(page, Ct), """<input type="hidden" name="([^"]*)" value="([^"]*)">""").Select(m => KeyValuePair.Create(m.Groups[1].Value, WebUtility.HtmlDecode(m.Groups[2].Value)))];
}
