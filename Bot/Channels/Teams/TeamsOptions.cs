using System.ComponentModel.DataAnnotations;

namespace Bot.Channels.Teams;

/// <summary>Section <c>Teams</c>. Without <see cref="AppId"/> only programs on this machine are answered.</summary>
internal sealed class TeamsOptions
{
    public const string Section = "Teams";

    private const string Guid = "[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}";
    private const string Address = @"https://\S+|http://(127\.0\.0\.1|localhost|\[::1\])[:/]\S*";

    /// <summary>The application (client) id of the bot's registration. Empty, the default: no registration.</summary>
    [RegularExpression(Guid, ErrorMessage = "empty, or the application id, such as 00000000-0000-0000-0000-000000000000")]
    public string AppId { get; set; } = "";

    /// <summary>The client secret of the registration. Needed with <see cref="AppId"/>.</summary>
    public string AppSecret { get; set; } = "";

    /// <summary>The tenant of a single-tenant registration, as all new ones are. Empty, the default: multi-tenant.</summary>
    [RegularExpression(Guid, ErrorMessage = "empty, or the directory (tenant) id, such as 00000000-0000-0000-0000-000000000000")]
    public string TenantId { get; set; } = "";

    /// <summary>Where the Azure Bot resource lives. Default Public.</summary>
    public CloudName Cloud { get; set; }

    /// <summary>Who issues the channel's tokens. Empty, the default: the cloud's.</summary>
    public string ChannelIssuer { get; set; } = "";

    /// <summary>Metadata of that issuer. Empty, the default: the cloud's.</summary>
    [RegularExpression(Address, ErrorMessage = "empty, or an https address")]
    public string ChannelMetadata { get; set; } = "";

    /// <summary>Who issues tokens of directories, without a tenant. Empty, the default: the cloud's, e.g. https://login.microsoftonline.com.</summary>
    [RegularExpression(Address, ErrorMessage = "empty, or an https address")]
    public string LoginUrl { get; set; } = "";

    /// <summary>Metadata of <see cref="LoginUrl"/>. Empty, the default: the cloud's.</summary>
    [RegularExpression(Address, ErrorMessage = "empty, or an https address")]
    public string LoginMetadata { get; set; } = "";

    /// <summary>What our token is asked for. Empty, the default: the cloud's.</summary>
    public string Scope { get; set; } = "";

    /// <summary>More hosts that our token may be sent to, <c>*.example.org</c> for all below one. Default none beside the cloud's own.</summary>
    [Hosts(ErrorMessage = "host names such as smba.example.org or *.example.org")]
    public string[] TrustedHosts { get; set; } = [];

    /// <summary>Application ids, beside our own, whose directory tokens are accepted. Default none.</summary>
    [Each(Guid, ErrorMessage = "application ids, such as 00000000-0000-0000-0000-000000000000")]
    public string[] Callers { get; set; } = [];

    /// <summary>The most requests in a second to one tenant, by all replicas together. Default 40, 1 to 50.</summary>
    [Range(1, 50, ErrorMessage = "a whole number from 1 to 50")]
    public int RequestsPerSecond { get; set; } = 40;

    /// <summary>The most announcements in a second by one process. Default 20, 1 to 50.</summary>
    [Range(1, 50, ErrorMessage = "a whole number from 1 to 50")]
    public int SendsPerSecond { get; set; } = 20;

    public bool IsRegistered => AppId.Length > 0;

    [AttributeUsage(AttributeTargets.Property)]
    private sealed class EachAttribute(string pattern) : ValidationAttribute
    {
        public override bool IsValid(object? value) => value is string[] all && all.All(new RegularExpressionAttribute(pattern).IsValid);
    }

    [AttributeUsage(AttributeTargets.Property)]
    private sealed class HostsAttribute : ValidationAttribute
    {
        public override bool IsValid(object? value) =>
            value is string[] all && all.All(h => Uri.CheckHostName(h.StartsWith("*.", StringComparison.Ordinal) ? h[2..] : h) != UriHostNameType.Unknown);
    }
}
