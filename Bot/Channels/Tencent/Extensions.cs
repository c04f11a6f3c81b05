using Bot.Channels.Tencent.Answers;
using Bot.Channels.Tencent.Api;
using Bot.Channels.Tencent.Boxes;
using Bot.Channels.Tencent.Owed;
using Bot.Channels.WeChat;
using Bot.State.Effects;
using Microsoft.Extensions.Options;

namespace Bot.Channels.Tencent;

internal static class Extensions
{
    /// <summary>What WeChat and WeCom have in common: boxes, answers within five seconds, calls of the platform.</summary>
    public static IServiceCollection AddTextChannels(this IServiceCollection services)
    {
        services.AddSingleton<PushDoor>();
        services.AddSingleton<BoxStore>();
        services.AddSingleton<IEffectHandler>(s => s.GetRequiredService<BoxStore>());
        services.AddSingleton<FollowUps>();
        services.AddHostedService(s => s.GetRequiredService<FollowUps>());
        services.AddSingleton<OwedAnswers>();
        services.AddSingleton(AnswerBudget.OfThePlatforms);
        services.AddSingleton<Answering>();
        services.AddSingleton<OwedSweeper>();
        services.AddHostedService(s => s.GetRequiredService<OwedSweeper>());
        services.AddSingleton<Announcing>();
        services.AddSingleton<IAccessTokens, SharedTokens>();
        services.AddSingleton(s => new PlatformApi(MakeClient(s.GetRequiredService<IOptions<WeChatOptions>>().Value.ApiTimeoutSeconds), s.GetRequiredService<IAccessTokens>(), s.GetRequiredService<TimeProvider>()));
        return services;
    }

    internal static HttpClient MakeClient(int timeoutSeconds) =>
        new(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromMinutes(5), AllowAutoRedirect = false }) { Timeout = TimeSpan.FromSeconds(timeoutSeconds) };
}
