using System.Text;
using Bot.Channels.Teams;
using Bot.Channels.Teams.Connector;
using Bot.Tests.Channels.Teams.Fakes;
using TestKit.Teams;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using TestKit.Processes;

namespace Bot.Tests.Channels.Teams;

/// <summary>What goes out: our token, the pace, what is tried again and what is not.</summary>
public sealed class ConnectorTests : IAsyncLifetime
{
    private readonly FakeTimeProvider time = new(new DateTimeOffset(2030, 5, 6, 7, 8, 9, TimeSpan.Zero));
    private readonly TeamsHttp http = new();
    private FakeIdentityProvider issuer = null!;
    private FakeConnector connector = null!;
    private ConnectorClient client = null!;
    private ConnectorTokens tokens = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        (issuer, connector) = (await FakeIdentityProvider.StartAsync(), await FakeConnector.StartAsync());
        Build();
    }

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await connector.DisposeAsync();
        await issuer.DisposeAsync();
    }

    [Fact]
    public async Task Token_IsAskedForOnce_ByTheRulesOfClientCredentials()
    {
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => tokens.GetAsync(Ct).AsTask()));
        Assert.Equal(1, issuer.Tokens);
        Assert.Equal(
            $"/login/{FakeIdentityProvider.Tenant}/oauth2/v2.0/token client_id={FakeIdentityProvider.AppId}&client_secret={FakeIdentityProvider.Secret}&grant_type=client_credentials&scope=https://api.botframework.com/.default",
            Assert.Single(issuer.TokenRequests));
    }

    [Fact]
    public async Task Token_NearItsEnd_IsRenewedWhileTheOldOneServes()
    {
        Assert.Equal("token-1", await tokens.GetAsync(Ct));
        time.Advance(TimeSpan.FromMinutes(54));
        Assert.Equal("token-1", await tokens.GetAsync(Ct));
        Assert.Equal(1, issuer.Tokens);

        issuer.TokenGate = new(TaskCreationOptions.RunContinuationsAsynchronously);
        time.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal("token-1", await tokens.GetAsync(Ct));
        Assert.Equal("token-1", await tokens.GetAsync(Ct));
        issuer.TokenGate.SetResult();
        await Eventually.BecomesTrueAsync(async () => await tokens.GetAsync(Ct) == "token-2", TimeSpan.FromSeconds(10), () => "not renewed");
        Assert.Equal(2, issuer.TokenRequests.Count);
    }

    [Fact]
    public async Task Token_Ended_IsWaitedFor()
    {
        await tokens.GetAsync(Ct);
        time.Advance(TimeSpan.FromMinutes(60));
        Assert.Equal("token-2", await tokens.GetAsync(Ct));
    }

    [Fact]
    public async Task Token_Refused_SaysWhichSettings()
    {
        issuer.TokenStatus = 401;
        var refused = await Assert.ThrowsAsync<ConnectorLoginException>(() => tokens.GetAsync(Ct).AsTask());
        Assert.Contains("Teams:AppSecret", refused.Message);
        issuer.TokenStatus = 200;
        Assert.StartsWith("token-", await tokens.GetAsync(Ct));
    }

    [Fact]
    public async Task Activity_IsPostedWithOurTokenUnderEscapedIds()
    {
        var answer = await client.SendAsync(To("19:a=b@thread.tacv2;messageid=1") with { ReplyTo = "f:1 2" }, Body, Ct);
        Assert.Equal(Fate.Done, answer.Fate);
        var request = Assert.Single(connector.Requests);
        Assert.Equal("/v3/conversations/19%3Aa%3Db%40thread.tacv2%3Bmessageid%3D1/activities/f%3A1%202", request.Path);
        Assert.Equal("Bearer token-1", request.Authorization);
    }

    [Fact]
    public async Task Service_BelowAPath_KeepsIt()
    {
        foreach (var path in new[] { "/emea/", "/emea?x=y#z" })
            await AdvanceUntilDoneAsync(client.SendAsync(To("a:1") with { Service = new(connector.Url, path) }, Body, Ct));
        Assert.All(connector.Requests, r => Assert.Equal("/emea/v3/conversations/a%3A1/activities", r.Path));
    }

    [Theory]
    [InlineData(429)]
    [InlineData(412)]
    [InlineData(502)]
    [InlineData(504)]
    public async Task Refusal_ThatPasses_IsTriedAgainByTheSchedule(int status)
    {
        connector.Next(status);
        connector.Next(status);
        Assert.Equal(Fate.Done, (await SendAsync()).Fate);
        Assert.Equal(3, connector.Requests.Count);
    }

    [Fact]
    public async Task Refusal_ThatLasts_EndsWithTheSchedule()
    {
        for (var i = 0; i < 10; i++) connector.Next(429);
        var answer = await SendAsync();
        Assert.Equal((Fate.Passing, 429), (answer.Fate, answer.Status));
        Assert.Equal(ConnectorClient.RetrySchedule.Length + 1, connector.Requests.Count);
    }

    [Fact]
    public async Task RetryAfter_IsWaitedForExactly()
    {
        connector.Next(429, "17");
        var sending = client.SendAsync(To("a:1"), Body, Ct);
        await Eventually.BecomesTrueAsync(() => Task.FromResult(connector.Requests.Count == 1), TimeSpan.FromSeconds(10), () => "nothing came");
        await AdvanceAsync(TimeSpan.FromSeconds(16.5), 33);
        Assert.Single(connector.Requests);
        await AdvanceUntilDoneAsync(sending);
        Assert.Equal(2, connector.Requests.Count);
    }

    [Theory]
    [InlineData("31")]
    [InlineData("Mon, 06 May 2030 09:00:00 GMT")]
    public async Task RetryAfter_BeyondOurPatience_GoesToTheCaller(string header)
    {
        connector.Next(429, header);
        var answer = await SendAsync();
        Assert.Equal(Fate.Passing, answer.Fate);
        Assert.True(answer.RetryAfter > ConnectorClient.LongestWait);
        Assert.Single(connector.Requests);
    }

    [Theory]
    [InlineData(400, nameof(Fate.Wrong))]
    [InlineData(413, nameof(Fate.Wrong))]
    [InlineData(403, nameof(Fate.Unreachable))]
    [InlineData(404, nameof(Fate.Unreachable))]
    [InlineData(500, nameof(Fate.Uncertain))]
    [InlineData(503, nameof(Fate.Passing))]
    [InlineData(302, nameof(Fate.Wrong))]
    public async Task Refusal_ThatStays_IsNotTriedAgain(int status, string fate)
    {
        connector.Next(status);
        Assert.Equal(fate, (await SendAsync()).Fate.ToString());
        Assert.Single(connector.Requests);
    }

    [Fact]
    public async Task Token_NotTaken_IsFetchedAnewOnce()
    {
        connector.Next(401);
        Assert.Equal(Fate.Done, (await SendAsync()).Fate);
        Assert.Equal(["Bearer token-1", "Bearer token-2"], connector.Requests.Select(r => r.Authorization));

        connector.Next(401);
        connector.Next(401);
        var answer = await SendAsync();
        Assert.Equal((Fate.Passing, 401), (answer.Fate, answer.Status));
        Assert.Equal(4, connector.Requests.Count);
    }

    [Fact]
    public async Task Answer_CutOff_IsUncertainAndNotRepeated()
    {
        connector.Next(context =>
        {
            context.Abort();
            return Task.CompletedTask;
        });
        Assert.Equal(Fate.Uncertain, (await SendAsync()).Fate);
        Assert.Single(connector.Requests);
    }

    [Fact]
    public async Task Nobody_Listening_IsPassing()
    {
        var answer = await AdvanceUntilDoneAsync(client.SendAsync(To("a:1") with { Service = new($"http://127.0.0.1:{Ports.Free()}/") }, Body, Ct));
        Assert.Equal((Fate.Passing, 0), (answer.Fate, answer.Status));
    }

    [Fact]
    public async Task Login_Away_IsPassingAndNothingIsSent()
    {
        issuer.TokenStatus = 500;
        Assert.Equal(Fate.Passing, (await SendAsync()).Fate);
        Assert.Empty(connector.Requests);
    }

    private static ReadOnlyMemory<byte> Body => Encoding.UTF8.GetBytes("""{"type":"message","text":"你好"}""");

    private Destination To(string conversation) => new(connector.Url, conversation, "t1", null);

    private TeamsOptions Settings() => new()
    {
        AppId = FakeIdentityProvider.AppId,
        AppSecret = FakeIdentityProvider.Secret,
        TenantId = FakeIdentityProvider.Tenant,
        LoginUrl = issuer.LoginUrl,
    };

    private void Build()
    {
        var options = Options.Create(Settings());
        tokens = new(http, TeamsCloud.Of(options.Value), options, time);
        client = new(http, tokens, new(new(TenantPaceTests.Away()), options, time), time, NullLogger<ConnectorClient>.Instance);
    }

    private async Task<ConnectorAnswer> SendAsync() => await AdvanceUntilDoneAsync(client.SendAsync(To("a:1"), Body, Ct));

    // Waits of the schedule pass at once; real requests take the time they take.
    private async Task<T> AdvanceUntilDoneAsync<T>(Task<T> task)
    {
        await Eventually.BecomesTrueAsync(() =>
        {
            time.Advance(TimeSpan.FromMilliseconds(500));
            return Task.FromResult(task.IsCompleted);
        }, TimeSpan.FromSeconds(20), () => "it did not end");
        return await task;
    }

    private async Task AdvanceAsync(TimeSpan by, int steps)
    {
        for (var i = 0; i < steps; i++)
        {
            time.Advance(by / steps);
            await Task.Yield();
        }
    }
}
