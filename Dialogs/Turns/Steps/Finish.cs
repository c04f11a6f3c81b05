
using Dialogs.Flows.Checks;
using Dialogs.Flows.Talk;
using Dialogs.Reminders;
using Dialogs.Replies;
using Dialogs.Wording;

namespace Dialogs.Turns.Steps;

/// <summary>Last step: puts the replies into their final form and remembers the choices offered.</summary>
internal static class Finish
{
    public static Turn Run(Heard heard, Spoken spoken)
    {
        var (state, correction) = Corrections.Of(heard, spoken.State);
        if (correction is not null) spoken = spoken with { Replies = [correction, .. spoken.Replies] };
        var replies = spoken.Replies.Select(r => Kept(heard, state, r.Notice is null ? r with { Notice = heard.Notice } : r)).ToArray();
        state = RatingFlow.Offer(heard, state, replies);
        var last = Array.FindLast(replies, r => !r.Choices.IsEmpty);
        return new Turn(state with { Offered = last?.Choices ?? [] }, [.. replies], Replans(heard.State, spoken.State) ? spoken.Effects.Add(new Effect.Plan()) : spoken.Effects);
    }

    /// <summary>Nobody is offered to be reminded where no reminder can come any more.</summary>
    private static Reply Kept(Heard heard, ConversationState state, Reply reply) =>
        reply.Choices.Contains(ReminderWording.Offer) && !ReminderPlanner.HasAhead(heard.Notice, state, heard.Start.Now) ? reply with { Choices = reply.Choices.Remove(ReminderWording.Offer) } : reply;

    /// <summary>Whether it may have changed when the person is to be reminded.</summary>
    private static bool Replans(ConversationState before, ConversationState after) =>
        !ReferenceEquals(before.Reminders, after.Reminders) && after.Reminders is not null
        || after.Reminders is { On: true } && (before.Role != after.Role || before.Check?.Done != after.Check?.Done || before.Check?.Of != after.Check?.Of);
}
