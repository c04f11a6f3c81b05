using System.Collections.Immutable;

namespace Bot.Channels.Teams;

internal enum CloudName { Public, UsGovernment, China }

/// <summary>The addresses of one cloud, as far as settings do not replace them.</summary>
/// <param name="LoginTenant">The tenant that gives a multi-tenant bot its token.</param>
/// <param name="IssuerTenants">Tenants of the service itself, whose directory tokens may come beside those of the bot's own tenant.</param>
/// <param name="Hosts">Where connectors live.</param>
internal sealed record TeamsCloud(
    string ChannelIssuer, Uri ChannelMetadata, string LoginUrl, Uri LoginMetadata, string LoginTenant, string Scope, ImmutableArray<string> IssuerTenants, ImmutableArray<string> Hosts)
{
    public static TeamsCloud Of(TeamsOptions options)
    {
        var cloud = options.Cloud switch
        {
            CloudName.UsGovernment => UsGovernment,
            CloudName.China => China,
            _ => Public,
        };
        return cloud with
        {
            ChannelIssuer = Or(options.ChannelIssuer, cloud.ChannelIssuer),
            ChannelMetadata = options.ChannelMetadata.Length > 0 ? new(options.ChannelMetadata) : cloud.ChannelMetadata,
            LoginUrl = Or(options.LoginUrl, cloud.LoginUrl).TrimEnd('/'),
            LoginMetadata = options.LoginMetadata.Length > 0 ? new(options.LoginMetadata) : cloud.LoginMetadata,
            LoginTenant = Or(options.TenantId, cloud.LoginTenant),
            Scope = Or(options.Scope, cloud.Scope),
            IssuerTenants = options.TenantId.Length > 0 ? cloud.IssuerTenants.Add(options.TenantId) : cloud.IssuerTenants,
            Hosts = [.. cloud.Hosts, .. options.TrustedHosts],
        };
    }

    /// <summary>Where people open Teams; null: the address of their chat with the bot is not known for this cloud.</summary>
    public Uri? Client { get; init; }

    /// <summary>Opens somebody's own chat with the bot, with these words ready to be sent; null: there is no such address.</summary>
    // https://github.com/MicrosoftDocs/msteams-docs/issues/11653
    public string? PersonalChat(string? bot, string words) => Client is not null && bot?.StartsWith("28:", StringComparison.Ordinal) == true
        ? new Uri(Client, $"/l/chat/0/0?users={bot}&message={Uri.EscapeDataString(words)}").AbsoluteUri
        : null;

    /// <summary>Where our token comes from.</summary>
    public Uri TokenUrl => new($"{LoginUrl}/{LoginTenant}/oauth2/v2.0/token");

    /// <summary>The tenant of a directory's issuer, of either generation; null: the issuer is not one of those accepted.</summary>
    public string? TenantOf(string issuer) =>
        IssuerTenants.FirstOrDefault(t => issuer == $"https://sts.windows.net/{t}/" || issuer == $"{LoginUrl}/{t}/v2.0" || issuer == $"{LoginUrl}/{t}/");

    /// <summary>Whether our token may be sent there by the host's name alone.</summary>
    public bool Trusts(Uri url) => (url.Scheme == Uri.UriSchemeHttps || url.IsLoopback) && Hosts.Any(h => Matches(h, url.Host));

    private static bool Matches(string pattern, string host) => pattern.StartsWith("*.", StringComparison.Ordinal)
        ? host.Length > pattern.Length - 1 && host.EndsWith(pattern[1..], StringComparison.OrdinalIgnoreCase)
        : host.Equals(pattern, StringComparison.OrdinalIgnoreCase);

    private static string Or(string setting, string otherwise) => setting.Length > 0 ? setting : otherwise;

    private static readonly TeamsCloud Public = new(
        "https://api.botframework.com",
        new("https://login.botframework.com/v1/.well-known/openidconfiguration"),
        "https://login.microsoftonline.com",
        new("https://login.microsoftonline.com/common/v2.0/.well-known/openid-configuration"),
        "botframework.com",
        "https://api.botframework.com/.default",
        ["d6d49420-f39b-4df7-a1dc-d59a935871db", "f8cdef31-a31e-4b4a-93e4-5f571e91255a", "69e9b82d-4842-4902-8d1e-abc5b98a55e8"],
        ["smba.trafficmanager.net", "*.botframework.com", "smba.infra.gcc.teams.microsoft.com"])
    { Client = new("https://teams.microsoft.com/") };

    private static readonly TeamsCloud UsGovernment = new(
        "https://api.botframework.us",
        new("https://login.botframework.azure.us/v1/.well-known/openidconfiguration"),
        "https://login.microsoftonline.us",
        new("https://login.microsoftonline.us/cab8a31a-1906-4287-a0d8-4eef66b95f6e/v2.0/.well-known/openid-configuration"),
        "MicrosoftServices.onmicrosoft.us",
        "https://api.botframework.us/.default",
        ["cab8a31a-1906-4287-a0d8-4eef66b95f6e", "f8cdef31-a31e-4b4a-93e4-5f571e91255a"],
        ["smba.infra.gov.teams.microsoft.us", "*.botframework.us", "*.botframework.azure.us"]);

    private static readonly TeamsCloud China = new(
        "https://api.botframework.azure.cn",
        new("https://login.botframework.azure.cn/v1/.well-known/openidconfiguration"),
        "https://login.partner.microsoftonline.cn",
        new("https://login.partner.microsoftonline.cn/common/v2.0/.well-known/openid-configuration"),
        "botframework.azure.cn",
        "https://api.botframework.azure.cn/.default",
        [],
        ["*.botframework.azure.cn"]);
}
