using Bot.Channels.Teams.Activities;
using Bot.State.Conversations;

namespace Bot.Channels.Teams.Incoming;

/// <summary>What happens in one conversation happens one after the other, in the order in which it came, also after its request was answered.</summary>
internal sealed class Lanes(int mostWaiting)
{
    private readonly Lock door = new();
    private readonly Dictionary<ConversationKey, Lane> lanes = [];
    private int waiting;

    private sealed record Lane(Task Tail, int Length);

    /// <exception cref="ActivityException">Too much is waiting already.</exception>
    public Task<T> RunAsync<T>(ConversationKey key, Func<Task<T>> work)
    {
        lock (door)
        {
            if (waiting >= mostWaiting) throw ActivityException.Busy();
            waiting++;
            var lane = lanes.GetValueOrDefault(key, new(Task.CompletedTask, 0));
            var task = AfterAsync(lane.Tail, key, work);
            lanes[key] = new(task, lane.Length + 1);
            return task;
        }
    }

    /// <summary>Waits for all that was begun.</summary>
    public async Task FinishAsync(CancellationToken ct)
    {
        Task[] left;
        lock (door) left = [.. lanes.Values.Select(l => l.Tail)];
        await Task.WhenAll(left).WaitAsync(ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task<T> AfterAsync<T>(Task before, ConversationKey key, Func<Task<T>> work)
    {
        await before.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ForceYielding);
        try
        {
            return await work();
        }
        finally
        {
            Leave(key);
        }
    }

    private void Leave(ConversationKey key)
    {
        lock (door)
        {
            waiting--;
            if (lanes[key] is { Length: > 1 } lane) lanes[key] = lane with { Length = lane.Length - 1 };
            else lanes.Remove(key);
        }
    }
}
