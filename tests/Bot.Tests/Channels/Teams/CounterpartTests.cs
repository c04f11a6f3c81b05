using System.Text;
using System.Text.Json;
using Bot.Channels.Teams;
using Bot.Channels.Teams.Activities;
using Bot.Channels.Teams.Authentication;
using Bot.Tests.Channels.Teams.Fakes;
using TestKit.Teams;
using Bot.Tests.Channels.WebChat;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Bot.Tests.Channels.Teams;

/// <summary>The same tokens shown to us and to npm botframework-connector, against the same issuer: both must say the same of each.</summary>
public sealed class CounterpartTests
{
    private const string Service = "https://smba.trafficmanager.net/emea/";
    private const string ServiceTenant = "d6d49420-f39b-4df7-a1dc-d59a935871db";

    [Fact]
    public async Task Tokens_ShownToBoth_AreJudgedAlike()
    {
        await using var issuer = await FakeIdentityProvider.StartAsync();
        var now = TimeProvider.System.GetUtcNow();
        var tokens = Samples(issuer).Select(s => (s.Name, Token: issuer.Token(now, s.Sample), s.Channel)).ToArray();
        var theirs = await NodeClient.RunAsync("auth.mjs", JsonSerializer.Serialize(new
        {
            settings = new { login = issuer.LoginUrl, scope = "https://api.botframework.com/.default", issuer = issuer.ChannelIssuer, channelMetadata = issuer.ChannelMetadata, loginMetadata = issuer.LoginMetadata, appId = FakeIdentityProvider.AppId, secret = FakeIdentityProvider.Secret },
            samples = tokens.Select(t => new { token = t.Token, activity = new { type = "message", channelId = t.Channel, serviceUrl = Service, conversation = new { id = "a:1" } } }),
        }));

        var differences = new List<string>();
        var passed = 0;
        using var http = new TeamsHttp();
        using var authenticator = Authenticator(issuer, http);
        for (var i = 0; i < tokens.Length; i++)
        {
            var (ours, said) = (await PassesAsync(authenticator, tokens[i].Token, tokens[i].Channel), theirs[i].GetProperty("passes").GetBoolean());
            if (ours) passed++;
            if (ours != said) differences.Add($"{tokens[i].Name}: we {(ours ? "pass" : "refuse")}, {theirs[i].GetRawText()}");
        }
        Assert.Empty(differences);
        Assert.Equal(4, passed);
    }

    private static IEnumerable<(string Name, TokenSample Sample, string Channel)> Samples(FakeIdentityProvider issuer)
    {
        var good = new TokenSample { ServiceUrl = Service };
        var emulator = new TokenSample
        {
            Issuer = $"https://sts.windows.net/{ServiceTenant}/",
            Key = "d1",
            Claims = new() { ["ver"] = "1.0", ["appid"] = FakeIdentityProvider.AppId, ["tid"] = ServiceTenant },
        };
        yield return ("as it should be", good, "msteams");
        yield return ("another endorsed channel", good, "webchat");
        yield return ("ended four minutes ago", good with { From = TimeSpan.FromHours(-1), Until = TimeSpan.FromMinutes(-4) }, "msteams");
        yield return ("ended six minutes ago", good with { From = TimeSpan.FromHours(-1), Until = TimeSpan.FromMinutes(-6) }, "msteams");
        yield return ("begins in six minutes", good with { From = TimeSpan.FromMinutes(6) }, "msteams");
        yield return ("another audience", good with { Audience = "99999999-2222-3333-4444-555555555555" }, "msteams");
        yield return ("another issuer", good with { Issuer = "https://example.org" }, "msteams");
        yield return ("another key of the same name", good with { SignedBy = "mallory" }, "msteams");
        yield return ("a key that is not published", good with { Key = "unknown" }, "msteams");
        yield return ("not signed", good with { Algorithm = null }, "msteams");
        yield return ("a channel without endorsement", good, "slack");
        yield return ("another service URL", good with { ServiceUrl = "https://evil.example.org/" }, "msteams");
        yield return ("no service URL", new TokenSample(), "msteams");
        yield return ("our own application, from a directory", emulator, "msteams");
        yield return ("another application, from a directory", emulator with { Claims = new(emulator.Claims) { ["appid"] = "77777777-2222-3333-4444-555555555555" } }, "msteams");
        yield return ("a directory token without a version", emulator with { Claims = new() { ["appid"] = FakeIdentityProvider.AppId } }, "msteams");
        yield return ("a directory token by a channel's key", emulator with { Key = issuer.ChannelKeys[0] }, "msteams");
    }

    private static async Task<bool> PassesAsync(BotAuthenticator authenticator, string token, string channel)
    {
        var context = new DefaultHttpContext();
        context.Request.Headers.Authorization = $"Bearer {token}";
        var activity = TeamsActivity.Parse(Encoding.UTF8.GetBytes($$"""{"type":"message","channelId":"{{channel}}","serviceUrl":"{{Service}}","conversation":{"id":"a:1"} }"""));
        try
        {
            return await authenticator.AuthenticateAsync(context, activity);
        }
        catch (ActivityException)
        {
            return false;
        }
    }

    private static BotAuthenticator Authenticator(FakeIdentityProvider issuer, TeamsHttp http)
    {
        var options = new TeamsOptions
        {
            AppId = FakeIdentityProvider.AppId,
            AppSecret = FakeIdentityProvider.Secret,
            ChannelIssuer = issuer.ChannelIssuer,
            ChannelMetadata = issuer.ChannelMetadata,
            LoginUrl = issuer.LoginUrl,
            LoginMetadata = issuer.LoginMetadata,
        };
        return new(Options.Create(options), TeamsCloud.Of(options), http, TimeProvider.System, NullLogger<BotAuthenticator>.Instance);
    }
}
