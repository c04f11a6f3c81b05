using Dialogs.Flows.Ask;
using Dialogs.Flows.Talk;
using Dialogs.Recognizers.Commands;
using Dialogs.Recognizers.Facts;
using Dialogs.Turns;
using Dialogs.Wording;
using Knowledge.Rules;

namespace Dialogs.Flows.Checks;

/// <summary>The self-check in chat: takes what is told, asks what can still change the outcome, brings the outcome. Routes only; rules and words are elsewhere.</summary>
internal static class CheckFlow
{
    /// <summary>Whether the message is for the self-check: it begins or resumes one, or one is under way or has been done and the message concerns it.</summary>
    public static bool Takes(Heard heard)
    {
        if (heard.Has(Command.Start) || heard.Has(Command.Restart) || heard.Whom is not null) return true;
        return heard.State.Check switch
        {
            null => heard.State.Subject == FactsFlow.Name && !heard.Asks && !heard.Told.Facts.IsEmpty || heard.Has(Command.Conclude) && heard.Text.Length <= LongestConclude && !heard.State.Facts.Facts.IsEmpty || heard.Has(Command.Resume) && heard.State.Facts.Facts.Count > 1 || heard.Has(Command.Summary) || IsCorrection(heard) && !heard.State.Facts.Facts.IsEmpty,
            { Active: true } => !IsApart(heard),
            { Shown: not null } => Ticks.In(heard) is not null || ConcernsDone(heard) || IsCorrection(heard) || IsLeaving(heard) || !heard.Told.Facts.IsEmpty && !heard.Asks,
            _ => heard.Has(Command.Resume) || heard.Has(Command.Conclude) || heard.Has(Command.Summary) || heard.Has(Command.Self) || heard.Has(Command.Change) || heard.Has(Command.Back) || IsLeaving(heard),
        };
    }

    public static Spoken Run(Heard heard)
    {
        var session = Begun(heard, out var begun);
        var told = Told(heard, session);
        if (Instead(heard, session, told) is { } instead) return instead;
        var before = session.Facts;
        session = session.Tell(told);
        if (IsUnsure(heard, told) && UnsureOf(heard) is { } unsure) return CheckReplies.Go(heard, session.Unsure(unsure), CheckWording.Unsure(heard.Notice, unsure), before, told, begun);
        if (!told.Facts.IsEmpty && UnsureBeside(heard) is { } beside && !told.Knows(beside)) session = session.Unsure(beside);
        if (!told.Facts.IsEmpty && Ticks.In(heard) is { } ticks) session = Ticked(session, ticks);
        if (heard.Asks && !begun && heard.Picked is null && Question(heard, session, told) is { } asked) return asked;
        if (!told.Facts.IsEmpty || begun) return CheckReplies.Go(heard, session, CheckWording.Told(heard.Notice, before, told, heard.Reading.Unclear) + CheckWording.Nearest(heard.Notice, told, heard.Text), before, told, begun);
        if (heard.Reading.Unclear.Length > 0) return CheckReplies.Unclear(heard, session);
        return NotAnAnswer(heard, session);
    }

    /// <summary>So short a command is no answer, though a word of it may be one.</summary>
    private const int ShortCommand = 5;

    /// <summary>A longer message asks whether something else is possible.</summary>
    private const int LongestConclude = 14;

    /// <summary>Things said in the middle of a self-check that have nothing to do with it.</summary>
    private static bool IsApart(Heard heard) =>
        (heard.Has(Command.Remind) || heard.Has(Command.Silence) || heard.Has(Command.Calendar)) && heard.Told.Facts.IsEmpty;

    /// <summary>「要改怎么办」 is a question, no order.</summary>
    private static bool IsOrder(Heard heard) => !heard.Asks || heard.Text[0] == '改';

    private static bool IsCorrection(Heard heard) => heard.Has(Command.Change) && IsOrder(heard) && FieldNames.Find(heard.Notice, heard.Text) is not null;

    /// <summary>「先不查了」 once more, when it has been paused or has come to its end.</summary>
    private static bool IsLeaving(Heard heard) => heard.Has(Command.Pause) && !heard.Asks && heard.Told.Facts.IsEmpty;

    private static bool ConcernsDone(Heard heard) =>
        heard.Has(Command.Remaining) || heard.Has(Command.Conclude) || heard.Has(Command.Summary) || heard.Has(Command.Back) || heard.Has(Command.Resume) || heard.Has(Command.Self) || IsPrint(heard);

    /// <summary>「打印」; a longer message may speak of other papers.</summary>
    private static bool IsPrint(Heard heard) => heard.Has(Command.Print) && heard.Text.Length <= LongestConclude;

    /// <summary>The check that the message is about, begun, resumed or taken up again where it must be.</summary>
    private static CheckSession Begun(Heard heard, out bool begun)
    {
        var state = heard.State;
        var whom = heard.Whom ?? (heard.Has(Command.Start) || heard.Has(Command.Restart) ? CommandReader.Whom(heard.Text) : null);
        begun = true;
        if (whom is not null && (state.Check?.Of != whom || heard.Has(Command.Restart))) return New(heard, state with { Aside = state.Check is { Of: null } own ? own : state.Aside }, whom);
        if (heard.Has(Command.Restart)) return New(heard, state.Check?.Of is null ? state with { Facts = Profile.Empty } : state, state.Check?.Of);
        if (heard.Has(Command.Self) && state.Check?.Of is not null) return new CheckSession(heard.Notice, heard.Today, state with { Aside = null }, (state.Aside ?? new SelfCheckState { Active = true }) with { Active = true });
        begun = heard.Has(Command.Start) || heard.Has(Command.Resume) || state.Check is null;
        var session = CheckSession.Of(heard);
        return session with { Check = session.Check with { Active = true, Unsure = begun && heard.Has(Command.Start) ? [] : session.Check.Unsure } };
    }

    private static CheckSession New(Heard heard, ConversationState state, string? whom) =>
        new(heard.Notice, heard.Today, state, new SelfCheckState { Active = true, Of = whom });

    /// <summary>The facts that the message adds: those read, the picked option, the completed date.</summary>
    private static Profile Told(Heard heard, CheckSession session)
    {
        if (heard.Asking is { } asked && heard.Picked is { } picked)
            return asked.Options.FirstOrDefault(o => o.Text == picked.Value) is { } option ? Profile.Empty.With(asked.Id, Answers.Typed(asked, option.Value)) : Profile.Empty;
        if (heard.Start.Message.Pressed && Answers.Named(heard.Notice, heard.Said) is { } named) return named;
        var begins = heard.Has(Command.Start) || heard.Has(Command.Restart) || heard.Whom is not null;
        var told = begins && !(session.Check.Of is null && CommandReader.IsOfRelation(heard.Text)) ? heard.Reading.Facts : heard.Told;
        if (!heard.Asks) told = WithLoneDate(heard, session, told);
        foreach (var field in heard.Notice.Fields)
            if (field.Kind == FieldKind.Date && (told.Knows(field.Id) || heard.Asking == field) && DateCompletion.Of(heard, session.Facts[field.Id], told[field.Id]) is { } completed) told = told.With(field.Id, completed);
        return told;
    }

    /// <summary>The one date of a message is that of the one date field not known yet, or now corrected, unless its words say otherwise.</summary>
    private static Profile WithLoneDate(Heard heard, CheckSession session, Profile told)
    {
        if (heard.Notice.Fields.Where(f => f.Kind == FieldKind.Date && (!session.Facts.Knows(f.Id) || heard.Reading.Corrects || IsSecondLook(heard, session)) && !told.Knows(f.Id)).ToList() is not [var field]) return told;
        if (heard.Recognized.Dates.Count() != 1) return told;
        return FactReader.Read(heard.Recognized, heard.Notice.Fields, field).Facts[field.Id] is { } date ? told.With(field.Id, date) : told;
    }

    /// <summary>「翻了合同，写的是10月25号」, after the outcome: a day told while none is asked for corrects the one known.</summary>
    private static bool IsSecondLook(Heard heard, CheckSession session) =>
        session.Check.Shown is not null && heard.Asking is not { Kind: FieldKind.Date } && heard.Told.Facts.IsEmpty && Ticks.In(heard) is null;

    /// <summary>What a command wants said instead of the next question; null: no command, or facts came with it.</summary>
    private static Spoken? Instead(Heard heard, CheckSession session, Profile told)
    {
        var bare = told.Facts.IsEmpty;
        if (heard.Has(Command.Pause) && (bare || heard.Text.Length <= ShortCommand)) return CheckReplies.Pause(session);
        if (heard.Has(Command.Why) && bare && heard.Asking is { } asked) return CheckReplies.Why(session, asked);
        if (heard.Has(Command.Options) && bare && heard.Asking is { Options.Length: > 0 } choices) return CheckReplies.Options(session, choices);
        if (heard.Has(Command.Summary) && bare) return CheckReplies.Summary(session);
        if (heard.Has(Command.Remaining) && (session.Check.Shown is not null || bare && heard.Asking is not null)) return CheckReplies.Remaining(session);
        if (IsPrint(heard) && bare && session.Check.Shown is not null) return CheckReplies.Print(session);
        if (heard.Has(Command.Back) && bare) return session.Previous is { } previous ? CheckReplies.Again(session, previous, back: true) : CheckReplies.Beginning(session);
        if (heard.Has(Command.Change) && bare && IsOrder(heard) && FieldNames.Find(heard.Notice, heard.Text) is { } field) return CheckReplies.Again(session, field, back: false);
        if (heard.Has(Command.Change) && bare && heard.Reading.Unclear.IsEmpty && !heard.Asks) return CheckReplies.Summary(session);
        if (bare && Ticks.In(heard) is { } ticks && (heard.Asking is null || heard.Recognized.YesNo is not { Alone: true }))
        {
            var ticked = Ticked(session, ticks);
            return CheckReplies.Ticked(ticked, ticks);
        }
        return heard.Has(Command.Conclude) && heard.Text.Length <= LongestConclude ? CheckReplies.Conclude(session.Tell(told)) : null;
    }

    private static CheckSession Ticked(CheckSession session, Ticks ticks) =>
        session with { Check = session.Check with { Done = [.. session.Check.Done.Except(ticks.Undone).Union(ticks.Done)] } };

    private static bool IsUnsure(Heard heard, Profile told) =>
        told.Facts.IsEmpty && heard.Reading.Unclear.IsEmpty && (heard.Reading.Unsure && !heard.Text.Contains('?', StringComparison.Ordinal) || heard.Has(Command.Skip) || heard.Picked?.Value == CheckWording.DoNotKnow.Value);

    /// <summary>「合格，另一项不知道」: one thing told, another not known.</summary>
    private static string? UnsureBeside(Heard heard) => heard.Recognized.YesNo is { Value: null } unsure && !heard.Text.Contains('?', StringComparison.Ordinal)
        ? FieldNames.Find(heard.Notice, ClauseAround(heard.Text, unsure.Span.Start))?.Id
        : null;

    private static string ClauseAround(string text, int at)
    {
        var from = at == 0 ? 0 : text.LastIndexOfAny(ClauseEnds, at - 1) + 1;
        var to = text.IndexOfAny(ClauseEnds, at);
        return text[from..(to < 0 ? text.Length : to)];
    }

    private static readonly char[] ClauseEnds = [',', '。', '!', ';', '\n'];

    private static string? UnsureOf(Heard heard) =>
        (heard.Text.Length > 4 && FieldNames.Find(heard.Notice, heard.Text) is { } named ? named : heard.Asking)?.Id;

    /// <summary>A policy question in the middle: it is answered, then the pending question stands again.</summary>
    private static Spoken? Question(Heard heard, CheckSession session, Profile told)
    {
        var result = Asker.Answer(new AskQuestion(heard.Said, heard.Notice, session.Facts, heard.Start.Now), heard.State.Context, heard.State.Role);
        if (result.Answer is { Status: AskStatus.Declined, Topic: null } && !told.Facts.IsEmpty) return null;
        var answered = QuestionFlow.Say(heard with { Start = heard.Start with { State = session.After } }, result, Profile.Empty);
        return CheckReplies.Beside(heard, session with { State = answered.State }, answered, told);
    }

    /// <summary>No fact, no command: small talk or a question in few words is answered, else the question is put again.</summary>
    private static Spoken NotAnAnswer(Heard heard, CheckSession session)
    {
        var result = Asker.Answer(new AskQuestion(heard.Said, heard.Notice, session.Facts, heard.Start.Now), heard.State.Context, heard.State.Role);
        if (result.Answer is { Status: AskStatus.Declined, Topic: null } && session.Check.Asking is not null) return CheckReplies.NotUnderstood(session);
        var answered = QuestionFlow.Say(heard with { Start = heard.Start with { State = session.After } }, result, Profile.Empty);
        return CheckReplies.Beside(heard, session with { State = answered.State }, answered, Profile.Empty);
    }
}
