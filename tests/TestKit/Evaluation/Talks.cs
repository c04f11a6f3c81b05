using System.Collections.Immutable;
using System.Text.Json;
using Bot.Channels.WebChat.DirectLine;
using Bot.State.Conversations;
using Dialogs.Turns;
using Knowledge.Loading;
using TestKit.DirectLine;

namespace TestKit.Evaluation;

/// <summary>
/// Holds the talks of a set in this process: the pure assistant, its replies rendered as the web chat gets them, and the state put away and taken out again after
/// each turn as the store does it. Only the wire is missing.
/// </summary>
public static class Talks
{
    public static ImmutableArray<ScoredItem> Hold(ImmutableArray<TalkItem> items)
    {
        var assistant = new Assistant(PackLibrary.Load(Repository.At("Knowledge", "Packs")).Library);
        return [.. items.Select(i => Judge(i, Hold(assistant, i)))];
    }

    /// <summary>The same with something that works on each turn before it is kept, as the bot has it.</summary>
    internal static async Task<ImmutableArray<ScoredItem>> HoldAsync(ImmutableArray<TalkItem> items, Assistant assistant, Func<TalkItem, ITurnRefiner> refiner)
    {
        var scored = ImmutableArray.CreateBuilder<ScoredItem>();
        foreach (var item in items)
        {
            var (state, heard, own) = (new ConversationState(), ImmutableArray.CreateBuilder<ImmutableArray<JsonElement>>(), refiner(item));
            foreach (var (i, said) in item.Turns.Index())
            {
                var message = new Message { Id = $"{i}", Text = said.Say };
                var turn = await own.RefineAsync(new TurnDraft(default!, state, message, i, assistant.Run(state, message, item.Now)), CancellationToken.None);
                heard.Add(Rendered(turn, item, i));
                state = KeptState(turn.State);
            }
            scored.Add(Judge(item, heard.ToImmutable()));
        }
        return scored.ToImmutable();
    }

    /// <summary>A talk is right or not; none counts twice against the score.</summary>
    /// <param name="replies">What the bot said to each turn, in order.</param>
    public static ScoredItem Judge(TalkItem item, ImmutableArray<ImmutableArray<JsonElement>> replies)
    {
        var faults = item.Turns.Zip(replies).SelectMany((t, i) => TurnFaults(t.First, t.Second).Select(f => $"turn {i + 1} {f}"))
            .Concat(EndFaults(item.End, replies.SelectMany(r => r).ToImmutableArray().SelfCheck())).ToImmutableArray();
        var log = string.Join("\n    ", item.Turns.Zip(replies, (t, r) => $"用户：{t.Say}\n    助手：{string.Join(" | ", r.Select(a => a.GetProperty("text").GetString()!.ReplaceLineEndings(" ")))}"));
        return new(item.Id, item.Turns[0].Say, log, faults, Wrong: false);
    }

    private static ImmutableArray<ImmutableArray<JsonElement>> Hold(Assistant assistant, TalkItem item)
    {
        var state = new ConversationState();
        var heard = ImmutableArray.CreateBuilder<ImmutableArray<JsonElement>>();
        foreach (var (i, said) in item.Turns.Index())
        {
            var turn = assistant.Run(state, new Message { Id = $"{i}", Text = said.Say }, item.Now);
            heard.Add(Rendered(turn, item, i));
            state = KeptState(turn.State);
        }
        return heard.ToImmutable();
    }

    private static ImmutableArray<JsonElement> Rendered(Turn turn, TalkItem item, int number) =>
        [.. turn.Replies.Select(r => JsonElement.Parse(ReplyActivity.Render(r, item.Id, number, item.Now, null, null).Json.Span))];

    private static ConversationState KeptState(ConversationState state) =>
        JsonSerializer.Deserialize<ConversationState>(JsonSerializer.Serialize(state, StateJson.Options), StateJson.Options)!;

    private static IEnumerable<string> TurnFaults(TalkTurn turn, ImmutableArray<JsonElement> replies) =>
        replies.IsEmpty ? ["silence"] : Scoring.WordFaults(Scoring.Normalise(replies.Readable()), turn.Must, turn.Not);

    private static IEnumerable<string> EndFaults(TalkEnd? end, JsonElement? outcome)
    {
        if (end is null) yield break;
        var verdict = outcome?.GetProperty("verdict").GetString();
        if (end.Verdict is not null && verdict != end.Verdict) yield return $"verdict {verdict ?? "none"}, should be {end.Verdict}";
        var required = outcome is { } o
            ? o.GetProperty("materials").EnumerateArray().Where(m => m.GetProperty("status").GetString() == "required").Select(m => m.GetProperty("id").GetString()!).ToArray() : [];
        foreach (var id in (end.Materials ?? []).Except(required)) yield return $"material {id} missing";
        foreach (var id in (end.NotMaterials ?? []).Intersect(required)) yield return $"material {id} should not be there";
    }
}
