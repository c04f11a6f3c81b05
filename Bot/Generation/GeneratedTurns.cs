using Bot.State.Conversations;
using Bot.State.Time;
using Dialogs.Flows.Ask;
using Dialogs.Replies;
using Dialogs.Turns;
using Microsoft.Extensions.Options;

namespace Bot.Generation;

/// <summary>
/// Brings the model into a turn of a conversation: where the engine is unsure the message is read and the turn run again with hints, and an answer may be said in
/// other words. State, verdicts, dates, lists and what is declined stay the engine's. One time limit for all of it.
/// </summary>
internal sealed class GeneratedTurns(
    MessageReader reader, Rewriter rewriter, Assistant assistant, NoticeClock clock, IOptions<GenerationOptions> options, TimeProvider time) : ITurnRefiner
{
    /// <summary>A story in a self-check is worth reading again if it is long and much is still unknown.</summary>
    private const int Story = 40;

    public ValueTask<Turn> RefineAsync(TurnDraft draft, CancellationToken ct) =>
        draft.Message is { Pressed: false } message && (IsUnsure(draft.Turn) || IsStory(draft, message) || draft.Turn.Replies.Any(MayBeRewritten))
            ? new(RefineAsync(draft, message, ct))
            : new(draft.Turn);

    private async Task<Turn> RefineAsync(TurnDraft draft, Message message, CancellationToken ct)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(options.Value.TimeoutSeconds), time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, ct);
        var turn = IsUnsure(draft.Turn) || IsStory(draft, message) ? await ReadAgainAsync(draft, message, either.Token) : draft.Turn;
        return await RewriteAsync(turn, message, either.Token);
    }

    private async Task<Turn> ReadAgainAsync(TurnDraft draft, Message message, CancellationToken ct)
    {
        var notice = draft.Turn.Replies[^1].Notice!;
        var hints = await reader.ReadAsync(message.Text, notice, clock.Now, ct);
        return hints is null ? draft.Turn : assistant.Run(draft.State, message with { Hints = hints }, clock.Now);
    }

    /// <summary>The first answer of the turn; a second call would not be in time.</summary>
    private async Task<Turn> RewriteAsync(Turn turn, Message message, CancellationToken ct)
    {
        var at = turn.Replies.IndexOf(turn.Replies.FirstOrDefault(MayBeRewritten)!);
        if (at < 0 || await rewriter.RewriteAsync(message.Text, turn.Replies[at].Ask!, ct) is not { } text) return turn;
        var reply = turn.Replies[at];
        return turn with { Replies = turn.Replies.SetItem(at, reply with { Text = text, Ask = reply.Ask! with { Text = text } }) };
    }

    private static bool IsUnsure(Turn turn) => turn.Replies.Any(r => r.Ask is { } ask && HintedQuestions.IsUnsure(ask));

    private static bool IsStory(TurnDraft draft, Message message) =>
        message.Chat == ChatKind.Personal && message.Text.Length >= Story && draft.Turn.State.Check is { Active: true } && draft.Turn.Replies.Any(r => r.SelfCheck is { Missing.IsEmpty: false });

    private static bool MayBeRewritten(Reply reply) => reply is { Ask.Status: AskStatus.Answered, Outcome: null } && reply.Text == reply.Ask.Text;
}
