using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Bot.State.Redis;
using StackExchange.Redis;

namespace Bot.State.Conversations;

/// <summary>
/// Carries news between replicas by Redis publish/subscribe. Only the key travels, and receivers with a follower read the record; the last words
/// before an erasure travel themselves, because there will be no record. What is lost while the connection is away is read after it is back.
/// </summary>
/// <remarks>
/// A replica that is alone sends nothing: it says hello when it joins and whenever its connection is back, who hears that answers, and who has heard of no other for
/// <see cref="Settling"/> after its own hello is alone until one comes.
/// </remarks>
internal sealed class FeedRelay(ConversationFeed feed, RecentRecords recent, TimeProvider time)
{
    public static readonly TimeSpan Settling = TimeSpan.FromSeconds(5);

    private const string Presence = "replica", Hello = "hello", Here = "here";
    private static readonly RedisChannel Channel = RedisChannel.Literal("bot:feed");

    private readonly string replica = Guid.NewGuid().ToString("N");
    private volatile bool hasHeardOthers;
    private long saidHello;

    private sealed record Wire(string From, string Channel, string Id, string? Farewell, ImmutableArray<WireEntry> Entries);

    private sealed record WireEntry(long Sequence, byte[] Json);

    private bool IsAlone => !hasHeardOthers && Volatile.Read(ref saidHello) is var at and not 0 && time.GetElapsedTime(at) > Settling;

    public async Task JoinAsync(IConnectionMultiplexer multiplexer)
    {
        var subscriber = multiplexer.GetSubscriber();
        multiplexer.ConnectionRestored += (_, _) =>
        {
            SayHello(subscriber);
            HearAll();
        };
        feed.Relay = (key, farewell, entries) => Send(subscriber, key, farewell, entries);
        var own = Encoding.ASCII.GetBytes($"{{\"from\":\"{replica}\"");
        try
        {
            await subscriber.SubscribeAsync(Channel, (_, message) => Receive(subscriber, own, (byte[])message!));
            SayHello(subscriber);
        }
        catch (Exception e) when (RedisConnection.IsAway(e))
        {
            // The subscription is remembered and made when the connection comes.
        }
    }

    private void Send(ISubscriber subscriber, ConversationKey key, string? farewell, ImmutableArray<TranscriptEntry> entries)
    {
        if (IsAlone) return;
        ImmutableArray<WireEntry> sent = farewell is null ? [] : [.. entries.Select(e => new WireEntry(e.Sequence!.Value, e.Json.ToArray()))];
        Publish(subscriber, new(replica, key.Channel, key.Id, farewell, sent));
    }

    private void SayHello(ISubscriber subscriber)
    {
        Volatile.Write(ref saidHello, 0);
        Publish(subscriber, new(replica, Presence, Hello, null, []));
        Volatile.Write(ref saidHello, time.GetTimestamp());
    }

    private void Receive(ISubscriber subscriber, byte[] own, byte[] message)
    {
        if (message.AsSpan().StartsWith(own)) return;
        hasHeardOthers = true;
        var wire = JsonSerializer.Deserialize<Wire>(message, StateJson.Options)!;
        switch (wire)
        {
            case { Channel: Presence, Id: Hello }:
                Publish(subscriber, new(replica, Presence, Here, null, []));
                break;
            // It may have thought itself alone until it heard the hello.
            case { Channel: Presence }:
                HearAll();
                break;
            default:
                Hear(new(wire.Channel, wire.Id), wire);
                break;
        }
    }

    private void Hear(ConversationKey key, Wire wire)
    {
        recent.Forget(key);
        if (wire.Farewell is { } farewell) feed.HearFarewell(key, farewell, [.. wire.Entries.Select(e => new TranscriptEntry(e.Sequence, e.Json))]);
        else feed.Hear(key);
    }

    private void HearAll()
    {
        recent.ForgetAll();
        feed.HearAll();
    }

    private static void Publish(ISubscriber subscriber, Wire wire) =>
        _ = subscriber.Publish(Channel, JsonSerializer.SerializeToUtf8Bytes(wire, StateJson.Options), CommandFlags.FireAndForget);
}
