using System.Collections.Immutable;
using System.Text.Json;
using Bot.State.Redis;
using StackExchange.Redis;

namespace Bot.State.Conversations;

/// <summary>
/// Carries news between replicas by Redis publish/subscribe. Only the key travels, and receivers with a follower read the record; the last words
/// before an erasure travel themselves, because there will be no record. What is lost while the connection is away is read after it is back.
/// </summary>
internal sealed class FeedRelay(ConversationFeed feed)
{
    private static readonly RedisChannel Channel = RedisChannel.Literal("bot:feed");
    private readonly string replica = Guid.NewGuid().ToString("N");

    private sealed record Wire(string From, string Channel, string Id, string? Farewell, ImmutableArray<WireEntry> Entries);

    private sealed record WireEntry(long Sequence, byte[] Json);

    public async Task JoinAsync(IConnectionMultiplexer multiplexer)
    {
        var subscriber = multiplexer.GetSubscriber();
        multiplexer.ConnectionRestored += (_, _) => feed.HearAll();
        feed.Relay = (key, farewell, entries) => Send(subscriber, key, farewell, entries);
        try
        {
            await subscriber.SubscribeAsync(Channel, (_, message) => Receive(message));
        }
        catch (Exception e) when (RedisConnection.IsAway(e))
        {
            // The subscription is remembered and made when the connection comes.
        }
    }

    private void Send(ISubscriber subscriber, ConversationKey key, string? farewell, ImmutableArray<TranscriptEntry> entries)
    {
        ImmutableArray<WireEntry> sent = farewell is null ? [] : [.. entries.Select(e => new WireEntry(e.Sequence!.Value, e.Json.ToArray()))];
        var message = JsonSerializer.SerializeToUtf8Bytes(new Wire(replica, key.Channel, key.Id, farewell, sent), StateJson.Options);
        _ = subscriber.Publish(Channel, message, CommandFlags.FireAndForget);
    }

    private void Receive(RedisValue message)
    {
        var wire = JsonSerializer.Deserialize<Wire>((byte[])message!, StateJson.Options)!;
        if (wire.From == replica) return;
        var key = new ConversationKey(wire.Channel, wire.Id);
        if (wire.Farewell is null) feed.Hear(key);
        else feed.HearFarewell(key, wire.Farewell, [.. wire.Entries.Select(e => new TranscriptEntry(e.Sequence, e.Json))]);
    }
}
