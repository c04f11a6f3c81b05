using Dialogs.Language;
using Dialogs.Recognizers.Commands;
using Dialogs.Turns;
using Knowledge.Rules;

namespace Dialogs.Recognizers.Facts;

/// <summary>
/// Facts that somebody else believes to stand in a message. One is taken if its words stand there, the clause around them says just that fact by itself, as a statement
/// about the person, and no other such clause says something else of the same. What was read already stays.
/// </summary>
internal static class HintedFacts
{
    private const int Longest = 80;

    public static FactReading Add(FactReading reading, Recognized recognized, RecognizerSuite suite, Hints? hints)
    {
        if (hints is null) return reading;
        foreach (var hint in hints.Facts)
            if (suite.Fields.FirstOrDefault(f => f.Id == hint.Field) is { } field && !reading.Facts.Knows(field.Id) && Read(hint, field, recognized, suite) is { } value)
                reading = reading with { Facts = reading.Facts.With(field.Id, value) };
        return reading;
    }

    private static FactValue? Read(HintedFact hint, Field field, Recognized recognized, RecognizerSuite suite)
    {
        var text = recognized.Text.Text;
        var span = TextNormalizer.NormalizeText(hint.Span);
        if (span.Length is 0 or > Longest || text.IndexOf(span, StringComparison.Ordinal) is not (>= 0 and var at)) return null;
        var value = Said(text, Clauses.Around(text, new TextSpan(at, at + span.Length)), field, recognized, suite);
        return value?.ToString() == hint.Value && All(text).All(c => Said(text, c, field, recognized, suite) is not { } other || other.ToString() == hint.Value) ? value : null;
    }

    /// <summary>What a clause says of the person. Nothing is asked, so that a bare day, a yes or a no says nothing.</summary>
    private static FactValue? Said(string text, TextSpan place, Field field, Recognized recognized, RecognizerSuite suite)
    {
        var clause = text[place.Start..place.End];
        return Heard.AsksIn(clause) || CommandWords.Named("third-person").In(clause) || CommandWords.Named("others").In(clause)
            ? null
            : FactReader.Read(suite.Recognize(clause, recognized.Reference), suite.Fields, null).Facts[field.Id];
    }

    private static IEnumerable<TextSpan> All(string text)
    {
        for (var at = 0; at < text.Length;)
        {
            var clause = Clauses.Around(text, new TextSpan(at, at));
            if (clause.End > clause.Start) yield return clause;
            at = clause.End + 1;
        }
    }
}
