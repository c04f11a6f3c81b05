using Bot.Channels.Tencent.Answers;
using Bot.Hosting;
using Bot.State;

namespace Bot.Channels.Tencent.Owed;

/// <summary>Gives what a process that died had promised: any replica takes it over once the lease has run out.</summary>
internal sealed partial class OwedSweeper(OwedAnswers owed, Answering answering, FollowUps followUps, StateStartup startup, TimeProvider time, ILogger<OwedSweeper> log) : BackgroundLoop
{
    private const int PerRound = 64;
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(3);

    /// <returns>How many were taken over.</returns>
    /// <exception cref="StateUnavailableException">Redis is away.</exception>
    public async Task<int> RunOnceAsync(CancellationToken ct)
    {
        var taken = 0;
        foreach (var answer in await owed.FindDueAsync(PerRound, ct))
        {
            if (!await owed.TakeAsync(answer, ct)) continue;
            LogTaken(answer.Person.Channel);
            followUps.Track(answering.GiveOwedAsync(answer));
            taken++;
        }
        return taken;
    }

    protected override async Task RunAsync(CancellationToken ct)
    {
        if (await startup.IsReadyAsync(ct)) await EveryAsync(Period, time, token => TryAsync(RunOnceAsync, token), ct);
    }

    [LoggerMessage(EventId = 33, Level = LogLevel.Information, Message = "An answer on {Channel} that another process had promised and not given is taken over.")]
    private partial void LogTaken(string channel);
}
