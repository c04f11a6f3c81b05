using System.Diagnostics;

namespace TestKit.Processes;

/// <summary>Waiting for another process, where no event can be awaited. Tests of one process await events or move a clock instead.</summary>
public static class Eventually
{
    public static async Task BecomesTrueAsync(Func<Task<bool>> condition, TimeSpan limit, Func<string> otherwise)
    {
        var watch = Stopwatch.StartNew();
        while (!await condition())
        {
            if (watch.Elapsed > limit) throw new TimeoutException($"{otherwise()} (waited {limit.TotalSeconds:0} s)");
            await Task.Delay(20);
        }
    }
}
