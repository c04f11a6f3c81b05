namespace Bot.State.Conversations;

/// <summary>
/// Lets the turns of one conversation pass one by one within this process, so that only replicas race. Conversations share a fixed number of locks.
/// </summary>
internal sealed class ConversationLocks
{
    private readonly SemaphoreSlim[] locks = [.. Enumerable.Range(0, 1024).Select(_ => new SemaphoreSlim(1, 1))];

    public async ValueTask<IDisposable> EnterAsync(ConversationKey key, CancellationToken ct)
    {
        var held = locks[(uint)key.GetHashCode() % (uint)locks.Length];
        await held.WaitAsync(ct);
        return new Held(held);
    }

    private sealed class Held(SemaphoreSlim semaphore) : IDisposable
    {
        public void Dispose() => semaphore.Release();
    }
}
