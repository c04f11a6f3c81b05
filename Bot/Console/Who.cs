using System.Security.Claims;
using Bot.HrConsole.SignIn;
using Microsoft.AspNetCore.Components.Authorization;

namespace Bot.HrConsole;

/// <summary>Who sits at this page. Asked again for every deed: what a page shows is no permission.</summary>
internal sealed class Who(AuthenticationStateProvider state, Sessions sessions)
{
    /// <summary>The name for the log, if the person may do it now.</summary>
    /// <exception cref="NotAllowedException">They may not, or their session is over.</exception>
    public async Task<string> MustBeAsync(string role, CancellationToken ct)
    {
        var person = (await state.GetAuthenticationStateAsync()).User;
        if (!await sessions.IsCurrentAsync(person, ct)) throw new NotAllowedException("登录已过期，请刷新页面重新登录。");
        return person.IsInRole(role) ? person.Identity!.Name! : throw new NotAllowedException($"这一步需要“{Roles.Names([role])}”权限。");
    }

    public async Task<bool> IsAsync(string role) => (await state.GetAuthenticationStateAsync()).User.IsInRole(role);

    public async Task<string> NameAsync() => (await state.GetAuthenticationStateAsync()).User.FindFirstValue(ClaimTypes.Name) ?? "";
}

/// <param name="message">A sentence for the person.</param>
internal sealed class NotAllowedException(string message) : Exception(message);
