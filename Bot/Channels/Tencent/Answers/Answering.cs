using System.Collections.Immutable;
using Bot.Channels.Tencent.Boxes;
using Bot.Channels.Tencent.Owed;
using Bot.State;
using Bot.State.Conversations;
using Bot.State.Time;
using Dialogs.Turns;

namespace Bot.Channels.Tencent.Answers;

/// <summary>
/// Answers within the seconds that the platform waits. The turn, and in the box what went back for it, are each committed before it goes back, so every try of a message
/// gets one and the same answer from any replica. What comes after the response is promised first (<see cref="OwedAnswers"/>), so that it comes also if this process dies.
/// </summary>
internal sealed class Answering(TurnRunner turns, BoxStore boxes, FollowUps followUps, OwedAnswers owed, Assistant assistant, NoticeClock clock, TimeProvider time, AnswerBudget budget)
{
    public const string Away = "抱歉，系统暂时连不上，这句话没有记下来。请过几分钟再发一次。";
    private const string Later = "这个问题要多查一会儿，查好后会随您的下一条消息一起告诉您，不用重复提问。";

    /// <returns>What goes back; empty: nothing but that it has arrived.</returns>
    public async Task<string> AnswerAsync(Arrival arrival)
    {
        try
        {
            // Not cut short when the platform hangs up: what is committed must be told.
            var work = Task.Run(() => AnswerFullyAsync(arrival));
            using var waiting = new CancellationTokenSource();
            if (await Task.WhenAny(work, Task.Delay(budget.Time, time, waiting.Token)) != work) return await DeferAsync(arrival, work);
            await waiting.CancelAsync();
            return await work;
        }
        catch (StateUnavailableException)
        {
            return Away;
        }
    }

    /// <summary>Removes everything that is kept of somebody who left.</summary>
    /// <returns>Nothing is said to them.</returns>
    public async Task<string> ForgetAsync(Arrival arrival)
    {
        _ = await turns.RunAsync(arrival.Person, arrival.Id, static _ => new(new(), [], [new Effect.Erase()]), turn => PartActivity.Render(turn, null, []), CancellationToken.None);
        return "";
    }

    /// <summary>Gives what another process had promised: works the answer out if that was not done, and sends what waits.</summary>
    public async Task GiveOwedAsync(OwedAnswer answer) => await SettleAsync(answer, await owed.KeepAsync(answer, GiveAsync(answer)));

    private async Task<DateTimeOffset?> GiveAsync(OwedAnswer answer)
    {
        if ((await boxes.ReadAsync(answer.Person, CancellationToken.None)).AnswerTo(answer.Message) is { Deferred: true, Question: { } question })
            _ = await AnswerFullyAsync(new(answer.Person, answer.Message, question.Said, question.Site) { IsSent = question.IsSent });
        return await followUps.SendWaitingAsync(answer.Person, CancellationToken.None);
    }

    private async Task<string> AnswerFullyAsync(Arrival arrival)
    {
        var before = await boxes.ReadAsync(arrival.Person, CancellationToken.None);
        if (before.AnswerTo(arrival.Id) is { Deferred: false } given) return given.Text;
        var goesOn = !before.Waiting.IsEmpty && arrival.Said is { Kind: SaidKind.Words, Text: var said } && said.Trim() == PassiveText.Continue;
        var (parts, erases) = goesOn ? ([], false) : await RunAsync(arrival);
        // Nothing is kept of somebody who has just been erased.
        if (erases) return parts.IsEmpty ? "" : parts[0].Text;

        var (rest, follows) = (new OwedAnswer(arrival.Person, $"{arrival.Id}#"), followUps.SenderOf(arrival.Person) is not null);
        if (follows && MayLeaveARest(before, arrival, parts)) await owed.HoldAsync(rest);
        var box = await boxes.UpdateAsync(arrival.Person, box => Give(followUps.Recover(box), arrival, parts, follows, goesOn), CancellationToken.None);
        if (follows && !box.Waiting.IsEmpty) followUps.Track(FollowAsync(rest));
        return box.AnswerTo(arrival.Id)?.Text ?? "";
    }

    private static bool MayLeaveARest(PersonBox before, Arrival arrival, ImmutableArray<TextPart> parts) =>
        parts.Length > 1 || arrival.IsSent || !before.Waiting.IsEmpty || before.AnswerTo(arrival.Id) is { Deferred: true };

    // The response is to arrive first.
    private async Task FollowAsync(OwedAnswer rest)
    {
        await Task.Delay(TimeSpan.FromMilliseconds(300), time, CancellationToken.None);
        await SettleAsync(rest, await owed.KeepAsync(rest, followUps.SendWaitingAsync(rest.Person, CancellationToken.None)));
    }

    /// <param name="again">When it is to be looked at once more; null: what was not sent waits for the person's next message.</param>
    private Task SettleAsync(OwedAnswer answer, DateTimeOffset? again) => again is { } then ? owed.PutAsync(answer, then) : owed.SettleAsync(answer);

    private static PersonBox Give(PersonBox box, Arrival arrival, ImmutableArray<TextPart> parts, bool follows, bool asked)
    {
        if (box.AnswerTo(arrival.Id) is { } given)
        {
            // Another try was faster, or this one is late: its answer waits then.
            return !given.Deferred ? box
                : box.Answered(given with { Deferred = false, Question = null }).Wait(All());
        }
        if (arrival.Allow is { } allow) box = allow(box);
        if (arrival.IsSent) return box.Wait(All()).Answered(new(arrival.Id, ""));
        var (passive, left) = PassiveText.Compose(arrival.Id, parts, box.Waiting, follows, asked);
        return (box with { Waiting = [] }).Wait(left).Answered(new(arrival.Id, passive));

        IEnumerable<WaitingText> All() => parts.Select((part, i) => part.Waiting($"{arrival.Id}#{i}", null));
    }

    private async Task<string> DeferAsync(Arrival arrival, Task<string> work)
    {
        var promise = new OwedAnswer(arrival.Person, arrival.Id);
        var promised = owed.HoldAsync(promise);
        followUps.Track(KeepPromiseAsync(promise, promised, work));
        await promised;
        // With the right to send, silence now and the answer as soon as it is there.
        var text = followUps.SenderOf(arrival.Person) is null ? Later : "";
        var question = new Question(arrival.Said, arrival.Site, arrival.IsSent);
        var box = await boxes.UpdateAsync(arrival.Person, box =>
            box.AnswerTo(arrival.Id) is not null ? box : (arrival.Allow?.Invoke(box) ?? box).Answered(new(arrival.Id, text, Deferred: true) { Question = question }), CancellationToken.None);
        return box.AnswerTo(arrival.Id)!.Text;
    }

    private async Task KeepPromiseAsync(OwedAnswer promise, Task promised, Task<string> work)
    {
        await promised;
        _ = await owed.KeepAsync(promise, work);
        await owed.SettleAsync(promise);
    }

    private async Task<(ImmutableArray<TextPart> Parts, bool Erases)> RunAsync(Arrival arrival)
    {
        var outcome = arrival.Said.Instead(assistant, clock.Now) is { } step
            ? await turns.RunAsync(arrival.Person, arrival.Id, step, Render, CancellationToken.None)
            : await turns.RunAsync(arrival.Person, new Message { Id = arrival.Id, Text = arrival.Said.Text, Pressed = arrival.Said.Pressed }, Render, CancellationToken.None);
        return PartActivity.Read(outcome.Entries);

        ImmutableArray<RawActivity> Render(TurnContext turn) =>
            TextParts.Render(turn, arrival.Said.Heard, arrival.Site, followUps.SenderOf(arrival.Person) is { HasCards: true });
    }
}
