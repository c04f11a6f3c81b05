using System.Text.RegularExpressions;
using Dialogs.Flows.Checks;
using Dialogs.Recognizers.Commands;
using Dialogs.Replies;
using Dialogs.Turns;
using Dialogs.Turns.Steps;
using Dialogs.Wording;
using Knowledge.Rules;

namespace Dialogs.Flows.Talk;

/// <summary>Somebody says that a broadcast has reached them: by its button, also an old one, by its number, or in words after it.</summary>
public static partial class AcknowledgeFlow
{
    /// <summary>The choice under a broadcast. What pressing it says names the broadcast, so that it is understood however much later.</summary>
    /// <param name="id">Letters only.</param>
    public static Choice ChoiceOf(string id) => new("收到", $"收到（编号{id}）");

    internal static bool Takes(Heard heard) => BroadcastIn(heard) is not null;

    internal static Spoken Run(Heard heard)
    {
        var broadcast = BroadcastIn(heard)!;
        var state = heard.State with { Acknowledging = heard.State.Acknowledging == broadcast ? null : heard.State.Acknowledging };
        var noted = IsMore(heard) ? Rest(heard, state) : Thanks(heard, state);
        return noted with { Effects = [new Effect.Acknowledge(broadcast), .. noted.Effects] };
    }

    private static string? BroadcastIn(Heard heard) =>
        Named().Match(heard.Said) is { Success: true } match ? match.Groups[1].Value
        : heard.Has(Command.Acknowledge) ? heard.State.Acknowledging : null;

    /// <summary>「收到，什么时候截止？」 is also a question.</summary>
    private static bool IsMore(Heard heard) => heard.Picked is null && !Named().IsMatch(heard.Said) && (heard.Asks || heard.Text.Length > LongestThanks);

    private const int LongestThanks = 12;

    private static Spoken Rest(Heard heard, ConversationState state)
    {
        var rest = heard with { Start = heard.Start with { State = state with { Acknowledging = null } } };
        return Route.Run(rest)(rest);
    }

    private static Spoken Thanks(Heard heard, ConversationState state)
    {
        var said = new Spoken(state, new Reply { Text = TalkWording.Acknowledged() });
        return state.Check is { Active: true } ? CheckReplies.Beside(heard, CheckSession.Of(heard) with { State = state }, said, Profile.Empty) : said;
    }

    [GeneratedRegex("收到[（(]编号([a-z]{4,20})[)）]")]
    private static partial Regex Named();
}
