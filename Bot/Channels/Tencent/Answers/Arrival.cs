using Bot.Channels.Tencent.Boxes;
using Bot.State.Conversations;

namespace Bot.Channels.Tencent.Answers;

/// <summary>One thing that a person said or did, and what a text channel has to know to answer it.</summary>
/// <param name="Id">The same for every try of it.</param>
/// <param name="Site">Where the links go; empty: none are made.</param>
internal sealed record Arrival(ConversationKey Person, string Id, Said Said, string Site)
{
    /// <summary>What it allows to be sent; null: nothing.</summary>
    public Func<PersonBox, PersonBox>? Allow { get; init; }

    /// <summary>True: something else goes back in the response, and the answer is sent.</summary>
    public bool IsSent { get; init; }
}
