using System.Collections.Immutable;
using Bot.State.Conversations;
using Dialogs.Replies;

namespace Bot.Channels.WebChat.DirectLine;

/// <summary>A turn as the activities that are kept and shown: the echo first, then the replies.</summary>
internal static class TurnActivities
{
    /// <param name="echo">Null: nobody has said anything, it is a greeting.</param>
    public static ImmutableArray<RawActivity> Render(TurnContext turn, EchoActivity? echo)
    {
        var conversation = turn.Key.Id;
        var activities = ImmutableArray.CreateBuilder<RawActivity>(turn.Turn.Replies.Length + 1);
        var sequence = turn.FirstSequence;
        string? echoId = null;
        if (echo is not null)
        {
            echoId = EchoActivity.IdOf(conversation, sequence);
            activities.Add(echo.Render(conversation, sequence++, turn.Now));
        }
        foreach (Reply reply in turn.Turn.Replies) activities.Add(ReplyActivity.Render(reply, conversation, sequence++, turn.Now, echoId, echo?.User));
        return activities.DrainToImmutable();
    }
}
