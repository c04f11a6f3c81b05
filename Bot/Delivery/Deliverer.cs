using System.Collections.Concurrent;
using System.Threading.RateLimiting;
using Bot.State.Conversations;

namespace Bot.Delivery;

/// <summary>
/// The one way by which the assistant says something by itself: finds the person's channel, keeps its rate, heeds the switch. It keeps no ledger; whoever must not
/// send twice notes "sending" before and the result after.
/// </summary>
internal sealed partial class Deliverer(IEnumerable<IDeliveryChannel> channels, SendingSwitch sending, ILogger<Deliverer> log) : IDisposable
{
    /// <summary>How long who is held by the switch waits for the next look.</summary>
    public static readonly TimeSpan SwitchedOffFor = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, RateLimiter> limits = new(StringComparer.Ordinal);

    public IReadOnlyList<IDeliveryChannel> Channels { get; } = [.. channels];

    public IDeliveryChannel? Find(string channel) => Channels.FirstOrDefault(c => c.Channel == channel);

    /// <summary>Whether somebody can be reached once sending is on: who is held by the switch is only later.</summary>
    public async Task<Reachability> ReachAsync(ConversationKey person, CancellationToken ct) => Find(person.Channel) switch
    {
        null => new(Reach.Never, NotConfigured(person)),
        var channel => await channel.ReachAsync(person, ct),
    };

    /// <exception cref="State.StateUnavailableException">Redis is away; nothing was sent.</exception>
    public async Task<DeliveryResult> SendAsync(ConversationKey person, Announcement announcement, CancellationToken ct)
    {
        if (await FindRefusalAsync(person, ct) is { } refusal) return refusal;
        return await SendAdmittedAsync(person, announcement, ct);
    }

    /// <summary>The first half of <see cref="SendAsync"/>: waits for the channel's rate. Null: whoever asked may send now, with <see cref="SendAdmittedAsync"/>.</summary>
    public async Task<DeliveryResult?> FindRefusalAsync(ConversationKey person, CancellationToken ct)
    {
        if (Find(person.Channel) is not { } channel) return new DeliveryResult.Refused(NotConfigured(person));
        if (await sending.FindAsync(person.Channel, ct) is { } off) return new DeliveryResult.Passing(Switched(channel, off), SwitchedOffFor, Held: true);
        using var lease = await Limit(channel).AcquireAsync(1, ct);
        return lease.IsAcquired ? null : new DeliveryResult.Passing($"{channel.Name}发送排队已满，稍后再试。", TimeSpan.FromSeconds(1));
    }

    /// <exception cref="State.StateUnavailableException">Redis is away; nothing was sent.</exception>
    public Task<DeliveryResult> SendAdmittedAsync(ConversationKey person, Announcement announcement, CancellationToken ct) =>
        Find(person.Channel) is { } channel ? SendSafelyAsync(channel, person, announcement, ct) : Task.FromResult<DeliveryResult>(new DeliveryResult.Refused(NotConfigured(person)));

    /// <summary>Lets a channel commit the announcement to people of it who will be sent it in a moment; nothing while it is switched off.</summary>
    /// <exception cref="State.StateUnavailableException">Redis is away; some may be committed, and nothing was sent.</exception>
    public async Task PrepareAsync(string channel, IReadOnlyList<ConversationKey> people, Announcement announcement, CancellationToken ct)
    {
        if (people.Count > 0 && Find(channel) is { } found && await sending.FindAsync(channel, ct) is null) await found.PrepareAsync(people, announcement, ct);
    }

    // A channel that fails in a way it does not know itself may have sent.
#pragma warning disable CA1031
    private async Task<DeliveryResult> SendSafelyAsync(IDeliveryChannel channel, ConversationKey person, Announcement announcement, CancellationToken ct)
    {
        try
        {
            return await channel.SendAsync(person, announcement, ct);
        }
        catch (Exception e) when (e is not (State.StateUnavailableException or OperationCanceledException))
        {
            LogFailed(channel.Channel, e.GetType().Name, e.StackTrace);
            return new DeliveryResult.Uncertain($"{channel.Name}发送时出错，不能确定对方是否收到。");
        }
    }
#pragma warning restore CA1031

    private RateLimiter Limit(IDeliveryChannel channel) => limits.GetOrAdd(channel.Channel, static (_, c) => new TokenBucketRateLimiter(new()
    {
        TokenLimit = Math.Max(1, c.PerSecond / 10),
        TokensPerPeriod = Math.Max(1, c.PerSecond / 10),
        ReplenishmentPeriod = TimeSpan.FromMilliseconds(c.PerSecond >= 10 ? 100 : 1000 / Math.Max(1, c.PerSecond)),
        QueueLimit = int.MaxValue,
    }), channel);

    /// <summary>What HR calls a channel.</summary>
    public string NameOf(string channel) => Find(channel)?.Name ?? channel;

    private static string NotConfigured(ConversationKey person) => $"渠道“{person.Channel}”没有配置，发不到。";

    private static string Switched(IDeliveryChannel channel, SwitchedOff off) => $"{channel.Name}的主动发送已被{off.By}关闭：{off.Why}";

    public void Dispose()
    {
        foreach (var limit in limits.Values) limit.Dispose();
    }

    [LoggerMessage(EventId = 20, Level = LogLevel.Error, Message = "Sending on {Channel} failed with {Exception}:\n{Stack}")]
    private partial void LogFailed(string channel, string exception, string? stack);
}
