using Dialogs.Turns;

namespace Bot.Channels.WebChat;

/// <summary>What is said to somebody who has just opened the chat: pure, like a turn.</summary>
internal delegate Turn WelcomeStep(ConversationState state, DateTimeOffset now);
