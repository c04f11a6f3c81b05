using System.Net;
using Bot.HrConsole;
using Bot.HrConsole.SignIn;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Bot.Tests.Console;

/// <summary>Nothing under /console answers somebody who has not signed in, whatever is mapped there.</summary>
public sealed class GateTests(BotHost bot)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Routes_WithoutSigningIn_AllLeadToTheSignIn()
    {
        var walked = 0;
        foreach (var endpoint in ConsolePipeline.Endpoints(bot.App).OfType<RouteEndpoint>())
        {
            var path = "/console" + Filled(endpoint.RoutePattern.RawText!);
            if (Gate.Open.Contains(path["/console".Length..])) continue;
            foreach (var method in endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["GET", "POST"])
            {
                using var response = await bot.Client.SendAsync(new(new HttpMethod(method), path), Ct);
                Assert.True(response.StatusCode is HttpStatusCode.Redirect or HttpStatusCode.Unauthorized, $"{method} {path}: {(int)response.StatusCode}");
                if (response.StatusCode == HttpStatusCode.Redirect) Assert.StartsWith("/console/sign-in?to=", response.Headers.Location!.ToString(), StringComparison.Ordinal);
                walked++;
            }
        }
        Assert.True(walked > 10, $"Only {walked} were found.");
    }

    /// <summary>When a session runs out under an open page, what it showed goes with it: <c>Parts/Routes</c> looks at this.</summary>
    [Fact]
    public void Pages_All_AreForWhoIsSignedIn()
    {
        var pages = typeof(ConsolePipeline).Assembly.GetTypes().Where(t => t.IsDefined(typeof(Microsoft.AspNetCore.Components.RouteAttribute), inherit: false)).ToList();
        Assert.True(pages.Count > 10, $"Only {pages.Count} were found.");
        Assert.All(pages, p => Assert.True(p.IsDefined(typeof(Microsoft.AspNetCore.Authorization.AuthorizeAttribute), inherit: false), p.Name));
    }

    [Theory]
    [InlineData("/console")]
    [InlineData("/console/no-such-page")]
    [InlineData("/console/_blazor/negotiate")]
    [InlineData("/console/_framework/blazor.web.js")]
    [InlineData("/CONSOLE/audit")]
    [InlineData("/console/sign-in/../audit")]
    [InlineData("/console//sign-in")]
    public async Task Path_WithoutSigningIn_ShowsNothing(string path)
    {
        using var response = await bot.Client.GetAsync(path, Ct);
        Assert.True(response.StatusCode is HttpStatusCode.Redirect or HttpStatusCode.Unauthorized, $"{(int)response.StatusCode}");
    }

    [Fact]
    public async Task Redirect_ToTheSignIn_CarriesTheStrictHeaders()
    {
        using var response = await bot.Client.GetAsync("/console/", Ct);
        var policy = response.Headers.GetValues("Content-Security-Policy").Single();
        Assert.Contains("script-src 'self';", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.True(response.Headers.CacheControl!.NoStore);
    }

    private static string Filled(string pattern)
    {
        var path = System.Text.RegularExpressions.Regex.Replace(pattern, @"\{\*{0,2}[^}]*\}", "x");
        return path.StartsWith('/') ? path : "/" + path;
    }
}
