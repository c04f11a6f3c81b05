using System.Collections.Immutable;
using Dialogs.Turns;

namespace Bot.State.Conversations;

/// <summary>The conversation logic: pure, so that it can be run again after a lost race.</summary>
internal delegate Turn TurnStep(ConversationState state, Message message, DateTimeOffset now);

/// <summary>What a channel needs to turn a turn into wire activities. Rendering is pure too: it may run more than once.</summary>
/// <param name="FirstSequence">The number of the first activity that it returns; the following ones count up.</param>
/// <param name="Now">Real time, for timestamps.</param>
internal sealed record TurnContext(ConversationKey Key, Turn Turn, long FirstSequence, DateTimeOffset Now);

/// <summary>What a turn brought.</summary>
/// <param name="First">The number of the first of its activities.</param>
/// <param name="Entries">The wire activities, as stored.</param>
/// <param name="Repeated">True: the message was known already, and these are the activities of the first time (empty if they are no longer kept).</param>
internal sealed record TurnOutcome(long First, ImmutableArray<TranscriptEntry> Entries, bool Repeated);
