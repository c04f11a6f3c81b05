using Dialogs.Language;
using Dialogs.Recognizers.Commands;
using Dialogs.Turns;
using Knowledge.Rules;

namespace Dialogs.Recognizers.Facts;

/// <summary>
/// Facts that somebody else believes to stand in a message. One is taken if its words stand there, the clause around them reads as just that fact when it is
/// asked for, and the clause is about the person and no question. What was read already stays.
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
        var around = Clauses.Around(text, new TextSpan(at, at + span.Length));
        var clause = text[around.Start..around.End];
        if (Heard.AsksIn(clause) || CommandWords.Named("third-person").In(clause)) return null;
        var value = FactReader.Read(suite.Recognize(clause, recognized.Reference), suite.Fields, field).Facts[field.Id];
        return value?.ToString() == hint.Value ? value : null;
    }
}
