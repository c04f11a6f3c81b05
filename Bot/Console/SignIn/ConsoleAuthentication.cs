using Bot.Hosting;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace Bot.HrConsole.SignIn;

/// <summary>The cookie of a session and, if configured, the organisation's sign-in before it.</summary>
internal static class ConsoleAuthentication
{
    public const string Scheme = "console";
    public const string Organisation = "organisation";
    public const string CallbackPath = "/sign-in/callback";

    public static void AddConsoleSignIn(this IServiceCollection services, OpenIdConnectSettings connect)
    {
        if (connect is { IsConfigured: true, ClientId: "" }) throw new StartException(["Console:OpenIdConnect:ClientId is ''; allowed with an Authority: the id that the provider has given to the console."]);
        var authentication = services.AddAuthentication(Scheme).AddCookie(Scheme);
        services.AddOptions<CookieAuthenticationOptions>(Scheme).Configure<IOptions<ConsoleOptions>, Sessions>(Configure);
        if (connect.IsConfigured)
        {
            _ = authentication.AddOpenIdConnect(Organisation, static _ => { });
            services.AddOptions<OpenIdConnectOptions>(Organisation).Configure<IOptions<OpenIdConnectSettings>, Sessions>(Configure);
        }
        services.AddAuthorization();
        services.AddAntiforgery(antiforgery =>
        {
            antiforgery.Cookie.Name = "console.form";
            antiforgery.Cookie.Path = ConsolePipeline.Prefix;
            antiforgery.Cookie.SameSite = SameSiteMode.Strict;
            antiforgery.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            antiforgery.FormFieldName = "form-token";
            antiforgery.SuppressXFrameOptionsHeader = true;
        });
        services.AddScoped<AuthenticationStateProvider, SessionCheck>();
    }

    private static void Configure(CookieAuthenticationOptions cookie, IOptions<ConsoleOptions> options, Sessions sessions)
    {
        cookie.Cookie.Name = "console";
        cookie.Cookie.Path = ConsolePipeline.Prefix;
        cookie.Cookie.HttpOnly = true;
        cookie.Cookie.SameSite = SameSiteMode.Strict;
        cookie.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        cookie.ExpireTimeSpan = TimeSpan.FromMinutes(options.Value.SessionMinutes);
        cookie.SlidingExpiration = false;
        cookie.Events.OnValidatePrincipal = async validate =>
        {
            if (!await sessions.IsCurrentAsync(validate.Principal!, validate.HttpContext.RequestAborted)) validate.RejectPrincipal();
        };
    }

    private static void Configure(OpenIdConnectOptions connect, IOptions<OpenIdConnectSettings> options, Sessions sessions)
    {
        var settings = options.Value;
        (connect.Authority, connect.ClientId, connect.ClientSecret) = (settings.Authority, settings.ClientId, settings.ClientSecret);
        connect.RequireHttpsMetadata = settings.Authority.StartsWith("https:", StringComparison.OrdinalIgnoreCase);
        connect.SignInScheme = Scheme;
        connect.CallbackPath = CallbackPath;
        connect.ResponseType = OpenIdConnectResponseType.Code;
        connect.ResponseMode = OpenIdConnectResponseMode.Query;
        connect.UsePkce = true;
        connect.MapInboundClaims = false;
        connect.SaveTokens = false;
        connect.GetClaimsFromUserInfoEndpoint = true;
        Microsoft.AspNetCore.Authentication.ClaimActionCollectionMapExtensions.MapAll(connect.ClaimActions);
        connect.Scope.Clear();
        foreach (var scope in (string[])["openid", "profile"]) connect.Scope.Add(scope);
        // The provider sends the browser back from its own site, where strict cookies stay at home.
        foreach (var cookie in (CookieBuilder[])[connect.CorrelationCookie, connect.NonceCookie])
            (cookie.SameSite, cookie.SecurePolicy, cookie.Path) = (SameSiteMode.Lax, CookieSecurePolicy.SameAsRequest, ConsolePipeline.Prefix);
        connect.Events.OnTicketReceived = ticket => sessions.ReceiveAsync(ticket, settings);
        connect.Events.OnRemoteFailure = async failure =>
        {
            failure.HandleResponse();
            await SignInPages.WriteProviderFailedAsync(failure.HttpContext);
        };
    }
}
