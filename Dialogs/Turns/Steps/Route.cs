using Dialogs.Flows.Checks;
using Dialogs.Flows.Papers;
using Dialogs.Flows.Reminders;
using Dialogs.Flows.Talk;
using Dialogs.Recognizers.Commands;

namespace Dialogs.Turns.Steps;

/// <summary>Third step: which flow takes the message. The first line that fits decides.</summary>
internal static class Route
{
    public static Func<Heard, Spoken> Run(Heard heard) => heard switch
    {
        { Start.Message.Text.Length: > Normalise.Longest } => UnreadableFlow.TooLong,
        _ when !heard.Text.Any(char.IsLetterOrDigit) => UnreadableFlow.Empty,
        _ when ForeignFlow.LanguageOf(heard.Start.Message.Text) is { } language => h => ForeignFlow.Run(h, language),
        { IsGroup: true } => GroupFlow.Run,
        { State.Confirming: EraseFlow.Name } => EraseFlow.Answer,
        _ when heard.Has(Command.Erase) => EraseFlow.Ask,
        _ when heard.Has(Command.Number) => NumberFlow.Run,
        _ when RatingFlow.Takes(heard) => RatingFlow.Run,
        _ when ReminderFlow.Takes(heard) => ReminderFlow.Run,
        _ when PapersFlow.Takes(heard) => PapersFlow.Run,
        _ when AcknowledgeFlow.Takes(heard) => AcknowledgeFlow.Run,
        _ when CheckFlow.Takes(heard) => CheckFlow.Run,
        _ when IdleFlow.Takes(heard) => IdleFlow.Run,
        _ when RoleFlow.Takes(heard) => RoleFlow.Run,
        _ when FactsFlow.Takes(heard) => FactsFlow.Run,
        _ => QuestionFlow.Run,
    };
}
