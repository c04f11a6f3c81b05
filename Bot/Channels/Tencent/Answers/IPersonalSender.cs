using Bot.Channels.Tencent.Api;
using Bot.Channels.Tencent.Boxes;
using Bot.State.Conversations;

namespace Bot.Channels.Tencent.Answers;

/// <summary>How a text channel sends a person a text outside of a response.</summary>
internal interface IPersonalSender
{
    /// <summary>As in <see cref="ConversationKey.Channel"/>.</summary>
    string Channel { get; }

    /// <summary>Whether this person's account can send at all.</summary>
    bool CanSend(ConversationKey person);

    /// <summary>Whether what may be sent is counted, by the messages of the person.</summary>
    bool IsCounted { get; }

    /// <summary>Whether choices are shown as buttons, in a message of their own.</summary>
    bool HasCards { get; }

    Task<ApiResult> SendAsync(ConversationKey person, WaitingText text, CancellationToken ct);
}
