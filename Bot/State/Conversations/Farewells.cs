using System.Collections.Concurrent;
using System.Collections.Immutable;

namespace Bot.State.Conversations;

/// <summary>The last words of conversations that were just erased: in memory, for two minutes, so that erasing leaves nothing in Redis.</summary>
internal sealed class Farewells(TimeProvider time)
{
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(2);
    private readonly ConcurrentDictionary<ConversationKey, Farewell> farewells = new();

    private sealed record Farewell(string MessageId, ImmutableArray<TranscriptEntry> Entries, DateTimeOffset Until);

    public void Keep(ConversationKey key, string messageId, ImmutableArray<TranscriptEntry> entries)
    {
        if (entries.IsEmpty) return;
        var now = time.GetUtcNow();
        foreach (var (old, farewell) in farewells)
            if (farewell.Until <= now) farewells.TryRemove(new(old, farewell));
        farewells[key] = new(messageId, entries, now + Kept);
    }

    public ImmutableArray<TranscriptEntry>? Find(ConversationKey key, string messageId) =>
        Current(key) is { } farewell && farewell.MessageId == messageId ? farewell.Entries : null;

    public ImmutableArray<TranscriptEntry>? After(ConversationKey key, long sequence) =>
        Current(key) is { } farewell ? [.. farewell.Entries.Where(e => e.Sequence > sequence)] : null;

    private Farewell? Current(ConversationKey key) =>
        farewells.TryGetValue(key, out var farewell) && farewell.Until > time.GetUtcNow() ? farewell : null;
}
