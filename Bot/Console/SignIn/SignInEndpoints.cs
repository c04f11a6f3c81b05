using Bot.HrConsole.Accounts;
using Bot.HrConsole.Audit;
using Bot.Operations;
using Bot.Pages;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace Bot.HrConsole.SignIn;

/// <summary>Setting up the first account, signing in and out. Plain forms: they work before any script does.</summary>
internal sealed class SignInEndpoints(
    LocalAccounts accounts, ResetLinks resets, SignInAttempts attempts, Sessions sessions, AuditLog audit, IAntiforgery antiforgery, IOptions<OpenIdConnectSettings> connect, PageAssets assets)
{
    public const string SignInPath = "/sign-in";
    public const string SetUpPath = "/set-up";
    public const string EnterPath = "/enter";
    public const string SignOutPath = "/sign-out";

    public async Task ShowSignInAsync(HttpContext context)
    {
        var to = Back(context.Request.Query["to"]);
        if (connect.Value.IsConfigured)
        {
            await context.ChallengeAsync(ConsoleAuthentication.Organisation, new AuthenticationProperties { RedirectUri = ConsolePipeline.Prefix + to });
            return;
        }
        var empty = await accounts.IsEmptyAsync(context.RequestAborted);
        await WriteAsync(context, empty ? SignInPages.NotSetUp(assets) : SignInPages.SignIn(assets, Token(context), to, "", null));
    }

    public async Task SignInAsync(HttpContext context)
    {
        if (connect.Value.IsConfigured || await FormAsync(context) is not { } form) { await StaleAsync(context); return; }
        var (name, password, to) = (form["name"].ToString().Trim(), form["password"].ToString(), Back(form["to"]));
        var complaint = await TryAsync(context, name, password);
        if (complaint is null) context.Response.Redirect(ConsolePipeline.Prefix + to);
        else await WriteAsync(context, SignInPages.SignIn(assets, Token(context), to, name, complaint), StatusCodes.Status401Unauthorized);
    }

    public async Task ShowSetUpAsync(HttpContext context)
    {
        var token = context.Request.Query["token"].ToString();
        if (await accounts.IsSetUpTokenAsync(token, context.RequestAborted)) await WriteAsync(context, SignInPages.SetUp(assets, Token(context), token, "", null));
        else if (await resets.FindAsync(token, context.RequestAborted) is { } name) await WriteAsync(context, SignInPages.Reset(assets, Token(context), token, name, null));
        else await WriteAsync(context, SignInPages.LinkUsed(assets), 404);
    }

    public async Task SetUpAsync(HttpContext context)
    {
        if (await FormAsync(context) is not { } form) { await StaleAsync(context); return; }
        var (token, name, password, again) = (form["token"].ToString(), form["name"].ToString().Trim(), form["password"].ToString(), form["again"].ToString());
        if (await resets.FindAsync(token, context.RequestAborted) is { } whose) { await ResetAsync(context, token, whose, password, again); return; }
        if (!await accounts.IsSetUpTokenAsync(token, context.RequestAborted)) { await WriteAsync(context, SignInPages.LinkUsed(assets), 404); return; }
        var complaint = !LocalAccount.IsName(name) ? $"用户名请用 {LocalAccount.NameRule}。" : Complaint(name, password, again);
        if (complaint is not null) { await WriteAsync(context, SignInPages.SetUp(assets, Token(context), token, name, complaint), 400); return; }
        if (await accounts.AddFirstAsync(name, password, context.RequestAborted) is not { } account) { await WriteAsync(context, SignInPages.LinkUsed(assets), 404); return; }
        await audit.AddAsync(name, "建立第一个账号", "", CancellationToken.None);
        await context.SignInAsync(ConsoleAuthentication.Scheme, sessions.Of(account));
        context.Response.Redirect(ConsolePipeline.Prefix + "/");
    }

    private async Task ResetAsync(HttpContext context, string token, string name, string password, string again)
    {
        if (Complaint(name, password, again) is { } complaint) { await WriteAsync(context, SignInPages.Reset(assets, Token(context), token, name, complaint), 400); return; }
        // Whoever takes it first uses it; the account may have been removed meanwhile.
        var taken = await resets.TakeAsync(token, context.RequestAborted) == name ? await accounts.FindAsync(name, context.RequestAborted) : null;
        if (taken is null) { await WriteAsync(context, SignInPages.LinkUsed(assets), 404); return; }
        await accounts.ChangePasswordAsync(taken, password, CancellationToken.None);
        await attempts.ClearAsync(name, CancellationToken.None);
        await audit.AddAsync(name, "用链接重设了密码", "", CancellationToken.None);
        await context.SignInAsync(ConsoleAuthentication.Scheme, sessions.Of((await accounts.FindAsync(name, CancellationToken.None))!));
        context.Response.Redirect(ConsolePipeline.Prefix + "/");
    }

    private static string? Complaint(string name, string password, string again) => password != again ? "两次输入的密码不一样。" : Passwords.Complaint(name, password);

    public Task EnterAsync(HttpContext context) => WriteAsync(context, SignInPages.Enter(assets, ConsolePipeline.Prefix + Back(context.Request.Query["to"].ToString() is var to && to.StartsWith(ConsolePipeline.Prefix, StringComparison.Ordinal) ? to[ConsolePipeline.Prefix.Length..] : to)));

    public Task ShowSignOutAsync(HttpContext context) => WriteAsync(context, SignInPages.SignOut(assets, Token(context)));

    public async Task SignOutAsync(HttpContext context)
    {
        if (await FormAsync(context) is null) { await StaleAsync(context); return; }
        await audit.AddAsync(context.User.Identity?.Name ?? "", "退出", "", CancellationToken.None);
        await context.SignOutAsync(ConsoleAuthentication.Scheme);
        await WriteAsync(context, SignInPages.SignedOut(assets));
    }

    /// <returns>Null: signed in; else why not.</returns>
    private async Task<string?> TryAsync(HttpContext context, string name, string password)
    {
        if (name.Length is 0 or > 64 || password.Length is 0 or > Passwords.Longest) return Wrong;
        if (await attempts.BeginAsync(name, context.RequestAborted) is { } wait) return $"试错次数太多，这个账号锁定了，请 {Math.Max(1, (int)Math.Ceiling(wait.TotalMinutes))} 分钟后再试。";
        var account = await accounts.FindAsync(name, context.RequestAborted);
        if (!Passwords.Verify(password, account?.Hash))
        {
            if (account is not null) await audit.AddAsync(account.Name, "登录失败", ClientAddress.Shown(context), CancellationToken.None);
            return Wrong;
        }
        await attempts.ClearAsync(name, CancellationToken.None);
        await audit.AddAsync(account!.Name, "登录", ClientAddress.Shown(context), CancellationToken.None);
        await context.SignInAsync(ConsoleAuthentication.Scheme, sessions.Of(account));
        return null;
    }

    private const string Wrong = "用户名或密码不对。";

    private string Token(HttpContext context) => antiforgery.GetAndStoreTokens(context).RequestToken!;

    // Null: no form of ours.
    private async Task<IFormCollection?> FormAsync(HttpContext context) =>
        context.Request.HasFormContentType && await antiforgery.IsRequestValidAsync(context) ? await context.Request.ReadFormAsync(context.RequestAborted) : null;

    private Task StaleAsync(HttpContext context) => WriteAsync(context, SignInPages.Stale(assets), StatusCodes.Status400BadRequest);

    // Only to a place below /console: never to somebody else's.
    private static string Back(string? to) =>
        to is ['/', ..] and not ['/', '/' or '\\', ..] && !to.Any(char.IsControl) && !Array.Exists(Gate.Open, open => to.StartsWith(open, StringComparison.OrdinalIgnoreCase)) ? to : "/";

    private static Task WriteAsync(HttpContext context, Html page, int status = StatusCodes.Status200OK)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/html; charset=utf-8";
        return context.Response.WriteAsync(page.ToString(), context.RequestAborted);
    }
}

internal static class SignInRoutes
{
    public static void MapSignIn(this IEndpointRouteBuilder routes)
    {
        routes.MapGet(SignInEndpoints.SignInPath, static (HttpContext context, SignInEndpoints e) => e.ShowSignInAsync(context)).RequireRateLimiting(SignInLimit.Policy);
        routes.MapPost(SignInEndpoints.SignInPath, static (HttpContext context, SignInEndpoints e) => e.SignInAsync(context)).DisableAntiforgery().RequireRateLimiting(SignInLimit.Policy);
        routes.MapGet(SignInEndpoints.SetUpPath, static (HttpContext context, SignInEndpoints e) => e.ShowSetUpAsync(context)).RequireRateLimiting(SignInLimit.Policy);
        routes.MapPost(SignInEndpoints.SetUpPath, static (HttpContext context, SignInEndpoints e) => e.SetUpAsync(context)).DisableAntiforgery().RequireRateLimiting(SignInLimit.Policy);
        routes.MapGet(SignInEndpoints.EnterPath, static (HttpContext context, SignInEndpoints e) => e.EnterAsync(context));
        routes.MapGet(SignInEndpoints.SignOutPath, static (HttpContext context, SignInEndpoints e) => e.ShowSignOutAsync(context));
        routes.MapPost(SignInEndpoints.SignOutPath, static (HttpContext context, SignInEndpoints e) => e.SignOutAsync(context)).DisableAntiforgery();
    }
}
