using Microsoft.Extensions.Caching.Memory;

namespace Bot.State.Conversations;

/// <summary>
/// What this process itself wrote last, so that the next message of a talk that is going on costs no read. Never the truth: it may only be the ground of a commit,
/// which fails if the store has moved on; see <see cref="TurnRunner"/>.
/// </summary>
internal sealed class RecentRecords : IDisposable
{
    /// <summary>Bytes, as stored. A hundred or more talks at once; for the others a turn reads, as it does after a restart.</summary>
    public const int MostBytes = 4 << 20;

    private static readonly TimeSpan KeptFor = TimeSpan.FromMinutes(2);
    private readonly MemoryCache cache = new(new MemoryCacheOptions { SizeLimit = MostBytes });

    /// <summary>Null: nothing is known, or it is known to have changed.</summary>
    public StoredConversation? Find(ConversationKey key) => cache.TryGetValue(key, out StoredConversation found) ? found : null;

    public void Keep(ConversationKey key, StoredConversation stored, int bytes) =>
        cache.Set(key, stored, new MemoryCacheEntryOptions { Size = bytes, SlidingExpiration = KeptFor });

    public void Forget(ConversationKey key) => cache.Remove(key);

    public void ForgetAll() => cache.Clear();

    public void Dispose() => cache.Dispose();
}
