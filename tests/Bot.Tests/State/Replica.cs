using Bot.State.Conversations;
using Bot.State.Effects;
using Bot.State.Letters;
using Bot.State.Persons;
using Bot.State.Redis;
using Bot.State.Time;
using Dialogs.Turns;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Bot.Tests.State;

/// <summary>The part of one bot that runs turns, on a store of the test's choice.</summary>
internal sealed class Replica : IAsyncDisposable
{
    private readonly ServiceProvider services;

    private Replica(ServiceProvider services) => this.services = services;

    public IServiceProvider Services => services;
    public RedisConnection Redis => services.GetRequiredService<RedisConnection>();
    public IConversationStore Store => services.GetRequiredService<IConversationStore>();
    public TurnRunner Turns => services.GetRequiredService<TurnRunner>();
    public ConversationFeed Feed => services.GetRequiredService<ConversationFeed>();
    public Outbox Outbox => services.GetRequiredService<Outbox>();
    public OutboxSweeper Sweeper => services.GetRequiredService<OutboxSweeper>();
    public People People => services.GetRequiredService<People>();
    public Pseudonyms Pseudonyms => services.GetRequiredService<Pseudonyms>();
    public QuestionQueue Questions => services.GetRequiredService<QuestionQueue>();

    public T Service<T>() where T : notnull => services.GetRequiredService<T>();

    public static Replica On(RedisConnection redis, TimeProvider? time = null, TurnStep? assistant = null, Action<IServiceCollection>? more = null)
    {
        var services = new ServiceCollection();
        services.AddSingleton(redis);
        services.AddSingleton(time ?? TimeProvider.System);
        services.AddSingleton(assistant ?? Samples.Add);
        services.AddSingleton(typeof(ILogger<>), typeof(NullLogger<>));
        services.AddSingleton(Options.Create(new ConversationOptions()));
        services.AddSingleton(Options.Create(new ClockOptions()));
        services.AddMetrics();
        Bot.State.Extensions.AddConversations(services);
        services.AddSingleton<OutboxSweeper>();
        services.AddSingleton<LetterSweeper>();
        more?.Invoke(services);
        return new(services.BuildServiceProvider());
    }

    public async Task<TurnOutcome> SayAsync(ConversationKey key, Message message, CancellationToken ct) =>
        await Turns.RunAsync(key, message, Samples.Render(message), ct);

    public async ValueTask DisposeAsync() => await services.DisposeAsync();
}
