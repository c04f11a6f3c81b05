using System.ComponentModel.DataAnnotations;

namespace Bot.HrConsole;

/// <summary>Section <c>Console</c>: the pages for HR.</summary>
internal sealed class ConsoleOptions
{
    public const string Section = "Console";

    /// <summary>How long a sign-in lasts. Default 480, from 5 to 1440.</summary>
    [Range(5, 1440, ErrorMessage = "a whole number from 5 to 1440")]
    public int SessionMinutes { get; set; } = 480;

    /// <summary>A section of its own.</summary>
    public OpenIdConnectSettings OpenIdConnect { get; } = new();
}

/// <summary>Section <c>Console:OpenIdConnect</c>: signing in with the organisation's own accounts. Without an authority the console keeps its own.</summary>
internal sealed class OpenIdConnectSettings
{
    public const string Section = ConsoleOptions.Section + ":OpenIdConnect";

    /// <summary>The provider, whose <c>.well-known/openid-configuration</c> is read when somebody signs in. Must be https, unless on this machine.</summary>
    [RegularExpression(@"https://\S+|http://(localhost|127\.0\.0\.1|\[::1\])(:\d+)?(/\S*)?", ErrorMessage = "empty, or an https address")]
    public string Authority { get; set; } = "";

    [RegularExpression(@"\S+", ErrorMessage = "the id that the provider has given to the console")]
    public string ClientId { get; set; } = "";

    public string ClientSecret { get; set; } = "";

    /// <summary>The claim whose values are viewer, operator, approver or administrator. Default <c>roles</c>.</summary>
    [RegularExpression(@"\S+", ErrorMessage = "the name of a claim")]
    public string RoleClaim { get; set; } = "roles";

    /// <summary>The claim that names the person in the log. Default <c>name</c>.</summary>
    [RegularExpression(@"\S+", ErrorMessage = "the name of a claim")]
    public string NameClaim { get; set; } = "name";

    public bool IsConfigured => Authority.Length > 0;
}
