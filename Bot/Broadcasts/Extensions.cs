using Bot.Broadcasts.Audiences;
using Bot.Broadcasts.Drafts;
using Bot.Broadcasts.Ledgers;
using Bot.Broadcasts.Reports;
using Bot.Broadcasts.Sending;
using Bot.Hosting;
using Bot.State.Effects;
using Bot.State.Redis;
using Microsoft.Extensions.Options;

namespace Bot.Broadcasts;

internal static class Extensions
{
    /// <summary>Messages from HR to many. Used through <see cref="BroadcastService"/>.</summary>
    public static IServiceCollection AddBroadcasts(this IServiceCollection services)
    {
        services.AddSettings<BroadcastOptions>(BroadcastOptions.Section);
        services.AddSingleton<HangfireQueue>();
        services.AddSingleton<IBroadcastQueue>(s => s.GetRequiredService<HangfireQueue>());
        services.AddBroadcastEngine();
        // Last started, first stopped: no job is queued while Hangfire ends.
        services.AddHostedService(s => s.GetRequiredService<HangfireQueue>());
        services.AddHostedService<BroadcastLoop>();
        return services;
    }

    /// <summary>All but the queue and the loop.</summary>
    internal static void AddBroadcastEngine(this IServiceCollection services)
    {
        services.AddSingleton(s => LeaseTerms.From(s.GetRequiredService<IOptions<BroadcastOptions>>(), s.GetRequiredService<IOptions<RedisOptions>>()));
        services.AddSingleton<BroadcastStore>().AddSingleton<Ledger>();
        services.AddSingleton<Acknowledgements>().AddSingleton<IEffectHandler>(s => s.GetRequiredService<Acknowledgements>());
        services.AddSingleton<KeyLists>().AddSingleton<AudienceChecks>().AddSingleton<AudienceWalk>().AddSingleton<HeadCounter>();
        services.AddSingleton<DraftChecks>().AddSingleton<TrialSender>();
        services.AddSingleton<ChannelGates>().AddSingleton<RunningBatches>().AddSingleton<Dispatcher>();
        services.AddSingleton<Preparation>().AddSingleton<BatchSender>().AddSingleton<BroadcastJobs>();
        services.AddSingleton<KeptLines>().AddSingleton<Reporter>().AddSingleton<BroadcastService>();
    }
}
