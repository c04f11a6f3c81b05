using Bot.State;
using Bot.State.Time;
using Dialogs.Turns;
using Microsoft.Extensions.Options;

namespace Bot.Reminders;

/// <summary>One round of looking at everybody who is due.</summary>
internal sealed partial class ReminderRounds(DueQueue queue, ReminderSender sender, Assistant assistant, NoticeClock clock, IOptions<RemindersOptions> options, ILogger<ReminderRounds> log)
{
    private const int PerRound = 64;
    private static readonly TimeSpan AfterABug = TimeSpan.FromHours(1);

    /// <summary>Looks at everybody who is due now, some at a time. Safe beside other replicas.</summary>
    /// <returns>How many were looked at.</returns>
    /// <exception cref="StateUnavailableException">Redis is away.</exception>
    public async Task<int> RunOnceAsync(CancellationToken ct)
    {
        await queue.PlanAllAsync(Basis(), ct);
        var looked = 0;
        while (await queue.ClaimAsync(clock.Now, PerRound, ct) is { Length: > 0 } claims)
        {
            await Parallel.ForEachAsync(claims, new ParallelOptions { MaxDegreeOfParallelism = options.Value.Parallel, CancellationToken = ct }, async (claim, token) => await LookAsync(claim, token));
            looked += claims.Length;
        }
        return looked;
    }

    // The one catch-all of a round: a person whose reminders cannot be worked out does not keep the others from theirs.
#pragma warning disable CA1031
    private async Task LookAsync(Claim claim, CancellationToken ct)
    {
        try
        {
            await sender.LookAsync(claim, ct);
        }
        catch (LeaseLostException)
        {
            // Whoever has it now goes on.
        }
        catch (Exception e) when (e is not (StateUnavailableException or OperationCanceledException))
        {
            LogFailed(claim.Person.Channel, e.GetType().Name, e.StackTrace);
            await queue.SettleAsync(claim, clock.Now + clock.Stretch(AfterABug), ct);
        }
    }
#pragma warning restore CA1031

    /// <summary>What all plans rest on: the notices as they are, and the clock.</summary>
    private string Basis() => $"1|{clock.Setting}|{string.Join(',', assistant.Notices.All.Select(n => $"{n.Id}:{n.Version}").Order(StringComparer.Ordinal))}";

    [LoggerMessage(EventId = 30, Level = LogLevel.Error, Message = "The reminders of somebody on {Channel} could not be worked out, next try in an hour: {Exception}\n{Stack}")]
    private partial void LogFailed(string channel, string exception, string? stack);
}
