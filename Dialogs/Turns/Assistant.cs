using Knowledge.Notices;

namespace Dialogs.Turns;

/// <summary>The whole conversation logic: one pure function from a state and a message to the next state and replies. Thread-safe.</summary>
public sealed class Assistant(NoticeLibrary notices)
{
    public NoticeLibrary Notices { get; } = notices;

    /// <summary>Runs one turn. Same arguments, same result: whoever lost a race may run it again on the fresh state.</summary>
    /// <param name="now">Notice time.</param>
    public Turn Run(ConversationState state, Message message, DateTimeOffset now) => throw new NotImplementedException();

    /// <summary>The greeting for somebody who has just opened the chat. It does not change the state.</summary>
    public Turn Welcome(ConversationState state, DateTimeOffset now) => throw new NotImplementedException();
}
