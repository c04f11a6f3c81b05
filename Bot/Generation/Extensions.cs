using Bot.Api;
using Bot.Generation.Model;
using Bot.Hosting;
using Bot.State.Conversations;

namespace Bot.Generation;

internal static class Extensions
{
    /// <summary>A language model that may speak and never decides. Without an endpoint nothing of it is registered, made or loaded.</summary>
    public static IServiceCollection AddGeneration(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSettings<GenerationOptions>(GenerationOptions.Section);
        var options = configuration.Read<GenerationOptions>(GenerationOptions.Section);
        if (!options.IsOn) return services;
        if (options.Model.Length == 0) throw new StartException(["Generation:Model is ''; allowed: the model's name as the service at Generation:Endpoint knows it."]);
        services.AddSingleton<CircuitBreaker>();
        services.AddSingleton<DailyBudget>();
        services.AddSingleton<LanguageModel>();
        services.AddSingleton<MessageReader>();
        services.AddSingleton<Rewriter>();
        services.AddSingleton<ITurnRefiner, GeneratedTurns>();
        services.AddSingleton<IAnswerRefiner, GeneratedAnswers>();
        return services;
    }
}
