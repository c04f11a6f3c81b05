namespace Bot.HrConsole.SignIn;

/// <summary>
/// Stands before everything under <c>/console</c>, whatever is mapped there: who has not signed in sees the sign-in pages and nothing else.
/// </summary>
internal sealed class Gate(RequestDelegate next)
{
    /// <summary>Paths below <c>/console</c> that anybody may see.</summary>
    public static readonly string[] Open = [SignInEndpoints.SignInPath, SignInEndpoints.SetUpPath, SignInEndpoints.EnterPath, ConsoleAuthentication.CallbackPath];

    public Task InvokeAsync(HttpContext context)
    {
        if (IsOpen(context.Request.Path) || context.User.IsInRole(Roles.Viewer)) return next(context);
        if (context.User.Identity is { IsAuthenticated: true }) return SignInPages.WriteNoRoleAsync(context);
        if (HttpMethods.IsGet(context.Request.Method) && !context.WebSockets.IsWebSocketRequest && !context.Request.Path.StartsWithSegments("/_blazor", StringComparison.OrdinalIgnoreCase))
        {
            context.Response.Redirect(ConsolePipeline.Prefix + SignInEndpoints.SignInPath + QueryString.Create("to", context.Request.Path + context.Request.QueryString));
            return Task.CompletedTask;
        }
        context.Response.StatusCode = StatusCodes.Status401Unauthorized;
        return Task.CompletedTask;
    }

    private static bool IsOpen(PathString path) => Array.Exists(Open, open => path.Equals(open, StringComparison.OrdinalIgnoreCase));
}
