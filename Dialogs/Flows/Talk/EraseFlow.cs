using Dialogs.Recognizers.Commands;
using Dialogs.Replies;
using Dialogs.Turns;
using Dialogs.Wording;

namespace Dialogs.Flows.Talk;

/// <summary>Deletes everything kept of the person, after asking once.</summary>
internal static class EraseFlow
{
    public const string Name = "erase";

    public static Spoken Ask(Heard heard) =>
        new(heard.State with { Confirming = Name }, new Reply { Text = TalkWording.ReallyErase(), Choices = TalkWording.EraseChoices });

    public static Spoken Answer(Heard heard)
    {
        if (Confirms(heard)) return new Spoken(new ConversationState(), new Reply { Text = TalkWording.Erased(), Choices = WelcomeWording.Starters }) { Effects = [new Effect.Erase()] };
        var kept = heard.State with { Confirming = null };
        return heard.Recognized.YesNo is not null || heard.Picked is not null || heard.Has(Command.Pause)
            ? new Spoken(kept, new Reply { Text = TalkWording.NothingErased() })
            : Again(heard, kept);
    }

    /// <summary>Something else was said: nothing is deleted, and that is answered.</summary>
    private static Spoken Again(Heard heard, ConversationState kept)
    {
        var again = heard with { Start = heard.Start with { State = kept } };
        return Dialogs.Turns.Steps.Route.Run(again)(again);
    }

    private static bool Confirms(Heard heard) =>
        heard.Picked == TalkWording.EraseChoices[0]
        || heard.Picked is null && !heard.Has(Command.Pause) && heard.Text.Length <= 8 && !heard.Text.Contains('不', StringComparison.Ordinal) && !heard.Text.Contains('别', StringComparison.Ordinal)
        && (CommandWords.Named("affirm").Words.Contains(heard.Text.Trim('。', '!', '~')) || heard.Recognized.YesNo is { Value: true, Alone: true } || heard.Has(Command.Erase));
}
