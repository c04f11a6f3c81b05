using System.Collections.Immutable;
using Dialogs.Language;
using Knowledge.Rules;

namespace Dialogs.Recognizers.Facts;

/// <summary>
/// 「先有的甲是这样来的，后来的乙是那样来的」: somebody who has two of a kind tells of each how it is. The notice counts one of them (<see cref="Field.Pair"/>).
/// </summary>
internal static class PairedFacts
{
    public static Profile Over(Recognized recognized, ImmutableArray<Field> fields, Profile facts)
    {
        foreach (var field in fields)
            if (field.Pair is { } pair && !(facts.Knows(field.Id) && facts.Knows(pair.Field)) && Counted(recognized, field.Id, pair) is { } value && fields.FirstOrDefault(f => f.Id == pair.Field) is { } other)
                facts = facts.With(other.Id, FactReader.Typed(other, value)).With(field.Id, FactReader.Typed(field, pair.Counts));
        return facts;
    }

    /// <summary>The one option of the other field that is said to be as it counts, where all that are named are told so or otherwise; null: none, or not so clearly.</summary>
    private static string? Counted(Recognized recognized, string manner, FieldPair pair)
    {
        var told = Told(recognized, manner, pair.Field);
        return told.TrueForAll(t => t.Manner is not null) && told.Where(t => t.Manner == pair.Counts).ToList() is [var only] ? only.Value : null;
    }

    private static List<(string Value, string? Manner)> Told(Recognized recognized, string manner, string of)
    {
        var told = new List<(string, string?)>();
        var text = recognized.Text.Text;
        for (var clause = Clauses.Around(text, new TextSpan(0, 0)); ; clause = Clauses.Around(text, new TextSpan(clause.End + 1, clause.End + 1)))
        {
            if (Only(recognized, of, clause) is { } value) told.Add((value, Only(recognized, manner, clause) ?? (IsRunOn(recognized, manner, clause) ? "" : null)));
            if (clause.End >= text.Length - 1) return told;
        }
    }

    /// <summary>The one option of a field that is said in a clause, in words that begin there.</summary>
    private static string? Only(Recognized recognized, string field, TextSpan clause) =>
        recognized.Choices.Where(c => c.Field == field && c is { Value: not null, Stance: Stance.Said } && clause.Start <= c.Span.Start && c.Span.Start < clause.End).Select(c => c.Value).Distinct().ToList() is [var only] ? only : null;

    /// <summary>「甲是这样的，乙那样」 may be one phrase for how the first of them is; then the other is not so.</summary>
    private static bool IsRunOn(Recognized recognized, string field, TextSpan clause) => recognized.Choices.Any(c => c.Field == field && c.Value is not null && c.Span.Start < clause.Start && c.Span.End > clause.Start);
}
