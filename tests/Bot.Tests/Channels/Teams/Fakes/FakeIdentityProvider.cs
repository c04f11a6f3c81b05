using System.Collections.Concurrent;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

using TestKit.Teams;

namespace Bot.Tests.Channels.Teams.Fakes;

/// <summary>
/// Both issuers of a cloud, with real RSA keys: the channel's, whose keys carry endorsements, and the directory's, whose keys carry their issuer. It also gives
/// out the bot's token, slowly or not at all if told so.
/// </summary>
public sealed class FakeIdentityProvider : LoopbackServer
{
    public const string AppId = "11111111-2222-3333-4444-555555555555";
    public const string Tenant = "aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee";
    public const string Secret = "the client secret";

    // Shared: making one takes longer than any test.
    private static readonly ConcurrentDictionary<string, RSA> Pairs = new();
    private int metadataReads, tokens;

    public string ChannelIssuer => new Uri(Url, "/channel").ToString();
    public string ChannelMetadata => new Uri(Url, "/channel/v1/.well-known/openidconfiguration").ToString();
    public string LoginUrl => new Uri(Url, "/login").ToString();
    public string LoginMetadata => new Uri(Url, "/login/common/v2.0/.well-known/openid-configuration").ToString();

    /// <summary>The ids of the keys that are published, by issuer.</summary>
    public List<string> ChannelKeys { get; } = ["c1"];
    public List<string> LoginKeys { get; } = ["d1"];
    public string[] Endorsements { get; set; } = ["msteams", "webchat"];
    public string KeyIssuer { get; set; } = "{login}/{tenantid}/v2.0";
    public bool IsAway { get; set; }
    public int TokenStatus { get; set; } = 200;
    public int TokenSeconds { get; set; } = 3600;
    public TaskCompletionSource? TokenGate { get; set; }

    public int MetadataReads => metadataReads;
    public int Tokens => tokens;
    public ConcurrentQueue<string> TokenRequests { get; } = new();

    public static async Task<FakeIdentityProvider> StartAsync()
    {
        var provider = new FakeIdentityProvider();
        await provider.ListenAsync();
        return provider;
    }

    /// <summary>The settings of a bot that is registered here.</summary>
    public Dictionary<string, string?> Settings() => new()
    {
        ["Teams:AppId"] = AppId,
        ["Teams:AppSecret"] = Secret,
        ["Teams:TenantId"] = Tenant,
        ["Teams:ChannelIssuer"] = ChannelIssuer,
        ["Teams:ChannelMetadata"] = ChannelMetadata,
        ["Teams:LoginUrl"] = LoginUrl,
        ["Teams:LoginMetadata"] = LoginMetadata,
    };

    /// <summary>A token as it should be, unless told otherwise.</summary>
    public string Token(DateTimeOffset now, TokenSample? sample = null)
    {
        sample ??= new();
        var claims = new Dictionary<string, object>(sample.Claims);
        if (sample.ServiceUrl is { } service) claims["serviceurl"] = service;
        var descriptor = new SecurityTokenDescriptor
        {
            Issuer = sample.Issuer ?? ChannelIssuer,
            Audience = sample.Audience,
            NotBefore = (now + sample.From).UtcDateTime,
            IssuedAt = (now + sample.From).UtcDateTime,
            Expires = (now + sample.Until)?.UtcDateTime,
            Claims = claims,
            SigningCredentials = sample.Algorithm is { } algorithm ? new(Key(sample.SignedBy ?? sample.Key, sample.Key), algorithm) : null,
        };
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(descriptor);
    }

    private static RsaSecurityKey Key(string id, string named) => new(Rsa(id)) { KeyId = named };

    private static RSA Rsa(string id) => Pairs.GetOrAdd(id, static _ => RSA.Create(2048));

    protected override async Task ServeAsync(HttpContext context)
    {
        var path = context.Request.Path.Value!;
        if (path.EndsWith("/oauth2/v2.0/token", StringComparison.Ordinal)) await GiveTokenAsync(context, path);
        else if (IsAway) context.Response.StatusCode = 500;
        else if (path.EndsWith("configuration", StringComparison.Ordinal)) await DescribeAsync(context, path);
        else if (path == "/channel/keys") await context.Response.WriteAsJsonAsync(new { keys = ChannelKeys.Select(k => Public(k, Endorsements, null)) });
        else if (path == "/login/keys") await context.Response.WriteAsJsonAsync(new { keys = LoginKeys.Select(k => Public(k, null, KeyIssuer.Replace("{login}", LoginUrl, StringComparison.Ordinal))) });
        else context.Response.StatusCode = 404;
    }

    private Task DescribeAsync(HttpContext context, string path)
    {
        Interlocked.Increment(ref metadataReads);
        var who = path.Split('/')[1];
        return context.Response.WriteAsJsonAsync(new { issuer = who, jwks_uri = new Uri(Url, $"/{who}/keys") });
    }

    private async Task GiveTokenAsync(HttpContext context, string path)
    {
        var form = await context.Request.ReadFormAsync();
        TokenRequests.Enqueue($"{path} {string.Join('&', form.OrderBy(f => f.Key, StringComparer.Ordinal).Select(f => $"{f.Key}={f.Value}"))}");
        if (TokenGate is { } gate) await gate.Task;
        context.Response.StatusCode = TokenStatus;
        await context.Response.WriteAsJsonAsync(new { token_type = "Bearer", expires_in = TokenSeconds, access_token = $"token-{Interlocked.Increment(ref tokens)}" });
    }

    private static Dictionary<string, object> Public(string id, string[]? endorsements, string? issuer)
    {
        var parameters = Rsa(id).ExportParameters(false);
        var key = new Dictionary<string, object> { ["kty"] = "RSA", ["use"] = "sig", ["kid"] = id, ["x5t"] = id, ["n"] = Base64UrlEncoder.Encode(parameters.Modulus), ["e"] = Base64UrlEncoder.Encode(parameters.Exponent) };
        if (endorsements is not null) key["endorsements"] = endorsements;
        if (issuer is not null) key["issuer"] = issuer;
        return key;
    }
}

/// <summary>How a token is made.</summary>
public sealed record TokenSample
{
    public string? Issuer { get; init; }
    public string? Audience { get; init; } = FakeIdentityProvider.AppId;
    public string? ServiceUrl { get; init; }
    public TimeSpan From { get; init; } = TimeSpan.FromMinutes(-1);
    /// <summary>Null: it never ends.</summary>
    public TimeSpan? Until { get; init; } = TimeSpan.FromHours(1);
    public string Key { get; init; } = "c1";

    /// <summary>The key that it is really signed with; null: the one that it names.</summary>
    public string? SignedBy { get; init; }

    /// <summary>Null: not signed.</summary>
    public string? Algorithm { get; init; } = SecurityAlgorithms.RsaSha256;

    public Dictionary<string, object> Claims { get; init; } = [];
}
