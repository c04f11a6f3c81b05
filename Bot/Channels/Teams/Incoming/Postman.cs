using Bot.Channels.Teams.Activities;
using Bot.Channels.Teams.Connector;
using Bot.Channels.Teams.Replies;
using Bot.State;
using Bot.State.Conversations;
using Bot.State.Letters;

namespace Bot.Channels.Teams.Incoming;

/// <summary>Answers an activity behind its request: runs the turn, and when that is committed lets what it brought go to the Connector.</summary>
internal sealed partial class Postman(TeamsTurns turns, ConnectorClient connector, PostOffice post, TeamsLanes lanes, TimeProvider time, ILogger<Postman> log)
{
    private const string Sorry = "抱歉，这句我没能处理好，也没有收下。请稍后再发一次；一直这样，请告诉管理员。";
    private static readonly TimeSpan SlowTurn = TimeSpan.FromMilliseconds(700);

    /// <summary>Done when it is committed, or the person is being told that it was not.</summary>
    /// <returns>Whether it was committed.</returns>
    // The one catch-all of an activity: nobody waits for it any more.
#pragma warning disable CA1031
    public async Task<bool> AnswerAsync(TeamsActivity activity)
    {
        try
        {
            var answering = turns.RunAsync(activity, CancellationToken.None);
            if (await Task.WhenAny(answering, Task.Delay(SlowTurn, time)) != answering) ShowTyping(activity);
            await answering;
            HandOver(activity.Key);
            return true;
        }
        catch (StateUnavailableException)
        {
            Tell(activity, TeamsTurns.Away);
        }
        catch (Exception e)
        {
            LogFailed(e.GetType().Name, e.StackTrace);
            Tell(activity, Sorry);
        }
        return false;
    }
#pragma warning restore CA1031

    // A repeat too: the first time may have ended between the commit and here.
    private void HandOver(ConversationKey key) => _ = lanes.Post.RunAsync(key, async () =>
    {
        await post.HandOverAsync(key, CancellationToken.None);
        return true;
    });

    private void ShowTyping(TeamsActivity activity) =>
        _ = lanes.Post.RunAsync(activity.Key, () => connector.TryOnceAsync(TeamsTurns.DestinationOf(activity), TeamsReplies.Typing(TeamsTurns.AddressingOf(activity)).Json, CancellationToken.None));

    private void Tell(TeamsActivity activity, string text) =>
        _ = lanes.Post.RunAsync(activity.Key, () => connector.SendAsync(TeamsTurns.DestinationOf(activity), TeamsReplies.Passing(TeamsTurns.AddressingOf(activity), text).Json, CancellationToken.None));

    // Neither the activity nor the exception's own text, which may quote it.
    [LoggerMessage(EventId = 1, Level = LogLevel.Error, Message = "An activity could not be answered: {Exception}\n{Stack}")]
    private partial void LogFailed(string exception, string? stack);
}
