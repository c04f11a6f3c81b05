using Bot.Channels.WebChat.DirectLine;
using Bot.Channels.WebChat.Tokens;
using Bot.Delivery;
using Bot.Hosting;
using Dialogs.Turns;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;

namespace Bot.Channels.WebChat;

internal static class Extensions
{
    public static IServiceCollection AddWebChat(this IServiceCollection services)
    {
        services.AddSettings<WebChatOptions>(WebChatOptions.Section);
        services.AddOptions<RateLimiterOptions>().Configure<IOptions<WebChatOptions>>(TokenLimit.Configure);
        services.AddSingleton<WelcomeStep>(s => s.GetRequiredService<Assistant>().Welcome);
        services.AddSingleton<ChatTokens>();
        services.AddSingleton<DirectLineAccess>();
        services.AddSingleton<PostedTurn>();
        services.AddSingleton<ConversationEndpoints>();
        services.AddSingleton<StreamEndpoint>();
        services.AddSingleton<UploadEndpoint>();
        services.AddSingleton<TokenEndpoint>();
        services.AddSingleton<ChatPage>();
        services.AddSingleton<IDeliveryChannel, WebChatDelivery>();
        return services;
    }

    /// <summary>The page at <c>/</c>, <c>POST /webchat/token</c> and <c>/v3/directline</c>.</summary>
    public static void MapWebChat(this WebApplication app)
    {
        app.UseWebSockets(new WebSocketOptions { KeepAliveInterval = TimeSpan.FromSeconds(30) });
        app.MapPost("/webchat/token", DirectLineRoutes.Serve<TokenEndpoint>(app, static (e, context) => e.ServeAsync(context)))
            .RequireRateLimiting(TokenLimit.Policy).ExcludeFromDescription();
        app.MapDirectLine();
        app.MapMethods("/", [HttpMethods.Get, HttpMethods.Head], context => context.RequestServices.GetRequiredService<ChatPage>().ServeAsync(context)).ExcludeFromDescription();
    }
}
