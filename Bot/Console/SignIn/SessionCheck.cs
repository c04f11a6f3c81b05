using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;

namespace Bot.HrConsole.SignIn;

/// <summary>A page stays open for hours over one connection: looks once a minute whether its session still holds.</summary>
internal sealed class SessionCheck(ILoggerFactory loggers, Sessions sessions) : RevalidatingServerAuthenticationStateProvider(loggers)
{
    protected override TimeSpan RevalidationInterval => TimeSpan.FromMinutes(1);

    protected override async Task<bool> ValidateAuthenticationStateAsync(AuthenticationState authenticationState, CancellationToken cancellationToken)
    {
        try
        {
            return await sessions.IsCurrentAsync(authenticationState.User, cancellationToken);
        }
        catch (State.StateUnavailableException)
        {
            // Redis is away and no page can do anything; the next look decides.
            return true;
        }
    }
}
