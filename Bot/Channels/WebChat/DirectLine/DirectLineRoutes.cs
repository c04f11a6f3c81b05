using Bot.State;

namespace Bot.Channels.WebChat.DirectLine;

/// <summary>The addresses of Direct Line 3.0. Plain request delegates: nothing is bound or filtered on the way to a turn.</summary>
internal static class DirectLineRoutes
{
    public const string Prefix = "/v3/directline";

    public static void MapDirectLine(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup(Prefix).ExcludeFromDescription();
        group.MapPost("/tokens/generate", Serve<ConversationEndpoints>(routes, static (e, context) => e.GenerateAsync(context)));
        group.MapPost("/tokens/refresh", Serve<ConversationEndpoints>(routes, static (e, context) => e.RefreshAsync(context)));
        group.MapPost("/conversations", Serve<ConversationEndpoints>(routes, static (e, context) => e.StartAsync(context)));
        group.MapGet("/conversations/{conversation}", Serve<ConversationEndpoints>(routes, static (e, context) => e.ReconnectAsync(context)));
        group.MapGet("/conversations/{conversation}/activities", Serve<ConversationEndpoints>(routes, static (e, context) => e.PollAsync(context)));
        group.MapPost("/conversations/{conversation}/activities", Serve<ConversationEndpoints>(routes, static (e, context) => e.PostAsync(context)));
        group.MapPost("/conversations/{conversation}/upload", Serve<UploadEndpoint>(routes, static (e, context) => e.ServeAsync(context)));
        group.MapGet("/conversations/{conversation}/stream", Serve<StreamEndpoint>(routes, static (e, context) => e.ServeAsync(context)));
        group.MapGet("/session/getsessionid", GetSessionIdAsync);
        group.MapMethods("/{**path}", [HttpMethods.Options], DirectLineResponse.PreflightAsync);
    }

    /// <summary>
    /// The one catch of this channel: what went wrong as the error object that clients understand. The endpoint is made at the first call, so that the
    /// server opens without waiting for the notices.
    /// </summary>
    public static RequestDelegate Serve<T>(IEndpointRouteBuilder routes, Func<T, HttpContext, Task> handle) where T : notnull
    {
        var endpoint = new Lazy<T>(routes.ServiceProvider.GetRequiredService<T>);
        return context => GuardAsync(context, endpoint, handle);
    }

    private static async Task GuardAsync<T>(HttpContext context, Lazy<T> endpoint, Func<T, HttpContext, Task> handle)
    {
        DirectLineResponse.AllowAnyOrigin(context);
        try
        {
            await handle(endpoint.Value, context);
        }
        catch (DirectLineException error) when (!context.Response.HasStarted)
        {
            await DirectLineResponse.WriteErrorAsync(context, error);
        }
        catch (StateUnavailableException) when (!context.Response.HasStarted)
        {
            await DirectLineResponse.WriteErrorAsync(context, DirectLineException.Away());
        }
        catch (BadHttpRequestException error) when (!context.Response.HasStarted)
        {
            await DirectLineResponse.WriteErrorAsync(context, new DirectLineException(error.StatusCode, "BadArgument", "The request could not be read."));
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // Nobody waits for the answer.
        }
    }

    // Asked with credentials, so the origin is named. There are no sessions here: a name, so that clients go on.
    private static Task GetSessionIdAsync(HttpContext context)
    {
        if (context.Request.Headers.Origin.ToString() is { Length: > 0 } origin)
        {
            context.Response.Headers.AccessControlAllowOrigin = origin;
            context.Response.Headers.AccessControlAllowCredentials = "true";
            context.Response.Headers.Vary = "Origin";
        }
        return DirectLineResponse.WriteAsync(context, StatusCodes.Status200OK, "none", static (json, id) => json.WriteString("sessionId"u8, id));
    }
}
