using Bot.State;

namespace Bot.Channels.WebChat.DirectLine;

/// <summary>The addresses of Direct Line 3.0. Plain request delegates: nothing is bound or filtered on the way to a turn.</summary>
internal static class DirectLineRoutes
{
    public const string Prefix = "/v3/directline";

    public static void MapDirectLine(this IEndpointRouteBuilder routes)
    {
        var conversations = routes.ServiceProvider.GetRequiredService<ConversationEndpoints>();
        var stream = routes.ServiceProvider.GetRequiredService<StreamEndpoint>();
        var upload = routes.ServiceProvider.GetRequiredService<UploadEndpoint>();
        var group = routes.MapGroup(Prefix).ExcludeFromDescription();
        group.MapPost("/tokens/generate", Serve(conversations.GenerateAsync));
        group.MapPost("/tokens/refresh", Serve(conversations.RefreshAsync));
        group.MapPost("/conversations", Serve(conversations.StartAsync));
        group.MapGet("/conversations/{conversation}", Serve(conversations.ReconnectAsync));
        group.MapGet("/conversations/{conversation}/activities", Serve(conversations.PollAsync));
        group.MapPost("/conversations/{conversation}/activities", Serve(conversations.PostAsync));
        group.MapPost("/conversations/{conversation}/upload", Serve(upload.ServeAsync));
        group.MapGet("/conversations/{conversation}/stream", Serve(stream.ServeAsync));
        group.MapGet("/session/getsessionid", GetSessionIdAsync);
        group.MapMethods("/{**path}", [HttpMethods.Options], DirectLineResponse.PreflightAsync);
    }

    /// <summary>The one catch of this channel: what went wrong as the error object that clients understand.</summary>
    public static RequestDelegate Serve(Func<HttpContext, Task> handle) => async context =>
    {
        DirectLineResponse.AllowAnyOrigin(context);
        try
        {
            await handle(context);
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
    };

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
