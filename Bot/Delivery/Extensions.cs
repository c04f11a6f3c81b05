namespace Bot.Delivery;

internal static class Extensions
{
    /// <summary>What reminders, broadcasts and HR's answers are sent through. Each channel adds its own <see cref="IDeliveryChannel"/>.</summary>
    public static IServiceCollection AddDelivery(this IServiceCollection services) =>
        services.AddSingleton<SendingSwitch>().AddSingleton<Deliverer>();
}
