using System.Security.Cryptography;
using System.Text;
using Bot.Channels.Teams;
using Bot.Channels.Teams.Activities;
using Bot.Channels.Teams.Authentication;
using Bot.Tests.Channels.Teams.Fakes;
using TestKit.Teams;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Microsoft.IdentityModel.Tokens;

namespace Bot.Tests.Channels.Teams;

/// <summary>Each thing that is checked of a token, wrong alone, against an issuer with real keys.</summary>
public sealed class AuthenticationTests : IAsyncLifetime
{
    private const string Service = "https://smba.trafficmanager.net/emea/";
    private readonly FakeTimeProvider time = new(new DateTimeOffset(2030, 5, 6, 7, 8, 9, TimeSpan.Zero));
    private readonly TeamsHttp http = new();
    private FakeIdentityProvider issuer = null!;

    public async ValueTask InitializeAsync() => issuer = await FakeIdentityProvider.StartAsync();

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await issuer.DisposeAsync();
    }

    [Theory]
    [InlineData(SecurityAlgorithms.RsaSha256)]
    [InlineData(SecurityAlgorithms.RsaSha384)]
    [InlineData(SecurityAlgorithms.RsaSha512)]
    public async Task ChannelToken_AsItShouldBe_Passes(string algorithm) => await PassesAsync(Good with { Algorithm = algorithm });

    [Fact]
    public async Task ChannelToken_SignedByAnotherKeyOfTheSameName_IsRefused() => await RefusedAsync(Good with { SignedBy = "mallory" });

    [Fact]
    public async Task ChannelToken_WithoutASignature_IsRefused() => await RefusedAsync(Good with { Algorithm = null });

    [Fact]
    public async Task ChannelToken_ChangedAfterSigning_IsRefused()
    {
        var parts = issuer.Token(time.GetUtcNow(), Good).Split('.');
        var payload = Encoding.UTF8.GetString(Base64UrlEncoder.DecodeBytes(parts[1])).Replace("smba", "evil", StringComparison.Ordinal);
        await RefusedAsync($"{parts[0]}.{Base64UrlEncoder.Encode(payload)}.{parts[2]}", Activity(Service.Replace("smba", "evil", StringComparison.Ordinal)));
    }

    /// <summary>The public key taken for a shared secret: the oldest trick.</summary>
    [Fact]
    public async Task ChannelToken_SignedByHmac_IsRefused()
    {
        var header = Base64UrlEncoder.Encode("""{"alg":"HS256","typ":"JWT","kid":"c1"}""");
        var payload = issuer.Token(time.GetUtcNow(), Good).Split('.')[1];
        var signature = HMACSHA256.HashData("c1"u8, Encoding.ASCII.GetBytes($"{header}.{payload}"));
        await RefusedAsync($"{header}.{payload}.{Base64UrlEncoder.Encode(signature)}", Activity());
    }

    [Theory]
    [InlineData("https://api.botframework.us"), InlineData("https://example.org"), InlineData("")]
    public async Task Token_OfAnotherIssuer_IsRefused(string name) => await RefusedAsync(Good with { Issuer = name });

    [Theory]
    [InlineData("99999999-2222-3333-4444-555555555555")]
    [InlineData("api://11111111-2222-3333-4444-555555555555")]
    [InlineData(null)]
    public async Task ChannelToken_ForAnotherAudience_IsRefused(string? audience) => await RefusedAsync(Good with { Audience = audience });

    [Theory]
    [InlineData(-299, true)]
    [InlineData(-301, false)]
    public async Task Token_Ended_PassesForFiveMinutes(int seconds, bool passes) =>
        await ExpectAsync(passes, Good with { From = TimeSpan.FromHours(-1), Until = TimeSpan.FromSeconds(seconds) });

    [Theory]
    [InlineData(299, true)]
    [InlineData(301, false)]
    public async Task Token_NotYetBegun_PassesFiveMinutesBefore(int seconds, bool passes) => await ExpectAsync(passes, Good with { From = TimeSpan.FromSeconds(seconds) });

    [Fact]
    public async Task Token_WithoutAnEnd_IsRefused() => await RefusedAsync(Good with { Until = null });

    [Theory]
    [InlineData("slack"), InlineData("MSTEAMS"), InlineData("")]
    public async Task Activity_OfAChannelThatTheKeyIsNotEndorsedFor_IsRefused(string channel) =>
        await RefusedAsync(issuer.Token(time.GetUtcNow(), Good), Activity(channel: channel));

    [Theory]
    [InlineData("https://evil.example.org/")]
    [InlineData("https://smba.trafficmanager.net/emea")]
    [InlineData(null)]
    public async Task Token_ForAnotherServiceUrl_IsRefused(string? claimed) => await RefusedAsync(Good with { ServiceUrl = claimed });

    [Fact]
    public async Task ServiceUrl_InOtherCase_Passes() => await PassesAsync(Good with { ServiceUrl = Service.ToUpperInvariant() });

    [Theory]
    [InlineData(""), InlineData("abc"), InlineData("a.b.c"), InlineData("eyJhbGciOiJSUzI1NiJ9.e30.AAAA"), InlineData("....")]
    public async Task Token_ThatIsNone_IsRefused(string token) => await RefusedAsync(token, Activity());

    [Fact]
    public async Task Key_NotKnownYet_IsReadAtOnceButNotAgainAndAgain()
    {
        await PassesAsync(Good);
        Assert.Equal(1, issuer.MetadataReads);
        issuer.ChannelKeys.Add("c2");
        await PassesAsync(Good with { Key = "c2" });
        await PassesAsync(Good with { Key = "c2" });
        Assert.Equal(2, issuer.MetadataReads);

        // Three at once, and then one in half a minute.
        for (var i = 0; i < 5; i++) await RefusedAsync(Good with { Key = $"made-up-{i}" });
        Assert.Equal(3, issuer.MetadataReads);
        issuer.ChannelKeys.Add("c3");
        time.Advance(TimeSpan.FromSeconds(29.9));
        await RefusedAsync(Good with { Key = "c3" });
        time.Advance(TimeSpan.FromSeconds(0.1));
        await PassesAsync(Good with { Key = "c3" });
        Assert.Equal(4, issuer.MetadataReads);
    }

    [Fact]
    public async Task Keys_AreReadAgainAfterADay()
    {
        await PassesAsync(Good);
        issuer.ChannelKeys.Clear();
        issuer.ChannelKeys.Add("c9");
        time.Advance(TimeSpan.FromHours(24));
        await RefusedAsync(Good);
        await PassesAsync(Good with { Key = "c9" });
    }

    [Fact]
    public async Task Keys_WhileTheIssuerIsAway_AreGoodForFiveDays()
    {
        await PassesAsync(Good);
        issuer.IsAway = true;
        time.Advance(TimeSpan.FromDays(5) - TimeSpan.FromMinutes(1));
        await PassesAsync(Good);
        time.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(503, (await Assert.ThrowsAsync<ActivityException>(() => CheckAsync(issuer.Token(time.GetUtcNow(), Good), Activity()))).Status);
        issuer.IsAway = false;
        time.Advance(TimeSpan.FromSeconds(4));
        await PassesAsync(Good);
    }

    [Theory]
    [InlineData("1.0", "appid", "sts")]
    [InlineData("2.0", "azp", "login")]
    public async Task DirectoryToken_OfEitherGeneration_Passes(string version, string claim, string generation)
    {
        var directory = Directory(version, claim, generation);
        await PassesAsync(directory);
        await PassesAsync(directory with { Audience = $"api://{FakeIdentityProvider.AppId}" });
        await PassesAsync(directory with { Audience = $"api://botid-{FakeIdentityProvider.AppId}" });
    }

    [Fact]
    public async Task DirectoryToken_OfAnotherCaller_PassesOnlyIfNamed()
    {
        const string other = "77777777-2222-3333-4444-555555555555";
        var directory = Directory("2.0", "azp", "login");
        var foreign = directory with { Claims = new(directory.Claims) { ["azp"] = other } };
        await RefusedAsync(foreign);
        Assert.True(await CheckAsync(issuer.Token(time.GetUtcNow(), foreign), Activity(), o => o.Callers = [other]));
    }

    [Theory]
    [InlineData("ver", null)]
    [InlineData("ver", "3.0")]
    [InlineData("azp", null)]
    [InlineData("tid", "bbbbbbbb-bbbb-cccc-dddd-eeeeeeeeeeee")]
    public async Task DirectoryToken_WithAWrongClaim_IsRefused(string claim, string? value)
    {
        var directory = Directory("2.0", "azp", "login");
        var claims = new Dictionary<string, object>(directory.Claims);
        claims.Remove(claim);
        if (value is not null) claims[claim] = value;
        await RefusedAsync(directory with { Claims = claims });
    }

    [Fact]
    public async Task DirectoryToken_OfAnotherTenant_IsRefused() =>
        await RefusedAsync(Directory("2.0", "azp", "login") with { Issuer = $"{issuer.LoginUrl}/bbbbbbbb-bbbb-cccc-dddd-eeeeeeeeeeee/v2.0" });

    [Fact]
    public async Task DirectoryToken_WhoseKeyIsOfAnotherIssuer_IsRefused()
    {
        issuer.KeyIssuer = "https://elsewhere.example.org/{tenantid}/v2.0";
        await RefusedAsync(Directory("2.0", "azp", "login"));
    }

    [Theory]
    [InlineData("c1", null)]
    [InlineData("d1", "mallory")]
    public async Task DirectoryToken_SignedByAnother_IsRefused(string key, string? signer) => await RefusedAsync(Directory("2.0", "azp", "login") with { Key = key, SignedBy = signer });

    /// <summary>It does not vouch for the service URL, so that one must be a host that is known.</summary>
    [Fact]
    public async Task DirectoryToken_WithAnUnknownServiceUrl_DoesNotGetOurToken()
    {
        var token = issuer.Token(time.GetUtcNow(), Directory("2.0", "azp", "login"));
        Assert.True(await CheckAsync(token, Activity()));
        Assert.False(await CheckAsync(token, Activity("https://smba.trafficmanager.net.evil.org/")));
        Assert.False(await CheckAsync(token, Activity("http://smba.trafficmanager.net/")));
        Assert.False(await CheckAsync(token, Activity("nonsense")));
        Assert.False(await CheckAsync(token, Activity("https://connector.example.org/")));
        Assert.True(await CheckAsync(token, Activity("https://connector.example.org/"), o => o.TrustedHosts = ["*.example.org"]));
        Assert.False(await CheckAsync(token, Activity("https://example.org.evil/"), o => o.TrustedHosts = ["*.example.org"]));
        Assert.False(await CheckAsync(token, Activity("https://notexample.org/"), o => o.TrustedHosts = ["*.example.org"]));
    }

    [Fact]
    public void Request_WithoutAToken_IsTurnedAwayBeforeItIsRead()
    {
        using var authenticator = Authenticator();
        Assert.Equal(401, Assert.Throws<ActivityException>(() => authenticator.Precheck(Request(null))).Status);
        Assert.Equal(401, Assert.Throws<ActivityException>(() => authenticator.Precheck(Request("Basic abc"))).Status);
        authenticator.Precheck(Request("bearer abc"));
    }

    [Theory]
    [InlineData("127.0.0.1", null, true)]
    [InlineData("::1", null, true)]
    [InlineData("::ffff:127.0.0.1", null, true)]
    [InlineData("10.0.0.5", null, false)]
    [InlineData("127.0.0.1", "203.0.113.7", false)]
    public void Unregistered_OnlyThisMachineIsAnswered(string address, string? forwarded, bool passes)
    {
        using var authenticator = Authenticator(o => (o.AppId, o.AppSecret) = ("", ""));
        var request = Request(null);
        request.Connection.RemoteIpAddress = System.Net.IPAddress.Parse(address);
        if (forwarded is not null) request.Request.Headers["X-Forwarded-For"] = forwarded;
        if (passes) authenticator.Precheck(request);
        else Assert.Equal(401, Assert.Throws<ActivityException>(() => authenticator.Precheck(request)).Status);
    }

    private static TokenSample Good => new() { ServiceUrl = Service };

    private TokenSample Directory(string version, string claim, string generation) => new()
    {
        Issuer = generation == "sts" ? $"https://sts.windows.net/{FakeIdentityProvider.Tenant}/" : $"{issuer.LoginUrl}/{FakeIdentityProvider.Tenant}/v2.0",
        Key = "d1",
        Claims = new() { ["ver"] = version, [claim] = FakeIdentityProvider.AppId, ["tid"] = FakeIdentityProvider.Tenant },
    };

    private static TeamsActivity Activity(string service = Service, string channel = "msteams") =>
        TeamsActivity.Parse(Encoding.UTF8.GetBytes($$"""{"type":"message","channelId":"{{channel}}","serviceUrl":"{{service}}","conversation":{"id":"a:1"} }"""));

    private Task PassesAsync(TokenSample sample) => ExpectAsync(true, sample);

    private Task RefusedAsync(TokenSample sample) => ExpectAsync(false, sample);

    private async Task ExpectAsync(bool passes, TokenSample sample)
    {
        var token = issuer.Token(time.GetUtcNow(), sample);
        if (passes) Assert.True(await CheckAsync(token, Activity()));
        else await RefusedAsync(token, Activity());
    }

    private async Task RefusedAsync(string token, TeamsActivity activity) =>
        Assert.Equal(401, (await Assert.ThrowsAsync<ActivityException>(() => CheckAsync(token, activity))).Status);

    private BotAuthenticator? shared;

    private async Task<bool> CheckAsync(string token, TeamsActivity activity, Action<TeamsOptions>? change = null)
    {
        var authenticator = change is null ? shared ??= Authenticator() : Authenticator(change);
        return await authenticator.AuthenticateAsync(Request($"Bearer {token}"), activity);
    }

    private BotAuthenticator Authenticator(Action<TeamsOptions>? change = null)
    {
        var options = new TeamsOptions
        {
            AppId = FakeIdentityProvider.AppId,
            AppSecret = FakeIdentityProvider.Secret,
            TenantId = FakeIdentityProvider.Tenant,
            ChannelIssuer = issuer.ChannelIssuer,
            ChannelMetadata = issuer.ChannelMetadata,
            LoginUrl = issuer.LoginUrl,
            LoginMetadata = issuer.LoginMetadata,
        };
        change?.Invoke(options);
        return new(Options.Create(options), TeamsCloud.Of(options), http, time, NullLogger<BotAuthenticator>.Instance);
    }

    private static DefaultHttpContext Request(string? authorization)
    {
        var context = new DefaultHttpContext();
        context.Connection.RemoteIpAddress = System.Net.IPAddress.Loopback;
        if (authorization is not null) context.Request.Headers.Authorization = authorization;
        return context;
    }
}
