using Bot.State.Conversations;
using Bot.State.Effects;
using Dialogs.Turns;

namespace Bot.Reminders;

/// <summary>After a turn that changed what somebody is to be reminded of: they are looked at again. After an erasure nothing of it is left.</summary>
internal sealed class ReminderEffects(DueQueue queue, ReminderLedger ledger, ReminderPokes pokes) : IEffectHandler
{
    public async Task HandleAsync(ConversationKey key, string effectId, Effect effect, CancellationToken ct)
    {
        if (effect is Effect.Plan)
        {
            await queue.PokeAsync(key, ct);
            pokes.Poke();
        }
        else if (effect is Effect.Erase)
        {
            await queue.ForgetAsync(key, ct);
            await ledger.ForgetAsync(key, ct);
        }
    }
}
