namespace Bot.Operations;

/// <summary>
/// Gives memory back once a rush is over. While it lasts the collector keeps what it may soon need again, which on a machine with a large cache is
/// more than the program itself; nothing would make it let go of that when nobody writes any more.
/// </summary>
internal sealed class MemoryTrim(TimeProvider time) : IHostedService, IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    /// <summary>Less than this held beyond what is in use is not worth a collection.</summary>
    private const long Worthwhile = 32L << 20;

    private (long Allocated, long Trimmed) last;
    private ITimer? timer;

    /// <summary>One look. Collects if hardly anything was allocated since the look before, but much since the last collection of ours.</summary>
    /// <returns>Whether it collected.</returns>
    public bool RunOnce(long allocated)
    {
        var quiet = allocated - last.Allocated < Worthwhile / 8;
        var due = quiet && allocated - last.Trimmed > Worthwhile;
        last = (allocated, due ? allocated : last.Trimmed);
        if (due) GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        return due;
    }

    private void Look()
    {
        var (allocated, before) = (GC.GetTotalAllocatedBytes(), last.Allocated);
        if (!RunOnce(allocated) && allocated - before <= Worthwhile / 8) return;
        NativeMemory.Trim();
        ProgramPages.LetGo();
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        timer = time.CreateTimer(_ => Look(), null, Interval, Interval);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        Dispose();
        return Task.CompletedTask;
    }

    public void Dispose() => timer?.Dispose();
}
