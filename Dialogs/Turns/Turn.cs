using System.Collections.Immutable;
using Dialogs.Replies;

namespace Dialogs.Turns;

/// <summary>What a turn comes to: the next state, what to say, and what to have done afterwards.</summary>
public sealed record Turn(ConversationState State, ImmutableArray<Reply> Replies, ImmutableArray<Effect> Effects);

/// <summary>Something for the shell to do after the commit. Idempotent: it may be carried out again after a crash. A closed set.</summary>
public abstract record Effect
{
    private Effect() { }

    /// <summary>A question that could not be answered, for HR. <paramref name="Question"/> is masked.</summary>
    public sealed record QueueQuestion(string Notice, string Question, string? NearestTopic) : Effect;

    /// <summary>The person says that a broadcast has reached them.</summary>
    public sealed record Acknowledge(string Broadcast) : Effect;

    /// <summary>The person says whether an answer helped; said again, the later word counts.</summary>
    /// <param name="Answer">Its number in the conversation.</param>
    /// <param name="Question">What was asked, masked; null: not known any more.</param>
    public sealed record Rate(string Notice, string Topic, int Answer, bool Useful, string? Question) : Effect;

    /// <summary>What this person is to be reminded of has changed: work out anew when they are next due.</summary>
    public sealed record Plan : Effect;

    /// <summary>Remove everything kept of this person.</summary>
    public sealed record Erase : Effect;
}
