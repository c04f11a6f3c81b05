using Bot.Channels.Teams.Activities;
using Bot.Channels.Teams.Authentication;
using Bot.State;
using Bot.State.Conversations;

namespace Bot.Channels.Teams;

/// <summary><c>POST /api/messages</c>: one activity. Who asks for the answer in the response waits for it; everybody else is told that it was taken.</summary>
internal sealed class MessagesEndpoint(BotAuthenticator authenticator, TeamsTurns turns, CardInvoke cards, Lanes lanes, Postman postman, TimeProvider time)
{
    /// <summary>Usually what was answered is also kept: it is committed by then. Slower work goes on behind it.</summary>
    public static readonly TimeSpan LongestHold = TimeSpan.FromSeconds(2);

    public async Task ServeAsync(HttpContext context)
    {
        authenticator.Precheck(context);
        var activity = TeamsActivity.Parse(await RequestBody.ReadAsync(context, TeamsActivity.MostBytes, ActivityException.TooLarge));
        var trusted = await authenticator.AuthenticateAsync(context, activity);
        if (activity.Type == "invoke") await InvokeAsync(context, activity);
        else if (TurnOf(activity) is { } turn) await RunAsync(context, activity, turn, trusted);
    }

    /// <summary>What to do about it; null: nothing, it is only acknowledged.</summary>
    private Func<TeamsActivity, CancellationToken, Task<TurnOutcome>>? TurnOf(TeamsActivity activity) => activity switch
    {
        { Type: "message" } => turns.AnswerAsync,
        { Type: "installationUpdate", Action: "add" or "add-upgrade" } or { Type: "conversationUpdate", BotAdded: true } => turns.GreetAsync,
        { Type: "installationUpdate", Action: "remove" or "remove-upgrade" } or { Type: "conversationUpdate", BotRemoved: true } => ForgetAsync,
        { Type: "endOfConversation" } => turns.EndAsync,
        _ => null,
    };

    private async Task<TurnOutcome> ForgetAsync(TeamsActivity activity, CancellationToken ct)
    {
        await turns.ForgetReferenceAsync(activity, ct);
        return new(0, [], false);
    }

    private async Task RunAsync(HttpContext context, TeamsActivity activity, Func<TeamsActivity, CancellationToken, Task<TurnOutcome>> turn, bool trusted)
    {
        if (activity.ConversationId is null) throw ActivityException.Malformed("conversation.id is missing.");
        if (activity.ExpectsReplies)
        {
            await ActivityAnswers.WriteRepliesAsync(context, await InResponseAsync(activity, turn));
            return;
        }
        if (activity.ServiceUrl is null) throw ActivityException.Malformed("serviceUrl is missing.");
        if (!trusted) throw ActivityException.Forbidden("serviceUrl is no host that this bot answers to: Teams:TrustedHosts names more.");

        // Not the request's token: who hangs up has still asked.
        var committed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _ = lanes.RunAsync(activity.Key, () => postman.AnswerAsync(activity, turn, committed));
        await committed.Task.WaitAsync(LongestHold, time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private Task<TurnOutcome> InResponseAsync(TeamsActivity activity, Func<TeamsActivity, CancellationToken, Task<TurnOutcome>> turn) =>
        lanes.RunAsync(activity.Key, async () =>
        {
            try
            {
                return await turn(activity, CancellationToken.None);
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
        var answer = await lanes.RunAsync(activity.Key, () => cards.AnswerAsync(activity, CancellationToken.None));
        await ActivityAnswers.WriteCardAsync(context, answer, activity.ExpectsReplies);
    }
}
