using Bot.Broadcasts.Drafts;
using Bot.Delivery;
using Dialogs.Flows.Talk;
using Dialogs.Replies;
using Dialogs.Turns;
using Knowledge.Notices;

namespace Bot.Broadcasts;

/// <summary>A broadcast as something that the assistant says.</summary>
internal static class Announcements
{
    /// <summary>The id by which a conversation knows that it was said. A resend has its own: channels remember a refusal by it.</summary>
    public static string IdOf(Broadcast broadcast) => $"broadcast-{broadcast.Id}";

    /// <param name="today">The day of notice time as of which dates are said.</param>
    public static Announcement Of(Broadcast broadcast, Notice notice, DraftText text, DateOnly today) =>
        text.IsSame && Say(text.Render(DraftText.ScopeOf(notice, new(), today)), notice, broadcast.Draft, broadcast.SaidAs) is var same
            ? new(IdOf(broadcast), state => Say(state, broadcast.Draft, broadcast.SaidAs, same))
            : new(IdOf(broadcast), state => Say(state, broadcast.Draft, broadcast.SaidAs, notice, text, today));

    /// <summary>The same to try out: may be said again and again, and pressing 收到 counts nowhere.</summary>
    public static Announcement Trial(string id, Draft draft, Notice notice, DraftText text, DateOnly today) =>
        new($"trial-{id}", state => Say(state, draft, id, notice, text, today));

    /// <summary>Something that HR answers to one person: a queued question, say.</summary>
    /// <param name="id">The same answer is said once.</param>
    public static Announcement Answer(string id, string text) =>
        new($"answer-{id}", state => new Turn(state with { Offered = [] }, [new Reply { Text = text }], []));

    public static Reply Say(string text, Notice notice, Draft draft, string id) =>
        new() { Text = text, Notice = notice, Choices = draft.Acknowledge ? [AcknowledgeFlow.ChoiceOf(id)] : [] };

    private static Turn Say(ConversationState state, Draft draft, string id, Notice notice, DraftText text, DateOnly today) =>
        Say(state, draft, id, Say(text.Render(DraftText.ScopeOf(notice, state, today)), notice, draft, id));

    private static Turn Say(ConversationState state, Draft draft, string id, Reply reply) =>
        new(state with { Offered = reply.Choices, Acknowledging = draft.Acknowledge ? id : state.Acknowledging }, [reply], []);
}
