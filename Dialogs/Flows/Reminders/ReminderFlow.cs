using Dialogs.Flows.Ask;
using Dialogs.Flows.Checks;
using Dialogs.Flows.Papers;
using Dialogs.Flows.Talk;
using Dialogs.Recognizers.Commands;
using Dialogs.Reminders;
using Dialogs.Replies;
using Dialogs.Turns;
using Dialogs.Turns.Steps;
using Knowledge.Reminders;

namespace Dialogs.Flows.Reminders;

/// <summary>Somebody wants to be reminded, or not any more, or otherwise; or answers a reminder. Routes only.</summary>
internal static class ReminderFlow
{
    /// <summary>What the state's subject is while reminders are talked about.</summary>
    public const string Name = "reminders";

    private const int LongestFollowUp = 14;

    public static bool Takes(Heard heard) => DayQuestion.Takes(heard) || !heard.Wishes.All.IsEmpty || AsksForDates(heard) || TopicAskedFor(heard) is not null;

    public static Spoken Run(Heard heard)
    {
        if (DayQuestion.Takes(heard)) return DayQuestion.Answer(heard);
        if (!AsksForDates(heard) && !heard.Wishes.All.Any(w => w is Wish.List) && TopicAskedFor(heard) is { } topic) return Answer(heard, topic);
        var talk = new ReminderTalk(heard.Notice, heard.State, heard.Start.Now);
        if (heard.Wishes.All.IsEmpty) return Said(talk.Apply(new Wish.List()));
        foreach (var wish in heard.Wishes.All) talk = talk.Apply(wish);
        return BesidesIn(heard, talk.State) is { } besides
            ? Said(talk with { Choices = [] }).Then(Turns.Steps.Route.Run(besides)(besides))
            : Said(talk, heard.Wishes.All.All(w => w is Wish.Again) ? heard.State.Subject : null);
    }

    /// <param name="subject">A reminder that is put off stays what is talked about.</param>
    private static Spoken Said(ReminderTalk talk, string? subject = null) => new(
        talk.State with { Subject = subject is ReminderWriter.Subject ? subject : Name },
        new Reply { Text = string.Join('\n', talk.Said.Distinct()), Choices = talk.Choices, Calendar = talk.Calendar });

    /// <summary>「里面都有哪些日子」, while reminders are talked about.</summary>
    private static bool AsksForDates(Heard heard) =>
        heard.State.Subject is Name or ReminderWriter.Subject && heard.Wishes.All.IsEmpty && heard.Meant.Length <= LongestFollowUp && heard.Reading.Facts.Facts.IsEmpty
        && (CommandWords.Named("dates").Make(heard.Meant, CommandWords.Named("day-around"), CommandWords.Named("list-around")) || CommandWords.Named("among-them").In(heard.Meant));

    /// <summary>「怎么弄」 in reply to a reminder: the title of the topic that answers it for the first deadline spoken of. Null: nothing of the kind.</summary>
    private static string? TopicAskedFor(Heard heard)
    {
        if (heard.State is not { Subject: Name or ReminderWriter.Subject, Reminders: { On: true } r } || heard.Meant.Length > LongestFollowUp || !WishClause.Named(heard.Notice, heard.Meant, heard.State.Role).IsEmpty) return null;
        // While reminders are only talked about, it is of what comes next.
        var about = heard.State.Subject == ReminderWriter.Subject ? r.Last.FirstOrDefault() : Chosen.Ahead(heard.Notice, heard.State, heard.Today).FirstOrDefault()?.Id;
        if (about is null) return null;
        var step = heard.Notice.Reminders.Step(about);
        return TopicOf(heard.Meant, step) is { } id ? heard.Notice.Topics.Find(id)?.Title : null;
    }

    private static string? TopicOf(string text, ReminderStep step) =>
        CommandWords.Named("papers-bare").In(text) ? step.Papers ?? step.How
        : CommandWords.Named("place-bare").In(text) ? step.Place ?? step.How
        : CommandWords.Named("how-bare").In(text) ? step.How
        : null;

    private static Spoken Answer(Heard heard, string title)
    {
        var result = Asker.Answer(new AskQuestion(title, heard.Notice, CheckSession.FactsOf(heard.State), heard.Start.Now), null, heard.State.Role);
        var spoken = QuestionFlow.Say(heard, result, Knowledge.Rules.Profile.Empty);
        return spoken with { State = spoken.State with { Subject = ReminderWriter.Subject } };
    }

    /// <summary>What else the message asks or tells, as a message of its own; null: nothing.</summary>
    private static Heard? BesidesIn(Heard heard, ConversationState state)
    {
        if (heard.Wishes.Rest.Length < 2) return null;
        var message = heard.Start.Message with { Text = heard.Wishes.Rest, Pressed = false };
        var besides = Recognise.Run(Normalise.Run(heard.Start with { State = state, Message = message }));
        return besides.Asks || !besides.Told.Facts.IsEmpty || besides.Has(Command.Start) || PapersFlow.Takes(besides) || state.Check is not null && Ticks.In(besides) is not null ? besides : null;
    }
}
