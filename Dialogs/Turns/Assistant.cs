using System.Collections.Immutable;
using Dialogs.Flows.Ask;
using Dialogs.Replies;
using Dialogs.Wording;
using Knowledge.Notices;

namespace Dialogs.Turns;

/// <summary>The whole conversation logic: one pure function from a state and a message to the next state and replies. Thread-safe.</summary>
public sealed class Assistant(NoticeLibrary notices)
{
    public NoticeLibrary Notices { get; } = notices;

    /// <summary>Runs one turn. Same arguments, same result: whoever lost a race may run it again on the fresh state.</summary>
    /// <param name="now">Notice time.</param>
    public Turn Run(ConversationState state, Message message, DateTimeOffset now)
    {
        var notice = NoticeOf(state, now);
        var result = Asker.Answer(new AskQuestion(message.Text, notice, state.Facts, now), state.Context, state.Role);
        var reply = new Reply
        {
            Text = result.Answer.Text,
            Citations = result.Answer.Citations,
            Choices = [.. result.Answer.Suggestions.Select(s => new Choice(s, s))],
            Notice = notice,
            Ask = result.Answer,
        };
        ImmutableArray<Effect> effects = result.Queue ? [new Effect.QueueQuestion(notice.Id.Value, message.Text, result.Nearest ?? result.Answer.Topic)] : [];
        return new Turn(state with { Context = result.Context ?? state.Context, Facts = state.Facts.Over(result.Question.Facts), Offered = reply.Choices }, [reply], effects);
    }

    /// <summary>The greeting for somebody who has just opened the chat. It does not change the state.</summary>
    public Turn Welcome(ConversationState state, DateTimeOffset now)
    {
        var notice = NoticeOf(state, now);
        return new Turn(state, [new Reply { Text = WelcomeWording.Text(notice), Choices = WelcomeWording.Starters, Notice = notice }], []);
    }

    private Notice NoticeOf(ConversationState state, DateTimeOffset now) =>
        (NoticeId.TryParse(state.Notice, null, out var id) ? Notices.Find(id) : null)
        ?? Notices.Default(DateOnly.FromDateTime(now.ToOffset(TimeSpan.FromHours(8)).DateTime))
        ?? throw new InvalidOperationException("There is no notice to talk about.");
}
