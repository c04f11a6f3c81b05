using Bot.Channels.Teams.Activities;
using Bot.Channels.Teams.Connector;
using Bot.Channels.Teams.Replies;
using Bot.State;
using Bot.State.Conversations;

namespace Bot.Channels.Teams;

/// <summary>Answers an activity behind its request: runs the turn, then hands what it brought to the Connector, one after the other.</summary>
internal sealed partial class Postman(ConnectorClient connector, TimeProvider time, ILogger<Postman> log)
{
    private static readonly TimeSpan SlowTurn = TimeSpan.FromMilliseconds(700);

    /// <param name="committed">Set when the turn is over, however.</param>
    /// <returns>How many activities were handed over.</returns>
    // The one catch-all of an activity: nobody waits for it any more.
#pragma warning disable CA1031
    public async Task<int> AnswerAsync(TeamsActivity activity, Func<TeamsActivity, CancellationToken, Task<TurnOutcome>> turn, TaskCompletionSource committed)
    {
        try
        {
            var to = new Destination(new(activity.ServiceUrl!), activity.ConversationId!, activity.TenantId, activity.Type == "message" ? activity.Id : null);
            var outcome = await RunAsync(activity, to, turn, committed);
            return outcome.Repeated ? 0 : await SendAsync(to, outcome.Entries.Select(e => e.Json), CancellationToken.None);
        }
        catch (Exception e)
        {
            LogFailed(e.GetType().Name, e.StackTrace);
            return 0;
        }
        finally
        {
            committed.TrySetResult();
        }
    }
#pragma warning restore CA1031

    private async Task<TurnOutcome> RunAsync(TeamsActivity activity, Destination to, Func<TeamsActivity, CancellationToken, Task<TurnOutcome>> turn, TaskCompletionSource committed)
    {
        var addressing = TeamsTurns.AddressingOf(activity);
        try
        {
            var answering = turn(activity, CancellationToken.None);
            if (await Task.WhenAny(answering, Task.Delay(SlowTurn, time)) != answering) _ = await connector.SendAsync(to, TeamsReplies.Typing(addressing).Json, CancellationToken.None);
            return await answering;
        }
        catch (StateUnavailableException)
        {
            return new(0, [new(null, TeamsReplies.Passing(addressing, TeamsTurns.Away).Json)], false);
        }
        finally
        {
            committed.TrySetResult();
        }
    }

    // What comes after one that was not taken would be out of order.
    private async Task<int> SendAsync(Destination to, IEnumerable<ReadOnlyMemory<byte>> activities, CancellationToken ct)
    {
        var sent = 0;
        foreach (var activity in activities)
        {
            if (await connector.SendAsync(to, activity, ct) is { Fate: not Fate.Done and not Fate.Wrong }) break;
            sent++;
        }
        return sent;
    }

    // Neither the activity nor the exception's own text, which may quote it.
    [LoggerMessage(EventId = 1, Level = LogLevel.Error, Message = "An activity could not be answered: {Exception}\n{Stack}")]
    private partial void LogFailed(string exception, string? stack);
}
