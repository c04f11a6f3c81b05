using Dialogs.Recognizers.Words;
using Knowledge.Rules;

namespace Dialogs.Recognizers.Facts;

/// <summary>Decides which option of a field a message says: what only suggests one gives way, a correction and what holds now count, two that exclude each other give none.</summary>
internal static class ChoiceAssigner
{
    private static readonly WordList Joins = WordList.Named("joins");
    private static readonly WordList AtOnce = WordList.Named("at-once");
    private static readonly WordList AgentEnd = WordList.Named("agent-end");
    private static readonly WordList Formerly = WordList.Named("formerly");
    private static readonly WordList Now = WordList.Named("by-now");
    private static readonly WordList Tail = WordList.Named("tail");
    private static readonly string[] Hedges = ["好像", "应该", "可能", "大概", "估计", "似乎", "貌似", "还是", "也许"];

    public static (FactValue? Value, string? Note, bool Spoken) Read(Recognized recognized, Field field, int? corrects)
    {
        if (!IsSpokenOf(recognized, field)) return (null, null, false);
        if (AreAlternatives(recognized, field)) return (null, null, true);
        var settled = IsSettled(recognized, field);
        ChoiceMention? first = null;
        string? value = null, note = null;
        bool several = false, spoken = false, said = false;
        foreach (var mention in recognized.All)
        {
            if (mention is not ChoiceMention choice || choice.Field != field.Id || choice.Stance == Stance.Asked) continue;
            spoken = true;
            if (choice.Value is null) { note ??= choice.Note; continue; }
            var corrected = corrects >= 0 && corrects <= choice.Span.Start;
            if (choice.Yields && settled && !corrected) continue;
            var (meant, outright) = Meant(field, choice);
            if (meant is null || IsUnsure(recognized, choice)) continue;
            if (value is null || !said && outright || value != meant && (corrected || Replaces(recognized, first!, choice))) (value, said, several, first) = (meant, outright, false, choice);
            else if (value != meant && outright == said && !(IsFormer(recognized, choice) && !IsFormer(recognized, first!)))
                several = !IsDenied(recognized, field, value) && !(IsDenied(recognized, field, meant) && outright);
        }
        return several || value is null ? (null, note, spoken) : (FactReader.Typed(field, value), null, true);
    }

    private static bool IsSpokenOf(Recognized recognized, Field field)
    {
        foreach (var mention in recognized.All)
            if (mention is ChoiceMention choice && choice.Field == field.Id) return true;
        return false;
    }

    /// <summary>Whether an option is said outright, beside which what only suggests another does not count; 「又…又…」 may mean both.</summary>
    private static bool IsSettled(Recognized recognized, Field field)
    {
        foreach (var mention in recognized.All)
            if (mention is ChoiceMention { Value: not null, Yields: false, Stance: Stance.Said } choice && choice.Field == field.Id && !IsFormer(recognized, choice))
                return !AtOnce.In(recognized.Text.Text, 0, recognized.Text.Length);
        return false;
    }

    /// <summary>「甲还是乙」 asks which of the two.</summary>
    internal static bool AreAlternatives(Recognized recognized, Field field)
    {
        ChoiceMention? before = null;
        foreach (var mention in recognized.All)
        {
            if (mention is not ChoiceMention { Value: not null } choice || choice.Field != field.Id) continue;
            if (before is not null && before.Value != choice.Value && Corrections.IsAlternative(recognized.Text.Text, before.Span.End, choice.Span.Start)) return true;
            before = choice;
        }
        return false;
    }

    /// <summary>What was so before gives way to what is so now, and words beside a job's name to that name: 「（乙）的（甲）员」 is the last.</summary>
    private static bool Replaces(Recognized recognized, ChoiceMention first, ChoiceMention choice) =>
        IsFormer(recognized, first) && !IsFormer(recognized, choice) || IsHead(recognized.Text.Text, first, choice);

    /// <summary>A job's name that closes its clause, after what is said of it in the same clause.</summary>
    private static bool IsHead(string text, ChoiceMention first, ChoiceMention choice)
    {
        if (choice.Stance != Stance.Said || choice.Span.Start < first.Span.End || AgentEnd.Before(text, choice.Span.End, choice.Span.Start) == 0) return false;
        var clause = Clauses.Around(text, choice.Span);
        if (clause.Start > first.Span.Start || Joins.In(text, clause.Start, choice.Span.Start)) return false;
        for (var end = clause.End; end >= choice.Span.End;)
        {
            if (end == choice.Span.End) return true;
            if (Tail.Before(text, end, choice.Span.End) is not (> 0 and var tail)) return false;
            end -= tail;
        }
        return false;
    }

    /// <summary>「原来二乙，今年二甲」: said of an earlier time.</summary>
    private static bool IsFormer(Recognized recognized, ChoiceMention choice)
    {
        var text = recognized.Text.Text;
        var clause = Clauses.Around(text, choice.Span);
        return Formerly.In(text, clause.Start, choice.Span.Start) && !Now.In(text, clause.Start, choice.Span.Start);
    }

    /// <summary>What a mention comes to; denied it is the other one of two, or nothing. Outright: said as such, not by denying the other.</summary>
    private static (string? Value, bool Outright) Meant(Field field, ChoiceMention choice)
    {
        if (choice.Stance != Stance.Denied) return (choice.Value, true);
        return field.Options.Length == 2 ? (field.Options[0].Value == choice.Value ? field.Options[1].Value : field.Options[0].Value, false) : (null, false);
    }

    private static bool IsDenied(Recognized recognized, Field field, string value) =>
        recognized.Choices.Any(c => c.Field == field.Id && c.Value == value && c.Stance == Stance.Denied);

    /// <summary>「好像二甲，记不清了」: the clause itself says that it is not known.</summary>
    private static bool IsUnsure(Recognized recognized, ChoiceMention choice)
    {
        if (recognized.YesNo is not { Value: null } unsure) return false;
        var text = recognized.Text.Text;
        var clause = Clauses.Around(text, choice.Span);
        return clause.Overlaps(unsure.Span) || (unsure.Span.Length > 2 && Clauses.Next(text, clause).Overlaps(unsure.Span) && Hedges.Any(h => text.AsSpan(clause.Start, clause.Length).Contains(h, StringComparison.Ordinal)));
    }
}
