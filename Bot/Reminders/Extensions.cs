using Bot.Hosting;
using Bot.State.Effects;

namespace Bot.Reminders;

internal static class Extensions
{
    /// <summary>Reminders to whoever asked for them, ahead of the deadlines of the notices.</summary>
    public static IServiceCollection AddReminders(this IServiceCollection services)
    {
        services.AddSettings<RemindersOptions>(RemindersOptions.Section);
        services.AddReminding();
        services.AddHostedService<ReminderService>();
        return services;
    }

    /// <summary>What stands on the state, without the loop.</summary>
    internal static void AddReminding(this IServiceCollection services)
    {
        services.AddSingleton<DueQueue>();
        services.AddSingleton<ReminderLedger>();
        services.AddSingleton<ReminderPokes>();
        services.AddSingleton<ReminderSender>();
        services.AddSingleton<ReminderCalendar>();
        services.AddSingleton<ReminderRounds>();
        services.AddSingleton<IEffectHandler, ReminderEffects>();
    }
}
