using Bot.Hosting;
using Bot.Notices;
using Bot.State;
using Bot.State.Redis;
using Bot.State.Time;
using Microsoft.Extensions.Options;

namespace Bot.Reminders;

/// <summary>Sends what is due: a loop over notice time, whose one step is <see cref="ReminderRounds.RunOnceAsync"/>.</summary>
internal sealed class ReminderService(
    ReminderRounds rounds, DueQueue queue, ReminderPokes pokes, NoticeUpdates notices, NoticeClock clock, TimeProvider time, StateStartup startup, IOptions<RedisOptions> redis) : BackgroundLoop
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(5), Shortest = TimeSpan.FromMilliseconds(5), AtOthers = TimeSpan.FromMilliseconds(200), AfterFailure = TimeSpan.FromSeconds(1);

    // Somebody is due and nobody could be claimed: another replica has them, unless they became due a moment ago.
    private bool held;

    protected override async Task RunAsync(CancellationToken ct)
    {
        if (!await startup.IsReadyAsync(ct)) return;
        await notices.Looked.WaitAsync(ct);
        if (redis.Value.ConnectionString.Length == 0) await queue.DropLeasesAsync(ct);
        while (true) await WaitAsync(await RoundAsync(ct), ct);
    }

    /// <returns>How long to wait, in real time.</returns>
    private async Task<TimeSpan> RoundAsync(CancellationToken ct)
    {
        try
        {
            var looked = await rounds.RunOnceAsync(ct);
            if (await queue.NextAsync(ct) is not { } next) return Longest;
            var wait = (next - clock.Now) / clock.Speed;
            if (wait > TimeSpan.Zero) (wait, held) = (wait < Shortest ? Shortest : wait < Longest ? wait : Longest, false);
            else (wait, held) = (held && looked == 0 ? AtOthers : TimeSpan.Zero, looked == 0);
            return wait;
        }
        catch (StateUnavailableException)
        {
            return AfterFailure;
        }
    }

    /// <summary>Until then, or until somebody's plan changes in this process.</summary>
    private async Task WaitAsync(TimeSpan wait, CancellationToken ct)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct);
        _ = await Task.WhenAny(pokes.WaitAsync(either.Token), Task.Delay(wait, time, either.Token));
        await either.CancelAsync();
        ct.ThrowIfCancellationRequested();
    }
}
