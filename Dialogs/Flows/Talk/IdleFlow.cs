using Dialogs.Flows.Checks;
using Dialogs.Recognizers.Commands;
using Dialogs.Replies;
using Dialogs.Turns;
using Dialogs.Wording;

namespace Dialogs.Flows.Talk;

/// <summary>
/// What only means something in a self-check, said where none was begun: 「取消」, 「上一题」, 「公示做完了」. Taken for a question it would bring the answer whose
/// words are nearest.
/// </summary>
internal static class IdleFlow
{
    /// <summary>A longer message says something of its own.</summary>
    private const int LongestCommand = 10;

    public static bool Takes(Heard heard) => Loose(heard) is not null || heard.State.Check is null && heard.Picked is null && heard.Told.Facts.IsEmpty && heard.Text.Length <= LongestCommand
        && (heard.Asks ? IsAskedOfNothing(heard) : IsOrder(heard) || Ticks.In(heard) is not null);

    public static Spoken Run(Heard heard) => Loose(heard) is { } loose ? loose : !heard.Asks && Ticks.In(heard) is { Done.IsEmpty: false } ticks ? Ticked(heard, ticks)
        : new Spoken(heard.State, new Reply
        {
            Text = heard.Has(Command.Pause) || heard.Has(Command.Skip) ? TalkWording.Idle() : TalkWording.NotChecking(!heard.State.Facts.Facts.IsEmpty),
            Choices = WelcomeWording.Starters,
        });

    /// <summary>「确定」, 「不对」 where nothing was asked: of the outcome just given, of the answer just given, or of nothing. Null: the message is something else.</summary>
    private static Spoken? Loose(Heard heard)
    {
        if (heard.State.Check is { Active: true } || heard.Picked is not null || heard.Text.Length > LongestCommand) return null;
        var denies = CommandReader.IsOneOf(heard.Text, CommandWords.Named("loose-no"));
        if (!denies && !CommandReader.IsOneOf(heard.Text, CommandWords.Named("loose-yes"))) return null;
        if (denies && heard.State.Check is { Shown: not null }) return CheckReplies.Summary(CheckSession.Of(heard));
        var text = denies && heard.State.Context is not null ? TalkWording.SayItAnew(heard.Notice) : TalkWording.Idle();
        return new Spoken(heard.State, new Reply { Text = text, Choices = WelcomeWording.Starters });
    }

    /// <summary>「为什么问这个」, 「还差什么」.</summary>
    private static bool IsAskedOfNothing(Heard heard) =>
        heard.Has(Command.Why) && heard.Text.Contains("问这", StringComparison.Ordinal) || heard.Has(Command.Remaining) && heard.Text.Length <= 5;

    private static bool IsOrder(Heard heard) =>
        heard.Has(Command.Pause) || heard.Has(Command.Back) || heard.Has(Command.Skip)
        || heard.Has(Command.Change) && (heard.Text[0] == '改' || FieldNames.Find(heard.Notice, heard.Text) is not null)
        || heard.Has(Command.Conclude) && heard.Text.Contains('结', StringComparison.Ordinal);

    /// <summary>Kept for the list that the self-check will bring.</summary>
    private static Spoken Ticked(Heard heard, Ticks ticks)
    {
        var state = heard.State with { Check = new SelfCheckState { Active = false, Done = [.. ticks.Done] } };
        var names = heard.Notice.Materials.Where(m => ticks.Done.Contains(m.Id)).Select(m => m.Name);
        return new Spoken(state, new Reply { Text = TalkWording.TickedAhead(names), Choices = [WelcomeWording.Starters[0]] });
    }
}
