using Dialogs.Flows.Ask;
using Dialogs.Flows.Checks;
using Dialogs.Recognizers.Commands;
using Dialogs.Replies;
using Dialogs.Turns;
using Dialogs.Wording;

namespace Dialogs.Flows.Talk;

/// <summary>Facts told outside a self-check and without a question: they are remembered, and the self-check is offered.</summary>
internal static class FactsFlow
{
    /// <summary>What the state's subject is after facts were told: more of them begin the self-check.</summary>
    public const string Name = "facts";

    public static bool Takes(Heard heard)
    {
        var told = heard.Reading.Facts.Facts;
        if (told.IsEmpty || heard.Asks || heard.State.Context is not null && FollowUp.AsksOfAnother(heard.Text) || CommandWords.Named("third-person").In(heard.Text) || heard.State.Role is { } role && !RoleFlow.IsApplicant(heard.Notice, role)) return false;
        return told.Count > 1 || CommandWords.Named("first-person").In(heard.Text) || IsAfterMayI(heard);
    }

    /// <summary>Whoever asked whether they may and then says who they are answers what was not asked aloud.</summary>
    private static bool IsAfterMayI(Heard heard) => heard.State.Context is { } context && heard.Notice.Topics.Find(context.Topic)?.MayI is not null;

    public static Spoken Run(Heard heard)
    {
        var told = heard.Told;
        if (heard.State.Context is { } context && told.Facts.Count == 1)
        {
            // Who was just told a rule and now says who they are wants that rule for themselves.
            var again = Asker.Answer(new AskQuestion(heard.Said, heard.Notice, CheckSession.FactsOf(heard.State), heard.Start.Now), context, heard.State.Role);
            if (again.Context is { } now && now.Said != context.Said && (now.Topic == context.Topic || heard.Notice.Topics.Find(now.Topic)?.MayI is not null)) return QuestionFlow.Say(heard, again, told);
            if (IsAfterMayI(heard)) return CheckFlow.Run(heard);
        }
        var state = CheckSession.Remember(heard.State, told) with { Subject = Name };
        return new Spoken(state, new Reply { Text = TalkWording.Remembered(heard.Notice, told, heard.Reading.Unclear, heard.Text), Choices = TalkWording.AfterFacts(heard.Notice) });
    }
}
