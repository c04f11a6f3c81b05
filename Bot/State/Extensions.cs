using Bot.Hosting;
using Bot.State.Banners;
using Bot.State.Conversations;
using Bot.State.Effects;
using Bot.State.Letters;
using Bot.State.Persons;
using Bot.State.Redis;
using Bot.State.Time;
using Dialogs.Turns;

namespace Bot.State;

internal static class Extensions
{
    /// <summary>
    /// Conversations, their turns and feed, effects, shared secrets and the notice clock, over the embedded or a real Redis. Needs an
    /// <see cref="Assistant"/> in the container.
    /// </summary>
    public static IServiceCollection AddState(this IServiceCollection services)
    {
        services.AddSettings<RedisOptions>("Redis");
        services.AddSettings<DataOptions>("Data");
        services.AddSettings<ConversationOptions>("Conversations");
        services.AddSettings<ClockOptions>("Clock");

        services.AddSingleton(TimeProvider.System);
        services.AddSingleton(new RedisConnection(TimeSpan.FromSeconds(5)));
        services.AddSingleton<BannerBoard>();
        services.AddHostedService(s => s.GetRequiredService<BannerBoard>());
        services.AddSingleton<TurnStep>(s => BannerStep.Over(s.GetRequiredService<Assistant>().Run, s.GetRequiredService<BannerBoard>()));
        services.AddConversations();

        services.AddSingleton<StateStartup>();
        services.AddHostedService(s => s.GetRequiredService<StateStartup>());
        services.AddHostedService<OutboxSweeper>();
        services.AddHostedService<LetterSweeper>();
        services.AddHealthChecks().AddCheck<RedisHealth>("redis");
        return services;
    }

    /// <summary>What stands on a connection, a time and a <see cref="TurnStep"/>.</summary>
    internal static void AddConversations(this IServiceCollection services)
    {
        services.AddSingleton<NoticeClock>();
        services.AddSingleton<ClockAnchor>();
        services.AddSingleton<ISharedSecrets, SharedSecrets>();

        services.AddSingleton(new RecordCodec(SchemaUpgrades.Default));
        services.AddSingleton<RecentRecords>();
        services.AddSingleton<IConversationStore, RedisConversationStore>();
        services.AddSingleton<ConversationFeed>();
        services.AddSingleton<IConversationFeed>(s => s.GetRequiredService<ConversationFeed>());
        services.AddSingleton<FeedRelay>();
        services.AddSingleton<TurnMetrics>();
        services.AddSingleton<TurnRunner>();

        services.AddSingleton<People>();
        services.AddSingleton<IEffectHandler>(s => s.GetRequiredService<People>());
        services.AddSingleton<Pseudonyms>();
        services.AddSingleton<PersonFinder>();
        services.AddSingleton<ITurnRefiner, NumberTold>();
        services.AddSingleton<QuestionQueue>();
        services.AddSingleton<IEffectHandler>(s => s.GetRequiredService<QuestionQueue>());
        services.AddSingleton<AnswerRatings>();
        services.AddSingleton<IEffectHandler>(s => s.GetRequiredService<AnswerRatings>());
        services.AddSingleton<Outbox>();
        services.AddSingleton<LetterMarks>();
        services.AddSingleton<PostOffice>();
    }
}
