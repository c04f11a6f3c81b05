using Bot.Hosting;
using Bot.State.Redis;

namespace Bot.State.Letters;

/// <summary>Hands over what a crash or an outage left: once at start, then every few seconds, a person waits for it.</summary>
internal sealed class LetterSweeper(PostOffice post, RedisConnection redis, TimeProvider time) : BackgroundLoop
{
    public static readonly TimeSpan Period = TimeSpan.FromSeconds(15);

    /// <summary>Younger ones are still in the hands of the process that committed them.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromSeconds(20);

    private const int AtOnce = 8;

    public Task RunOnceAsync(CancellationToken ct) => SweepAsync(Grace, ct);

    protected override async Task RunAsync(CancellationToken ct)
    {
        await redis.Opened.WaitAsync(ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await SweepAsync(TimeSpan.Zero, ct);
        await EveryAsync(Period, time, RunOnceAsync, ct);
    }

    private Task<bool> SweepAsync(TimeSpan age, CancellationToken ct) => TryAsync(
        async ct => await Parallel.ForEachAsync(
            await post.FindLeftAsync(age, ct), new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = ct }, async (key, ct) => await post.HandOverAsync(key, ct)),
        ct);
}
