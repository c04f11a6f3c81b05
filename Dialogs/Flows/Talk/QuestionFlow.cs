using System.Collections.Immutable;
using Dialogs.Flows.Ask;
using Dialogs.Flows.Checks;
using Dialogs.Flows.Papers;
using Dialogs.Language;
using Dialogs.Replies;
using Dialogs.Turns;
using Dialogs.Wording;
using Knowledge.Rules;

namespace Dialogs.Flows.Talk;

/// <summary>A policy question, answered for the person as far as they are known. Facts told in passing are remembered.</summary>
internal static class QuestionFlow
{
    public static Spoken Run(Heard heard)
    {
        var facts = CheckSession.FactsOf(heard.State);
        var asked = new AskQuestion(heard.Said, heard.Notice, facts, heard.Start.Now);
        var result = Asker.Answer(asked, heard.State.Context, heard.State.Role);
        if (result.Answer is { Status: AskStatus.Declined, Topic: null } && heard.Picked is null && heard.Recognized.YesNo is { Alone: true }) return new Spoken(heard.State, new Reply { Text = TalkWording.Idle(), Choices = WelcomeWording.Starters });
        var told = heard.IsGroup || !Remembers(heard) ? Profile.Empty : heard.Told;
        return SayAll(heard, HintedQuestions.Answer(asked, result, heard.Start.Message.Hints, heard.State.Context, heard.State.Role), told);
    }

    private static Spoken SayAll(Heard heard, ImmutableArray<AskResult> results, Profile told)
    {
        var spoken = Say(heard, results[0], told);
        foreach (var result in results.Skip(1)) spoken = spoken.Then(Say(heard with { Start = heard.Start with { State = spoken.State } }, result, Profile.Empty));
        return spoken;
    }

    /// <summary>The answer as replies.</summary>
    /// <param name="told">Facts to remember.</param>
    public static Spoken Say(Heard heard, AskResult result, Profile told)
    {
        var answer = result.Answer;
        var reply = new Reply
        {
            Text = answer.Text,
            Citations = answer.Citations,
            Choices = [.. OwnCase(heard, answer.Topic), .. answer.Suggestions.Select(s => new Choice(s, s)), .. Reminding(heard, answer.Topic)],
            Notice = answer.Notice,
            Papers = heard.IsGroup ? [] : PaperOffers.With(answer.Notice, answer.Topic, CheckSession.FactsOf(heard.State), heard.Today),
            Ask = answer,
        };
        ImmutableArray<Effect> effects = result.Queue
            ? [new Effect.QueueQuestion(heard.Notice.Id.Value, PersonalDataMask.Apply(heard.Said), result.Nearest ?? answer.Topic)]
            : [];
        var state = CheckSession.Remember(heard.State, told) with { Context = result.Context ?? heard.State.Context, Subject = answer.Status == AskStatus.Chitchat ? heard.State.Subject : null };
        return new Spoken(state, reply) { Effects = effects };
    }

    /// <summary>Whoever asks whether somebody may is offered to find out for themself.</summary>
    private static IEnumerable<Choice> OwnCase(Heard heard, string? topic) =>
        !heard.IsGroup && topic is not null && heard.Notice.Topics.Find(topic)?.MayI is not null ? [WelcomeWording.Starters[0]] : [];

    /// <summary>Whoever asks for a date is offered to be reminded of it.</summary>
    private static IEnumerable<Choice> Reminding(Heard heard, string? topic) =>
        !heard.IsGroup && topic is not null && heard.State.Reminders is not { IsFull: true } && heard.Notice.Reminders.OfferAfter.Contains(topic) && IsAhead(heard, topic) ? [ReminderWording.Offer] : [];

    /// <summary>Of a day that has passed nobody can be reminded; a topic of no one day is about all of them.</summary>
    private static bool IsAhead(Heard heard, string topic)
    {
        var found = heard.Notice.Topics.Find(topic);
        var day = found?.Day ?? found?.About;
        return heard.Notice.Deadlines.Any(d => (day is null || d.Id == day) && heard.Today < d.Closes);
    }

    /// <summary>An employer's clerk tells of others; a bare word after a question says only what else is meant by it.</summary>
    private static bool Remembers(Heard heard) =>
        (heard.State.Role is null || RoleFlow.IsApplicant(heard.Notice, heard.State.Role)) && (heard.Text.Contains('我', StringComparison.Ordinal) || heard.Reading.Facts.Facts.Count > 1 && !heard.Text.EndsWith('呢'));
}
