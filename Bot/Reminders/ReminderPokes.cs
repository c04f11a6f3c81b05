namespace Bot.Reminders;

/// <summary>Wakes the loop of this process when somebody's plan changes.</summary>
internal sealed class ReminderPokes : IDisposable
{
    private readonly SemaphoreSlim poked = new(0);

    public void Poke() => poked.Release();

    /// <summary>Done at the next poke; several before it are one.</summary>
    public async Task WaitAsync(CancellationToken ct)
    {
        await poked.WaitAsync(ct);
        while (await poked.WaitAsync(TimeSpan.Zero, ct)) { }
    }

    public void Dispose() => poked.Dispose();
}
