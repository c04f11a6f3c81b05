using Bot.Channels.Teams.Activities;
using Bot.Operations;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Bot.Channels.Teams.Authentication;

/// <summary>
/// Decides whether a request comes from the channel. Tokens come in two generations: the Connector's own, and those of a directory. The issuer that a token
/// names says only by which rules it is checked.
/// </summary>
internal sealed class BotAuthenticator : IDisposable
{
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(5);
    private static readonly string[] Algorithms = [SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSha384, SecurityAlgorithms.RsaSha512];

    private readonly JsonWebTokenHandler handler = new() { MapInboundClaims = false };
    private readonly TeamsOptions options;
    private readonly TeamsCloud cloud;
    private readonly TimeProvider time;
    private readonly SigningKeys channel;
    private readonly SigningKeys directory;

    public BotAuthenticator(IOptions<TeamsOptions> options, TeamsCloud cloud, TeamsHttp http, TimeProvider time, ILogger<BotAuthenticator> log)
    {
        (this.options, this.cloud, this.time) = (options.Value, cloud, time);
        channel = new(http, cloud.ChannelMetadata, time, log);
        directory = new(http, cloud.LoginMetadata, time, log);
    }

    /// <summary>Before the body is read: what certainly is not allowed.</summary>
    /// <exception cref="ActivityException">It is not.</exception>
    public void Precheck(HttpContext context)
    {
        if (options.IsRegistered) _ = Bearer(context);
        else if (!ClientAddress.IsLocal(context)) throw ActivityException.Unauthorized("No bot is registered here: set Teams:AppId and Teams:AppSecret.");
    }

    /// <summary>Lets a request pass, and says whether our token may go to its service URL.</summary>
    /// <exception cref="ActivityException">It is refused.</exception>
    public async Task<bool> AuthenticateAsync(HttpContext context, TeamsActivity activity)
    {
        // Unregistered, there is no token of ours; still nobody makes us call any host but this machine.
        var service = Uri.TryCreate(activity.ServiceUrl, UriKind.Absolute, out var url) && (url.Scheme == Uri.UriSchemeHttps || url.Scheme == Uri.UriSchemeHttp) ? url : null;
        if (!options.IsRegistered) return service is not null && (service.IsLoopback || cloud.Trusts(service));
        var token = Read(Bearer(context));
        var vouched = token.Issuer == cloud.ChannelIssuer
            ? await CheckChannelAsync(token, activity, context.RequestAborted)
            : await CheckDirectoryAsync(token, context.RequestAborted);
        return service is not null && (vouched && (service.Scheme == Uri.UriSchemeHttps || service.IsLoopback) || cloud.Trusts(service));
    }

    public void Dispose()
    {
        channel.Dispose();
        directory.Dispose();
    }

    private async Task<bool> CheckChannelAsync(JsonWebToken token, TeamsActivity activity, CancellationToken ct)
    {
        var key = await CheckAsync(token, channel, cloud.ChannelIssuer, [options.AppId], ct);
        if (!key.Endorsements.Contains(activity.ChannelId, StringComparer.Ordinal)) throw ActivityException.Unauthorized("The token's key is not endorsed for this channel.");
        var service = token.Claims.FirstOrDefault(c => c.Type.Equals("serviceurl", StringComparison.OrdinalIgnoreCase))?.Value;
        return service is { Length: > 0 } && service.Equals(activity.ServiceUrl, StringComparison.OrdinalIgnoreCase) ? true : throw ActivityException.Unauthorized("The token is for another service URL.");
    }

    // Any program of any directory can get a token for us: the issuer must be one of few, and the caller ourselves or somebody named in the settings.
    private async Task<bool> CheckDirectoryAsync(JsonWebToken token, CancellationToken ct)
    {
        var tenant = cloud.TenantOf(token.Issuer) ?? throw ActivityException.Unauthorized("The token's issuer is not accepted.");
        var key = await CheckAsync(token, directory, token.Issuer, [options.AppId, $"api://{options.AppId}", $"api://botid-{options.AppId}"], ct);
        if (Claim(token, "tid") is { } tid && !tid.Equals(tenant, StringComparison.OrdinalIgnoreCase)) throw ActivityException.Unauthorized("The token's tenant is not that of its issuer.");
        if (key.Issuer is { } owner && !IsOwner(owner, tenant, token.Issuer)) throw ActivityException.Unauthorized("The token's key belongs to another issuer.");
        var caller = Claim(token, "ver") switch
        {
            "2.0" => Claim(token, "azp"),
            "1.0" or "" => Claim(token, "appid"),
            _ => null,
        };
        return caller is not null && options.Callers.Prepend(options.AppId).Contains(caller, StringComparer.OrdinalIgnoreCase) ? false : throw ActivityException.Unauthorized("The token's caller is not accepted: Teams:Callers names those who are.");
    }

    private async Task<SigningKey> CheckAsync(JsonWebToken token, SigningKeys keys, string issuer, string[] audiences, CancellationToken ct)
    {
        if (token.Kid is not { Length: > 0 } || !Algorithms.Contains(token.Alg, StringComparer.Ordinal)) throw ActivityException.Unauthorized("The token is not signed as it should be.");
        var key = await keys.FindAsync(token.Kid, ct) ?? throw ActivityException.Unauthorized("The token's key is not known.");
        var result = await handler.ValidateTokenAsync(token, new TokenValidationParameters
        {
            IssuerSigningKey = key.Key,
            RequireSignedTokens = true,
            ValidAlgorithms = Algorithms,
            ValidIssuer = issuer,
            ValidAudiences = audiences,
            RequireExpirationTime = true,
            LifetimeValidator = (from, until, _, _) => IsAlive(from, until),
        });
        return result.IsValid ? key : throw ActivityException.Unauthorized($"The token is not valid ({result.Exception?.GetType().Name ?? "unknown"}).");
    }

    private bool IsAlive(DateTime? from, DateTime? until)
    {
        var now = time.GetUtcNow().UtcDateTime;
        return until is { } end && now <= end + Skew && (from is not { } begin || now >= begin - Skew);
    }

    private bool IsOwner(string owner, string tenant, string issuer) =>
        owner.Replace("{tenantid}", tenant, StringComparison.OrdinalIgnoreCase) is var full && (full == issuer || full == $"{cloud.LoginUrl}/{tenant}/v2.0");

    private static JsonWebToken Read(string token)
    {
        try
        {
            return new(token);
        }
        catch (Exception e) when (e is ArgumentException or SecurityTokenException or FormatException or System.Text.Json.JsonException)
        {
            throw ActivityException.Unauthorized("The token is no JSON web token.");
        }
    }

    private static string Bearer(HttpContext context)
    {
        const string Scheme = "Bearer ";
        var header = context.Request.Headers.Authorization.ToString();
        return header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) && header.Length > Scheme.Length
            ? header[Scheme.Length..].Trim()
            : throw ActivityException.Unauthorized("Send Authorization: Bearer TOKEN.");
    }

    private static string? Claim(JsonWebToken token, string name) => token.TryGetPayloadValue<string>(name, out var value) ? value : null;
}
