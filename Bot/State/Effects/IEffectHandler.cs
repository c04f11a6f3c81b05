using Bot.State.Conversations;
using Dialogs.Turns;

namespace Bot.State.Effects;

/// <summary>
/// Carries out effects of one kind and ignores the others. Called after the commit, at least once per effect: the id is the same at every repeat.
/// <see cref="Effect.Erase"/> goes to every handler; each removes what it keeps of the conversation. The record itself goes last and not here.
/// </summary>
internal interface IEffectHandler
{
    Task HandleAsync(ConversationKey key, string effectId, Effect effect, CancellationToken ct);
}
