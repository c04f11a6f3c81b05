using System.Collections.Immutable;
using System.Text;
using Bot.State;
using Bot.State.Conversations;
using Bot.State.Time;
using Dialogs.Language;
using Dialogs.Turns;

namespace Bot.Channels.WebChat.DirectLine;

/// <summary>Takes a posted activity through its turn: masked, answered, committed, shown.</summary>
internal sealed class PostedTurn(TurnRunner turns, TurnStep assistant, IConversationFeed feed, NoticeClock clock, TimeProvider time)
{
    /// <summary>The longest message read, in UTF-16 units. A longer one is answered by a request to say it in parts.</summary>
    public const int LongestText = 4_000;

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
        var text = Clean(activity.Text);
        var said = Clean(activity.Said);
        var message = new Message
        {
            Id = activity.ClientActivityId ?? activity.Id ?? Guid.NewGuid().ToString("N"),
            Text = said ?? text ?? "",
            Pressed = said is not null,
        };
        var echo = new EchoActivity(activity, user, text is { Length: > LongestText } ? $"{text[..LongestText]}…" : text);
        using var typing = time.CreateTimer(_ => ShowTyping(key), null, SlowTurn, Timeout.InfiniteTimeSpan);

        // Not cut short when the client hangs up: what is committed must be told.
        var outcome = Instead(activity, message) is { } instead
            ? await turns.RunAsync(key, message.Id, instead, Render, CancellationToken.None)
            : await turns.RunAsync(key, message, Render, CancellationToken.None);
        return EchoActivity.IdOf(key.Id, outcome.First);

        ImmutableArray<RawActivity> Render(TurnContext turn) => TurnActivities.Render(turn, echo);
    }

    // What the conversation logic is not asked, or not alone; null: it is.
    private Func<ConversationState, Turn>? Instead(IncomingActivity activity, Message message)
    {
        if (message.Text.Length > LongestText) return state => new(state, [ChannelReplies.TooLong(message.Text.Length, LongestText)], []);
        if (!activity.HasAttachments) return null;
        return message.Text.Length == 0
            ? state => new(state, [ChannelReplies.FileAlone], [])
            : state => assistant(state, message, clock.Now) is var turn ? turn with { Replies = [ChannelReplies.FileBeside, .. turn.Replies] } : throw new InvalidOperationException();
    }

    private void ShowTyping(ConversationKey key) => feed.ShowPassing(key, ReplyActivity.Passing(key.Id, time.GetUtcNow(), null));

    // No control characters but line breaks and tabs; no personal numbers.
    private static string? Clean(string? text)
    {
        if (text is null) return null;
        if (text.Any(IsUnwanted))
        {
            var kept = new StringBuilder(text.Length);
            foreach (var c in text.Where(c => !IsUnwanted(c))) kept.Append(c);
            text = kept.ToString();
        }
        return PersonalDataMask.Apply(text);
    }

    private static bool IsUnwanted(char c) => char.IsControl(c) && c is not ('\n' or '\r' or '\t');
}
