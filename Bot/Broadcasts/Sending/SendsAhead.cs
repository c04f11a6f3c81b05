using Bot.Delivery;
using Bot.State.Conversations;

namespace Bot.Broadcasts.Sending;

/// <summary>
/// Makes ready what the sends of a batch need of the store, some people at a time and one group before its turn: whether the text can be sent to them, and, where the
/// channel does so, the commit of the announcement to their conversations. Thread-safe.
/// </summary>
/// <param name="people">In the order in which they are sent to.</param>
/// <param name="problemOf">Why somebody cannot be sent it, a Chinese sentence, or null: they can. Null itself: everybody can.</param>
/// <param name="commits">Whether the announcement may be committed before its send; only where it is known afterwards whose send was begun.</param>
internal sealed class SendsAhead(
    IReadOnlyList<ConversationKey> people, IDeliveryChannel? channel, Deliverer deliverer, Announcement announcement, Func<ConversationKey, Task<string?>>? problemOf, bool commits)
{
    private const int MostInGroup = 64;
    private readonly Lock guard = new();
    private readonly Dictionary<int, Task<string?[]>> groups = [];

    // What is committed is sent within a fifth of a second.
    private readonly int size = Math.Clamp((channel?.PerSecond ?? 1) / 10, 1, MostInGroup);

    /// <summary>Makes the first ready, while another batch is being sent.</summary>
    public void Begin()
    {
        lock (guard) _ = BeginLocked(0);
    }

    /// <summary>Done when somebody can be sent to.</summary>
    /// <returns>Why they cannot; null: they can.</returns>
    /// <exception cref="State.StateUnavailableException">Redis is away.</exception>
    public async Task<string?> ReadyAsync(int index)
    {
        Task<string?[]> ready;
        lock (guard)
        {
            ready = BeginLocked(index / size);
            _ = BeginLocked((index / size) + 1);
            groups.Remove((index / size) - 2);
        }
        return (await ready)[index % size];
    }

    /// <summary>Done when nothing more is under way, however it ended.</summary>
    public async Task WhenQuietAsync()
    {
        Task[] left;
        lock (guard) left = [.. groups.Values];
        await Task.WhenAll(left).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private Task<string?[]> BeginLocked(int group)
    {
        if (groups.TryGetValue(group, out var begun)) return begun;
        var first = Math.Min(group * size, people.Count);
        return groups[group] = MakeAsync([.. Enumerable.Range(first, Math.Min(size, people.Count - first)).Select(i => people[i])]);
    }

    private async Task<string?[]> MakeAsync(ConversationKey[] group)
    {
        var problems = problemOf is null ? new string?[group.Length] : await Task.WhenAll(group.Select(problemOf));
        if (commits && channel is not null)
            await deliverer.PrepareAsync(channel.Channel, [.. group.Where((_, i) => problems[i] is null)], announcement, CancellationToken.None);
        return problems;
    }
}
