using Bot.State.Conversations;
using Bot.State.Effects;
using Bot.State.Redis;

namespace Bot.State.Letters;

/// <summary>
/// Sees to it that the replies of a committed turn reach the outside service of their channel, also after a crash, each at most once. They stand in the
/// conversation's record until then; how far they have gone stands in a mark beside it.
/// </summary>
internal sealed partial class PostOffice(
    RedisConnection redis, IConversationStore store, IEnumerable<ILetterCarrier> carriers, LetterMarks marks, TimeProvider time, ILogger<PostOffice> log)
{
    /// <summary>An answer that comes later is about another day.</summary>
    public static readonly TimeSpan LongestWay = TimeSpan.FromHours(12);

    private static readonly TimeSpan ShortestPause = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(10);

    private readonly PendingSet pending = new(redis, time, "bot:{letters}");

    /// <summary>To be called before the commit of a turn that has a letter.</summary>
    public Task AnnounceAsync(ConversationKey key, CancellationToken ct) => pending.AddAsync(key, ct);

    /// <summary>Hands over what the conversation's record holds, in order. What cannot be handed over now stays for the next sweep.</summary>
    public async Task HandOverAsync(ConversationKey key, CancellationToken ct)
    {
        try
        {
            var seen = pending.Now;
            if (await EmptyAsync(key, ct)) await pending.RemoveAsync(key, seen, ct);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            LogLeft(key.Channel, e.GetType().Name, e.StackTrace);
        }
    }

    /// <summary>The conversations named longer ago than <paramref name="age"/>: those whose process died or whose letters were not taken.</summary>
    public Task<ConversationKey[]> FindLeftAsync(TimeSpan age, CancellationToken ct) => pending.FindLeftAsync(age, ct);

    private async Task<bool> EmptyAsync(ConversationKey key, CancellationToken ct)
    {
        if (carriers.FirstOrDefault(c => c.Channel == key.Channel) is not { } carrier) return true;
        var round = await Round.StartAsync(key, marks, time, ct);
        while (await store.ReadAsync(key, ct) is ({ Letters.IsEmpty: false } record, var version))
        {
            if (round.IsTakenFrom(record.Letters[0])) return false;
            foreach (var letter in record.Letters)
                if (!await CarryAsync(carrier, key, round, letter, record.Transcript, ct)) return false;
            if (record.IsClosed)
            {
                if (await store.TryRemoveAsync(key, version, ct)) return await round.EraseMarkAsync(ct);
            }
            else if (await store.TryCommitAsync(key, version, record with { Letters = [] }, ct)) return true;
        }
        return true;
    }

    /// <returns>False: it is not over with this letter, and none behind it may go.</returns>
    private async Task<bool> CarryAsync(ILetterCarrier carrier, ConversationKey key, Round round, Letter letter, Transcript transcript, CancellationToken ct)
    {
        if (round.WasLeftIn(letter)) LogLostSight(carrier.Channel);
        if (letter.First < transcript.First && !round.HasBegun(transcript.First - 1)) LogForgotten(carrier.Channel);
        foreach (var entry in transcript.Range(letter.First, letter.Count).Where(e => !round.HasBegun(e.Sequence ?? 0)))
        {
            if (time.GetUtcNow() - letter.At > LongestWay)
            {
                LogTooOld(carrier.Channel);
                return true;
            }
            var attempts = round.Of(entry.Sequence ?? 0);
            switch (await carrier.CarryAsync(key, letter.To, entry.Json, attempts, ct))
            {
                case Carried.Overtaken: return false;
                case Carried.Unreachable: return true;
                case Carried.Later:
                    await attempts.PutOffAsync(Pause(letter), ct);
                    return false;
            }
        }
        return true;
    }

    // The longer nothing could be sent, the longer until it is tried again.
    private TimeSpan Pause(Letter letter) => TimeSpan.FromTicks(Math.Clamp((time.GetUtcNow() - letter.At).Ticks / 2, ShortestPause.Ticks, LongestPause.Ticks));

    [LoggerMessage(EventId = 30, Level = LogLevel.Error, Message = "Replies of a conversation on {Channel} are left for the next sweep: {Exception}\n{Stack}")]
    private partial void LogLeft(string channel, string exception, string? stack);

    [LoggerMessage(EventId = 31, Level = LogLevel.Warning, Message = "A process ended while it handed over a reply on {Channel}: whether that one was taken is not known, and it is not sent again.")]
    private partial void LogLostSight(string channel);

    [LoggerMessage(EventId = 33, Level = LogLevel.Error, Message = "More replies on {Channel} waited to be handed over than a conversation keeps: the oldest were left out.")]
    private partial void LogForgotten(string channel);

    [LoggerMessage(EventId = 32, Level = LogLevel.Error, Message = "A reply on {Channel} could not be handed over for hours and is given up.")]
    private partial void LogTooOld(string channel);
}
