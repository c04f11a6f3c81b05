using Dialogs.Flows.Checks;
using Dialogs.Flows.Talk;
using Dialogs.Replies;
using Dialogs.Turns.Steps;
using Knowledge.Notices;

namespace Dialogs.Turns;

/// <summary>The whole conversation logic: one pure function from a state and a message to the next state and replies. Thread-safe.</summary>
public sealed class Assistant(NoticeLibrary notices)
{
    public NoticeLibrary Notices { get; } = notices;

    /// <summary>Runs one turn. Same arguments, same result: whoever lost a race may run it again on the fresh state.</summary>
    /// <param name="now">Notice time.</param>
    public Turn Run(ConversationState state, Message message, DateTimeOffset now) => TurnSteps.Run(new TurnStart(state, message, now, NoticeOf(state, now)));

    /// <summary>The greeting for somebody who has just opened the chat. It does not change the state.</summary>
    public Turn Welcome(ConversationState state, DateTimeOffset now)
    {
        var notice = NoticeOf(state, now);
        return new Turn(state, [WelcomeFlow.Greet(new TurnStart(state, new Message { Id = "", Text = "" }, now, notice))], []);
    }

    /// <summary>The outcome of the self-check that was shown last, as it would be now; null: none was. For cards that are looked at again.</summary>
    public Outcome? LastOutcome(ConversationState state, DateTimeOffset now) => state.Check is { Shown: not null } check
        ? OutcomeWriter.Of(new CheckSession(NoticeOf(state, now), new TurnStart(state, new Message { Id = "", Text = "" }, now, NoticeOf(state, now)).Today, state, check))
        : null;

    private Notice NoticeOf(ConversationState state, DateTimeOffset now) =>
        (NoticeId.TryParse(state.Notice, null, out var id) ? Notices.Find(id) : null)
        ?? Notices.Default(DateOnly.FromDateTime(now.ToOffset(TimeSpan.FromHours(8)).DateTime))
        ?? throw new InvalidOperationException("There is no notice to talk about.");
}
