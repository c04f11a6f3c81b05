using Bot.State.Conversations;
using Dialogs.Turns;

namespace Bot.State.Persons;

/// <summary>A person and what their conversation remembers of them: facts, role, self-check, ticks. Nothing of what was written.</summary>
internal sealed record PersonCard(ConversationKey Key, ConversationState State);
