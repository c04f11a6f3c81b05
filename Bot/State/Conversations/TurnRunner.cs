using Bot.State.Effects;
using Bot.State.Letters;
using Bot.State.Persons;
using Bot.State.Time;
using Dialogs.Replies;
using Dialogs.Turns;
using System.Collections.Immutable;

namespace Bot.State.Conversations;

/// <summary>
/// Runs turns: one read, the pure step, one compare-and-set, and only then anybody hears of it. Who loses a race runs the turn again on the fresh state.
/// While a talk goes on in this process the read is spared: what was written last is the ground of the next turn, and the compare-and-set tells if it was not the latest.
/// </summary>
internal sealed partial class TurnRunner(
    IConversationStore store,
    TurnStep assistant,
    IEnumerable<ITurnRefiner> refiners,
    Outbox outbox,
    PostOffice post,
    People people,
    IConversationFeed feed,
    NoticeClock clock,
    TimeProvider time,
    TurnMetrics metrics,
    ILogger<TurnRunner> log)
{
    private const int MostAttempts = 40, MostErasures = 3;
    private const string Answered = "answered";
    private static readonly Reply Sorry = new() { Text = "抱歉，刚才这句我没能处理好，请您换个说法再发一次，或者稍后再试。" };

    private readonly ConversationLocks locks = new();
    private readonly ImmutableArray<ITurnRefiner> refining = [.. refiners];

    /// <summary>Answers a message. A repeat of it brings the same activities again and changes nothing.</summary>
    /// <exception cref="StateUnavailableException">Redis is away; nothing was committed or said.</exception>
    public Task<TurnOutcome> RunAsync(ConversationKey key, Message message, Func<TurnContext, ImmutableArray<RawActivity>> render, CancellationToken ct) =>
        RunAsync(key, new(SeenId.Of(message.Id), state => assistant(state, message, clock.Now), render) { Message = message }, ct);

    /// <summary>The same for a turn that no message begins: a greeting, a reminder. <paramref name="id"/> says which, so that it happens once.</summary>
    public Task<TurnOutcome> RunAsync(
        ConversationKey key, string id, Func<ConversationState, Turn> step, Func<TurnContext, ImmutableArray<RawActivity>> render, CancellationToken ct) =>
        RunAsync(key, new(SeenId.Of(id), step, render), ct);

    /// <summary>The same for what the assistant says by itself, to somebody who is still kept: nothing begins a conversation anew. Null: there is none.</summary>
    public async Task<TurnOutcome?> AnnounceAsync(
        ConversationKey key, string id, Func<ConversationState, Turn> step, Func<TurnContext, ImmutableArray<RawActivity>> render, CancellationToken ct) =>
        await RunAsync(key, new(SeenId.Of(id), state => NotOfTheAnswer(step(state)), render) { OnlyIfKept = true }, ct) is { First: > 0 } outcome ? outcome : null;

    // 「没用」 after it is not about the answer before it.
    private static Turn NotOfTheAnswer(Turn turn) => turn.State.Rateable is { Fresh: true } answers && !turn.Replies.IsEmpty ? turn with { State = turn.State with { Rateable = answers with { Fresh = false } } } : turn;

    /// <summary>Answers a message where an outside service is handed the replies. They stay with the record until it was: <see cref="PostOffice"/> is to be told.</summary>
    /// <param name="to">Where they go, in the channel's own words.</param>
    public Task<TurnOutcome> PostAsync(ConversationKey key, Message message, Func<TurnContext, ImmutableArray<RawActivity>> render, string to, CancellationToken ct) =>
        RunAsync(key, new(SeenId.Of(message.Id), state => assistant(state, message, clock.Now), render) { Message = message, To = to }, ct);

    /// <summary>The same for a turn that no message begins.</summary>
    public Task<TurnOutcome> PostAsync(
        ConversationKey key, string id, Func<ConversationState, Turn> step, Func<TurnContext, ImmutableArray<RawActivity>> render, string to, CancellationToken ct) =>
        RunAsync(key, new(SeenId.Of(id), step, render) { To = to }, ct);

    /// <summary><see cref="AnnounceAsync"/>, unless it was done ahead.</summary>
    public Task<TurnOutcome?> TakeOrAnnounceAsync(
        ConversationKey key, string id, Func<ConversationState, Turn> step, Func<TurnContext, ImmutableArray<RawActivity>> render, TurnsAhead ahead, CancellationToken ct) =>
        ahead.Take(key) is { } done ? Task.FromResult<TurnOutcome?>(done) : AnnounceAsync(key, id, step, render, ct);

    /// <summary>
    /// Announces to many with one read and one commit for all of them. Who cannot be done so (not there, changed meanwhile, more than words to carry out) is left to
    /// <see cref="AnnounceAsync"/>.
    /// </summary>
    public async Task AnnounceAheadAsync(
        IReadOnlyList<ConversationKey> keys, string id, Func<ConversationState, Turn> step, Func<TurnContext, ImmutableArray<RawActivity>> render, TurnsAhead ahead, CancellationToken ct)
    {
        var (started, request) = (time.GetTimestamp(), new Request(SeenId.Of(id), state => NotOfTheAnswer(step(state)), render) { OnlyIfKept = true });
        var (found, commits, outcomes) = (await store.ReadManyAsync(keys, ct), new List<ConversationCommit>(keys.Count), new List<TurnOutcome>(keys.Count));
        for (var i = 0; i < keys.Count; i++)
        {
            if (found[i] is not { Record: { IsBeingErased: false } record, Version: var version }) continue;
            if (record.FindSeen(request.Id) is { } seen)
            {
                ahead.Add(keys[i], new(seen.First, record.Transcript.Range(seen.First, seen.Count), true));
                continue;
            }
            var (kind, next, effects) = await StepAsync(keys[i], request, record, ct);
            if (kind != Answered || !effects.IsEmpty) continue;
            commits.Add(new(keys[i], version, next));
            outcomes.Add(new(record.Transcript.Next, next.Transcript.Range(record.Transcript.Next, next.Transcript.Next - record.Transcript.Next), false));
        }
        var done = commits.Count == 0 ? [] : await store.TryCommitManyAsync(commits, CancellationToken.None);
        for (var i = 0; i < done.Length; i++)
        {
            if (!done[i]) continue;
            ahead.Add(commits[i].Key, outcomes[i]);
            if (!outcomes[i].Entries.IsEmpty) feed.Publish(commits[i].Key, outcomes[i].Entries);
            metrics.Finished(commits[i].Key.Channel, Answered, time.GetElapsedTime(started));
        }
    }

    private async Task<TurnOutcome> RunAsync(ConversationKey key, Request request, CancellationToken ct)
    {
        var started = time.GetTimestamp();
        var outcome = "unavailable";
        try
        {
            using var turn = await locks.EnterAsync(key, ct);
            var committed = await CommitAsync(key, request, ct);
            outcome = committed.Kind;
            await FinishAsync(key, request.Id, committed);
            return new(committed.First, committed.Entries, committed.Kind == "repeated");
        }
        catch (UnreadableRecordException e)
        {
            LogUnreadable(key.Channel, e.Problem);
            throw;
        }
        finally
        {
            metrics.Finished(key.Channel, outcome, time.GetElapsedTime(started));
        }
    }

    private sealed record Request(string Id, Func<ConversationState, Turn> Step, Func<TurnContext, ImmutableArray<RawActivity>> Render)
    {
        public Message? Message { get; init; }
        public bool FromPerson => Message is { Chat: ChatKind.Personal };
        public bool OnlyIfKept { get; init; }
        public string? To { get; init; }
    }

    private sealed record Committed(string Kind, long First, ImmutableArray<TranscriptEntry> Entries, ImmutableArray<OutboxEntry> Effects);

    private async Task<Committed> CommitAsync(ConversationKey key, Request request, CancellationToken ct)
    {
        for (var attempt = 1; attempt <= MostAttempts; attempt++)
        {
            var recalled = attempt == 1 ? Recall(key, request) : null;
            var (stored, version) = recalled ?? await store.ReadAsync(key, ct);
            if (request.OnlyIfKept && stored is null or { IsClosed: true }) return new("gone", 0, [], []);
            var record = stored ?? ConversationRecord.New(time.GetUtcNow());
            if (record.FindSeen(request.Id) is { } seen) return new("repeated", seen.First, record.Transcript.Range(seen.First, seen.Count), []);
            if (stored is null && feed.FindFarewell(key, request.Id) is { } farewell) return new("repeated", farewell[0].Sequence ?? 0, farewell, []);
            if (record.IsBeingErased)
            {
                // It failed when it was asked for. What is said on top of it would be erased with it, so it comes first.
                if (request.OnlyIfKept) return new("gone", 0, [], []);
                if (attempt > MostErasures) throw new StateUnavailableException("The conversation is to be erased, and that cannot be carried out now.");
                await outbox.CarryOutAsync(key, ct);
                continue;
            }

            var (kind, next, added) = await StepAsync(key, request, record, ct);
            if (next.Known && !record.Known) await people.AddAsync(key, ct);
            if (!added.IsEmpty) await outbox.AnnounceAsync(key, ct);
            if (request.To is not null && !next.Letters.IsEmpty) await post.AnnounceAsync(key, ct);
            // From here on whoever asked may go away: what is committed is also told and carried out.
            if (await store.TryCommitAsync(key, version, next, CancellationToken.None))
                return new(kind, record.Transcript.Next, next.Transcript.Range(record.Transcript.Next, next.Transcript.Next - record.Transcript.Next), added);
            if (recalled is not null) continue;
            metrics.LostRace();
            await Task.Delay(TimeSpan.FromMilliseconds(Random.Shared.Next(1, 4 * Math.Min(attempt, 8))), time, ct);
        }
        throw new StateUnavailableException($"The conversation changed under {MostAttempts} attempts to answer.");
    }

    // A repeat commits nothing that would tell whether its old answer is still kept: it always reads.
    private StoredConversation? Recall(ConversationKey key, Request request) =>
        store.Recall(key) is { Record: { } record } recalled && record.FindSeen(request.Id) is null ? recalled : null;

    private async ValueTask<(string Kind, ConversationRecord Next, ImmutableArray<OutboxEntry> Added)> StepAsync(ConversationKey key, Request request, ConversationRecord record, CancellationToken ct)
    {
        var (kind, turn, entries) = await RunSafelyAsync(key, request, record, ct);
        var added = turn.Effects.Select((effect, i) => new OutboxEntry($"{record.Transcript.Next}-{i}", effect)).ToImmutableArray();
        var letter = request.To is { } to && !entries.IsEmpty ? new Letter(record.Transcript.Next, entries.Length, to, time.GetUtcNow()) : null;
        return (kind, record.After(request.Id, turn.State, entries, added, letter, store.TakesWholeValues) with { Known = record.Known || request.FromPerson }, added);
    }

    // The one catch-all of a turn: whatever goes wrong in it, the person gets a sentence, the state stays as it was, and the message counts as answered.
#pragma warning disable CA1031
    private async ValueTask<(string Kind, Turn Turn, ImmutableArray<RawActivity> Entries)> RunSafelyAsync(ConversationKey key, Request request, ConversationRecord record, CancellationToken ct)
    {
        try
        {
            var turn = request.Step(record.State);
            foreach (var refiner in refining) turn = await refiner.RefineAsync(new(key, record.State, request.Message, record.Transcript.Next, turn), ct);
            metrics.Replied(turn.Replies);
            return (Answered, turn, Render(key, request, record, turn));
        }
        catch (Exception e) when (e is not StateUnavailableException and not OperationCanceledException)
        {
            LogFailed(e.GetType().Name, key.Channel, e.StackTrace);
            var turn = new Turn(record.State, [Sorry], []);
            return ("failed", turn, Render(key, request, record, turn));
        }
    }
#pragma warning restore CA1031

    private ImmutableArray<RawActivity> Render(ConversationKey key, Request request, ConversationRecord record, Turn turn) =>
        request.Render(new(key, turn, record.Transcript.Next, time.GetUtcNow()));

    private async Task FinishAsync(ConversationKey key, string id, Committed committed)
    {
        if (committed.Effects.Any(e => e.Effect is Effect.Erase)) feed.PublishFarewell(key, id, committed.Entries);
        // A repeat too: the first time may have failed between the commit and here. Followers take every number once.
        else if (!committed.Entries.IsEmpty) feed.Publish(key, committed.Entries);
        if (!committed.Effects.IsEmpty) await outbox.CarryOutAsync(key, CancellationToken.None);
    }

    // Neither the message nor the exception's own text, which may quote it.
    [LoggerMessage(EventId = 1, Level = LogLevel.Error, Message = "A turn on {Channel} failed with {Exception}:\n{Stack}")]
    private partial void LogFailed(string exception, string channel, string? stack);

    [LoggerMessage(EventId = 2, Level = LogLevel.Error, Message = "A stored conversation on {Channel} {Problem}")]
    private partial void LogUnreadable(string channel, string problem);
}
