using System.Collections.Concurrent;
using Bot.Delivery;
using Microsoft.Extensions.Options;

namespace Bot.Broadcasts.Sending;

/// <param name="Width">How many sends of the channel this process has under way at most.</param>
internal sealed record ChannelGate(int Width, SemaphoreSlim Open);

/// <summary>Limits how many sends are under way, by channel. Rates are the <see cref="Deliverer"/>'s.</summary>
internal sealed class ChannelGates(IOptions<BroadcastOptions> options)
{
    private const int WidthOfCommits = 16;
    private readonly ConcurrentDictionary<string, ChannelGate> gates = new(StringComparer.Ordinal);

    public ChannelGate Of(IDeliveryChannel? channel) => gates.GetOrAdd(channel?.Channel ?? "", _ => Make(WidthOf(channel)));

    /// <summary>How many batches of a channel are sent at once: a second one fills the gaps that the end of the first leaves, and is read and noted meanwhile. What is under way is the gate's matter.</summary>
    public const int Lanes = 2;

    private int WidthOf(IDeliveryChannel? channel) => channel is { CommitDelivers: false } ? options.Value.InFlight : WidthOfCommits;

    private static ChannelGate Make(int width) => new(width, new SemaphoreSlim(width, width));
}
