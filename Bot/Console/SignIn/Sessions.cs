using System.Globalization;
using System.Security.Claims;
using Bot.HrConsole.Accounts;
using Bot.HrConsole.Audit;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace Bot.HrConsole.SignIn;

/// <summary>Makes the identity that a session's cookie carries, and says whether it still holds.</summary>
internal sealed class Sessions(LocalAccounts accounts, AuditLog audit, IOptions<ConsoleOptions> options, TimeProvider time)
{
    private const string Stamp = "stamp";
    private const string Until = "until";

    public ClaimsPrincipal Of(LocalAccount account) => Make(account.Name, account.Roles, account.Stamp);

    /// <summary>False: it has expired, or the account was removed or changed since.</summary>
    public async Task<bool> IsCurrentAsync(ClaimsPrincipal person, CancellationToken ct)
    {
        if (!long.TryParse(person.FindFirstValue(Until), CultureInfo.InvariantCulture, out var until) || time.GetUtcNow().ToUnixTimeSeconds() >= until) return false;
        // Of the organisation's provider: its own word lasts until the session ends.
        if (person.FindFirstValue(Stamp) is not { } stamp) return true;
        return await accounts.FindAsync(person.Identity?.Name ?? "", ct) is { } account && account.Stamp == stamp;
    }

    /// <summary>Takes over what the provider says of somebody: a name and roles, and nothing else of it.</summary>
    public async Task ReceiveAsync(TicketReceivedContext ticket, OpenIdConnectSettings settings)
    {
        var told = ticket.Principal!;
        var name = told.FindFirstValue(settings.NameClaim) ?? told.FindFirstValue("preferred_username") ?? told.FindFirstValue("sub") ?? "";
        ticket.Principal = Make(name, told.FindAll(settings.RoleClaim).Select(c => c.Value), null);
        ticket.Properties!.ExpiresUtc = time.GetUtcNow() + Life;
        // Strict cookies do not come along on the way back from another site: one more step, from a page of ours.
        ticket.ReturnUri = ConsolePipeline.Prefix + SignInEndpoints.EnterPath + QueryString.Create("to", ticket.ReturnUri ?? "/");
        await audit.AddAsync(name, "登录", "单位统一登录", ticket.HttpContext.RequestAborted);
    }

    private TimeSpan Life => TimeSpan.FromMinutes(options.Value.SessionMinutes);

    private ClaimsPrincipal Make(string name, IEnumerable<string> roles, string? stamp)
    {
        var identity = new ClaimsIdentity(ConsoleAuthentication.Scheme, ClaimTypes.Name, ClaimTypes.Role);
        identity.AddClaim(new(ClaimTypes.Name, name));
        identity.AddClaim(new(Until, (time.GetUtcNow() + Life).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)));
        foreach (var role in Roles.Expand(roles)) identity.AddClaim(new(ClaimTypes.Role, role));
        if (stamp is not null) identity.AddClaim(new(Stamp, stamp));
        return new ClaimsPrincipal(identity);
    }
}
