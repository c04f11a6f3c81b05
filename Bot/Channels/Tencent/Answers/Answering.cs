using System.Collections.Immutable;
using Bot.Channels.Tencent.Boxes;
using Bot.State;
using Bot.State.Conversations;
using Dialogs.Turns;

namespace Bot.Channels.Tencent.Answers;

/// <summary>One thing that a person said or did, and what a text channel has to know to answer it.</summary>
/// <param name="Id">The same for every try of it.</param>
/// <param name="Message">What was said; null: <paramref name="Step"/> answers it.</param>
/// <param name="Heard">What is kept of it; null: nothing.</param>
/// <param name="Site">Where the links go; empty: none are made.</param>
internal sealed record Arrival(ConversationKey Person, string Id, Message? Message, Func<ConversationState, Turn>? Step, string? Heard, string Site)
{
    /// <summary>What it allows to be sent; null: nothing.</summary>
    public Func<PersonBox, PersonBox>? Allow { get; init; }

    /// <summary>True: something else goes back in the response, and the answer is sent.</summary>
    public bool IsSent { get; init; }
}

/// <summary>
/// Answers within the seconds that the platform waits. The turn, and in the box what went back for it, are each committed before it goes back, so every try of a message
/// gets one and the same answer from any replica.
/// </summary>
internal sealed class Answering(TurnRunner turns, BoxStore boxes, FollowUps followUps, TimeProvider time)
{
    /// <summary>The platform hangs up after five seconds; the way there and back and noting that the answer follows take some, most on a busy machine.</summary>
    public static readonly TimeSpan Budget = TimeSpan.FromSeconds(3.6);

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
            if (await Task.WhenAny(work, Task.Delay(Budget, time, waiting.Token)) != work)
            {
                followUps.Track(work);
                return await DeferAsync(arrival);
            }
            await waiting.CancelAsync();
            return await work;
        }
        catch (StateUnavailableException)
        {
            return Away;
        }
    }

    private async Task<string> AnswerFullyAsync(Arrival arrival)
    {
        var before = await boxes.ReadAsync(arrival.Person, CancellationToken.None);
        if (before.AnswerTo(arrival.Id) is { Deferred: false } given) return given.Text;
        var goesOn = !before.Waiting.IsEmpty && arrival.Message is { Text: var said } && said.Trim() == PassiveText.Continue;
        var (parts, erases) = goesOn ? ([], false) : await RunAsync(arrival);
        // Nothing is kept of somebody who has just been erased.
        if (erases) return parts.IsEmpty ? "" : parts[0].Text;

        var follows = followUps.SenderOf(arrival.Person) is not null;
        var box = await boxes.UpdateAsync(arrival.Person, box => Give(box, arrival, parts, follows), CancellationToken.None);
        if (follows && !box.Waiting.IsEmpty) followUps.Track(FollowAsync(arrival.Person));
        return box.AnswerTo(arrival.Id)?.Text ?? "";
    }

    // The response is to arrive first.
    private async Task FollowAsync(ConversationKey person)
    {
        await Task.Delay(TimeSpan.FromMilliseconds(300), time, CancellationToken.None);
        await followUps.SendWaitingAsync(person, CancellationToken.None);
    }

    private static PersonBox Give(PersonBox box, Arrival arrival, ImmutableArray<TextPart> parts, bool follows)
    {
        if (box.AnswerTo(arrival.Id) is { } given)
        {
            // Another try was faster, or this one is late: its answer waits then.
            return !given.Deferred ? box
                : box.Answered(given with { Deferred = false }).Wait(All());
        }
        if (arrival.Allow is { } allow) box = allow(box);
        if (arrival.IsSent) return box.Wait(All()).Answered(new(arrival.Id, ""));
        var (passive, left) = PassiveText.Compose(arrival.Id, parts, box.Waiting, follows);
        return (box with { Waiting = [] }).Wait(left).Answered(new(arrival.Id, passive));

        IEnumerable<WaitingText> All() => parts.Select((part, i) => part.Waiting($"{arrival.Id}#{i}", null));
    }

    private async Task<string> DeferAsync(Arrival arrival)
    {
        // With the right to send, silence now and the answer as soon as it is there.
        var text = followUps.SenderOf(arrival.Person) is null ? Later : "";
        var box = await boxes.UpdateAsync(arrival.Person, box =>
            box.AnswerTo(arrival.Id) is not null ? box : (arrival.Allow?.Invoke(box) ?? box).Answered(new(arrival.Id, text, Deferred: true)), CancellationToken.None);
        return box.AnswerTo(arrival.Id)!.Text;
    }

    private async Task<(ImmutableArray<TextPart> Parts, bool Erases)> RunAsync(Arrival arrival)
    {
        var outcome = arrival.Message is { } message
            ? await turns.RunAsync(arrival.Person, message, Render, CancellationToken.None)
            : await turns.RunAsync(arrival.Person, arrival.Id, arrival.Step!, Render, CancellationToken.None);
        return PartActivity.Read(outcome.Entries);

        ImmutableArray<RawActivity> Render(TurnContext turn) =>
            TextParts.Render(turn, arrival.Heard, arrival.Site, followUps.SenderOf(arrival.Person) is { HasCards: true });
    }
}
