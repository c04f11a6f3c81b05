using System.Collections.Immutable;
using System.Text;
using Bot.State.Letters;
using Dialogs.Turns;

namespace Bot.State.Conversations;

/// <summary>An effect that was committed and is not known to be carried out.</summary>
/// <param name="Id">The same at every attempt, so that handlers can tell a repeat.</param>
internal sealed record OutboxEntry(string Id, Effect Effect);

/// <summary>Everything kept of one conversation: one value under one key.</summary>
internal sealed record ConversationRecord
{
    public const int MostSeen = 64;

    public required ConversationState State { get; init; }

    /// <summary>Oldest first, bounded: the oldest goes out.</summary>
    public ImmutableArray<SeenMessage> Seen { get; init; } = [];

    public ImmutableArray<OutboxEntry> Outbox { get; init; } = [];

    /// <summary>Replies that an outside service has not been handed all of, oldest first.</summary>
    public ImmutableArray<Letter> Letters { get; init; } = [];

    /// <summary>True: the person had everything erased, and only the letters that say so are left. The record goes with them.</summary>
    public bool IsClosed { get; init; }

    /// <summary>True: the person had everything erased, and that is not carried out yet. What is added to this record goes with it.</summary>
    public bool IsBeingErased => Outbox.Any(e => e.Effect is Effect.Erase);

    public required Transcript Transcript { get; init; }

    /// <summary>True: a person wrote here, and stands in the directory of people.</summary>
    public bool Known { get; init; }

    /// <summary>
    /// A new conversation. Its numbering starts at the millisecond of its making (of 2025 and after) and not at zero: after an erasure or an expiry a client's old
    /// watermark is then still behind everything new.
    /// </summary>
    public static ConversationRecord New(DateTimeOffset now) =>
        new() { State = new(), Transcript = new(Math.Max(1, now.ToUnixTimeMilliseconds() - 1_735_689_600_000), []) };

    public SeenMessage? FindSeen(string id)
    {
        ReadOnlySpan<byte> wanted = Encoding.UTF8.GetBytes(id);
        for (var i = Seen.Length - 1; i >= 0; i--)
            if (Seen[i].Id.Span.SequenceEqual(wanted)) return Seen[i];
        return null;
    }

    /// <summary>This record after a turn.</summary>
    /// <param name="letter">Says where an outside service is handed the entries; null: nobody is.</param>
    /// <param name="pack">Whether long activities are packed.</param>
    public ConversationRecord After(string messageId, ConversationState state, ImmutableArray<RawActivity> entries, ImmutableArray<OutboxEntry> effects, Letter? letter = null, bool pack = false)
    {
        var seen = Seen.Length < MostSeen ? Seen : Seen.RemoveRange(0, Seen.Length - MostSeen + 1);
        return this with
        {
            State = state,
            Seen = seen.Add(new(messageId, Transcript.Next, entries.Length)),
            Outbox = Outbox.AddRange(effects),
            Letters = letter is null ? Letters : Letters.Add(letter),
            IsClosed = false,
            Transcript = Transcript.Append(entries, pack, Letters.IsEmpty ? null : Letters[0].First),
        };
    }

    /// <summary>What is left after an erasure until the letters have gone: they themselves, and which messages they answer.</summary>
    public ConversationRecord Closed() =>
        new() { State = new(), Seen = [.. Seen.Where(s => s.First >= Letters[0].First)], Letters = Letters, IsClosed = true, Transcript = Transcript.From(Letters[0].First) };
}

/// <summary>A record as it was read.</summary>
/// <param name="Record">Null: there is none.</param>
internal readonly record struct StoredConversation(ConversationRecord? Record, RecordVersion Version)
{
    public static readonly StoredConversation None = new(null, RecordVersion.None);
}

/// <summary>A record that is to be written, if the stored version is still <paramref name="Expected"/>.</summary>
internal sealed record ConversationCommit(ConversationKey Key, RecordVersion Expected, ConversationRecord Record);
