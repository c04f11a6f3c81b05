using Bot.Channels.Teams.Activities;
using Bot.Channels.Teams.Authentication;
using Bot.Channels.Teams.Connector;
using Bot.Channels.Teams.Incoming;
using Bot.Channels.Teams.References;
using Bot.Channels.Teams.Replies;
using Bot.Delivery;
using Bot.Hosting;
using Bot.State.Effects;
using Bot.State.Letters;
using Microsoft.Extensions.Options;

namespace Bot.Channels.Teams;

internal static class Extensions
{
    /// <summary>The Bot Framework channel: Teams, and whatever else speaks its protocol.</summary>
    public static IServiceCollection AddTeams(this IServiceCollection services)
    {
        services.AddSettings<TeamsOptions>(TeamsOptions.Section);
        services.AddSingleton(s => TeamsCloud.Of(s.GetRequiredService<IOptions<TeamsOptions>>().Value));
        services.AddSingleton<TeamsHttp>();
        services.AddSingleton<BotAuthenticator>();
        services.AddSingleton<ConnectorTokens>();
        services.AddSingleton<PaceBook>();
        services.AddSingleton<TenantPace>();
        services.AddSingleton<ConnectorClient>();
        services.AddSingleton<ConversationReferences>();
        services.AddSingleton<IEffectHandler>(s => s.GetRequiredService<ConversationReferences>());
        services.AddSingleton<TeamsReplies>();
        services.AddSingleton<TeamsTurns>();
        services.AddSingleton<CardInvoke>();
        services.AddSingleton<Postman>();
        services.AddSingleton<MessagesEndpoint>();
        services.AddSingleton<IDeliveryChannel, TeamsDelivery>();
        services.AddSingleton<ILetterCarrier, ReplyCarrier>();
        services.AddSingleton<TeamsLanes>();
        services.AddHostedService(s => s.GetRequiredService<TeamsLanes>());
        services.AddSingleton<Inbox>();
        services.AddSingleton<IEffectHandler>(s => s.GetRequiredService<Inbox>());
        services.AddHostedService<InboxSweeper>();
        services.AddHostedService<TeamsStartup>();
        return services;
    }

    /// <summary><c>POST /api/messages</c>.</summary>
    public static void MapTeams(this WebApplication app)
    {
        var endpoint = new Lazy<MessagesEndpoint>(app.Services.GetRequiredService<MessagesEndpoint>);
        var log = app.Services.GetRequiredService<ILoggerFactory>().CreateLogger<MessagesEndpoint>();
        app.MapPost("/api/messages", context => GuardAsync(context, endpoint, log)).ExcludeFromDescription();
    }

    // The one catch of this channel: what went wrong as the error object of the protocol, and a line without content.
    private static async Task GuardAsync(HttpContext context, Lazy<MessagesEndpoint> endpoint, ILogger log)
    {
        try
        {
            await endpoint.Value.ServeAsync(context);
        }
        catch (ActivityException error) when (!context.Response.HasStarted)
        {
            RefusalLog.Refused(log, error.Status, error.Message);
            await ActivityAnswers.WriteErrorAsync(context, error);
        }
        catch (BadHttpRequestException error) when (!context.Response.HasStarted)
        {
            await ActivityAnswers.WriteErrorAsync(context, new ActivityException(error.StatusCode, "BadArgument", "The request could not be read."));
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // Nobody waits for the answer.
        }
    }
}

internal static partial class RefusalLog
{
    [LoggerMessage(EventId = 1, Level = LogLevel.Warning, Message = "An activity was refused with {Status}: {Reason}")]
    public static partial void Refused(ILogger log, int status, string reason);
}
