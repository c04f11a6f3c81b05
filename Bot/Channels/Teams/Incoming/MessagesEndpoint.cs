using Bot.Channels.Teams.Activities;
using Bot.Channels.Teams.Authentication;
using Bot.State;
using Bot.State.Conversations;

namespace Bot.Channels.Teams.Incoming;

/// <summary>
/// <c>POST /api/messages</c>: one activity. Who asks for the answer in the response waits for it. Everybody else is told that it was taken when that is true
/// also after a kill: its turn is committed, or, where that takes long, the activity itself is kept.
/// </summary>
internal sealed class MessagesEndpoint(BotAuthenticator authenticator, TeamsTurns turns, CardInvoke cards, TeamsLanes lanes, Postman postman, Inbox inbox, TimeProvider time)
{
    /// <summary>Usually it is committed long before.</summary>
    public static readonly TimeSpan LongestHold = TimeSpan.FromSeconds(2);

    /// <summary>The channel gives up after 15.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(10);

    public async Task ServeAsync(HttpContext context)
    {
        authenticator.Precheck(context);
        var activity = TeamsActivity.Parse(await RequestBody.ReadAsync(context, TeamsActivity.MostBytes, ActivityException.TooLarge));
        var trusted = await authenticator.AuthenticateAsync(context, activity);
        if (activity.Type == "invoke") await InvokeAsync(context, activity);
        else if (TeamsTurns.Concerns(activity)) await RunAsync(context, activity, trusted);
    }

    private async Task RunAsync(HttpContext context, TeamsActivity activity, bool trusted)
    {
        if (activity.ConversationId is null) throw ActivityException.Malformed("conversation.id is missing.");
        if (activity.ExpectsReplies)
        {
            await ActivityAnswers.WriteRepliesAsync(context, await InResponseAsync(activity));
            return;
        }
        if (activity.ServiceUrl is null) throw ActivityException.Malformed("serviceUrl is missing.");
        if (!trusted) throw ActivityException.Forbidden("serviceUrl is no host that this bot answers to: Teams:TrustedHosts names more.");

        // Not the request's token: who hangs up has still asked.
        var answering = lanes.Turns.RunAsync(activity.Key, () => postman.AnswerAsync(activity));
        if (await EndsWithinAsync(answering, LongestHold) || await IsKeptAsync(activity, answering) || await EndsWithinAsync(answering, LongestWait)) return;
        throw ActivityException.Away("The activity was not taken in time.");
    }

    private async Task<bool> EndsWithinAsync(Task answering, TimeSpan limit) =>
        await Task.WhenAny(answering, Task.Delay(limit, time)) == answering;

    // Without an id nobody could tell later that it was answered meanwhile.
    private async Task<bool> IsKeptAsync(TeamsActivity activity, Task answering)
    {
        if (activity.Id is not { Length: > 0 }) return false;
        try
        {
            await inbox.KeepAsync(activity, CancellationToken.None);
            _ = RemoveAfterAsync(answering, activity);
            return true;
        }
        catch (StateUnavailableException)
        {
            return false;
        }
    }

    private async Task RemoveAfterAsync(Task answering, TeamsActivity activity)
    {
        await answering.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await inbox.RemoveAsync(activity, CancellationToken.None).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private Task<TurnOutcome> InResponseAsync(TeamsActivity activity) =>
        lanes.Turns.RunAsync(activity.Key, async () =>
        {
            try
            {
                return await turns.RunAsync(activity, CancellationToken.None);
            }
            catch (StateUnavailableException)
            {
                return new(0, [new(null, Replies.TeamsReplies.Passing(TeamsTurns.AddressingOf(activity), TeamsTurns.Away).Json)], false);
            }
        });

    private async Task InvokeAsync(HttpContext context, TeamsActivity activity)
    {
        if (activity.Name != "adaptiveCard/action") throw ActivityException.NotImplemented();
        if (activity.ConversationId is null) throw ActivityException.Malformed("conversation.id is missing.");
        var answer = await lanes.Turns.RunAsync(activity.Key, () => cards.AnswerAsync(activity, CancellationToken.None));
        await ActivityAnswers.WriteCardAsync(context, answer, activity.ExpectsReplies);
    }
}
