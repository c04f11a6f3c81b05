using System.Collections.Immutable;
using Bot.State;
using Bot.State.Conversations;
using Bot.State.Time;
using Dialogs.Turns;

namespace Bot.Channels.WebChat.DirectLine;

/// <summary>Takes a posted activity through its turn: masked, answered, committed, shown.</summary>
internal sealed class PostedTurn(TurnRunner turns, TurnStep assistant, IConversationFeed feed, NoticeClock clock, TimeProvider time)
{
    private static readonly TimeSpan SlowTurn = TimeSpan.FromMilliseconds(400);

    /// <returns>The id of the echo: the same for a repeat.</returns>
    /// <exception cref="DirectLineException">Nothing can be kept now; whoever has the conversation open is told.</exception>
    public async Task<string> RunAsync(string conversation, string user, IncomingActivity activity)
    {
        // What is no message (typing, joins, reactions) asks for nothing.
        if (activity.Type != "message") return $"{conversation}|{Guid.NewGuid():N}";
        var key = WebChatKey.Of(conversation);
        try
        {
            return await AnswerAsync(key, user, activity);
        }
        catch (StateUnavailableException)
        {
            var away = DirectLineException.Away();
            feed.ShowPassing(key, ReplyActivity.Passing(conversation, time.GetUtcNow(), away.Message));
            throw away;
        }
    }

    private async Task<string> AnswerAsync(ConversationKey key, string user, IncomingActivity activity)
    {
        var text = Hearing.Clean(activity.Text);
        var said = Hearing.Clean(activity.Said);
        var message = new Message
        {
            Id = activity.ClientActivityId ?? activity.Id ?? Guid.NewGuid().ToString("N"),
            Text = said ?? text ?? "",
            Pressed = said is not null,
        };
        var echo = new EchoActivity(activity, user, text is { Length: > Hearing.LongestText } ? $"{text[..Hearing.LongestText]}…" : text);
        using var typing = time.CreateTimer(_ => ShowTyping(key), null, SlowTurn, Timeout.InfiniteTimeSpan);

        // Not cut short when the client hangs up: what is committed must be told.
        var outcome = Hearing.Instead(assistant, clock, message, activity.HasAttachments) is { } instead
            ? await turns.RunAsync(key, message.Id, instead, Render, CancellationToken.None)
            : await turns.RunAsync(key, message, Render, CancellationToken.None);
        return EchoActivity.IdOf(key.Id, outcome.First);

        ImmutableArray<RawActivity> Render(TurnContext turn) => TurnActivities.Render(turn, echo);
    }

    private void ShowTyping(ConversationKey key) => feed.ShowPassing(key, ReplyActivity.Passing(key.Id, time.GetUtcNow(), null));
}
