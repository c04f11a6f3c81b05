using System.Collections.Immutable;
using Dialogs.Recognizers.Choices;
using Knowledge.Rules;

namespace Dialogs.Recognizers.Facts;

/// <summary>Decides which amount of a message a field means: by the words before it, or because it is the only one or the one asked for.</summary>
internal static class AmountAssigner
{
    public static (FactValue? Value, string? Note, bool Spoken) Read(Recognized recognized, Field field, bool asked, ImmutableArray<Field> fields)
    {
        decimal? value = null;
        var several = false;
        foreach (var (amount, span, money) in Amounts(recognized))
        {
            var cue = NearestCue(recognized, span.Start);
            var named = cue is not null && recognized.FieldOf(cue.Value) == field && cue.Value.Phrase.Role == PhraseRole.Cue;
            var lone = cue is null && (asked || (money && fields.Count(f => f.Kind == FieldKind.Amount) == 1));
            if (!named && !lone) continue;
            several |= value is not null && value != amount;
            value = amount;
        }
        return value is null || several ? (null, null, several) : (new FactValue.Amount(value.Value), null, true);
    }

    private static IEnumerable<(decimal Value, Language.TextSpan Span, bool Money)> Amounts(Recognized recognized) =>
        recognized.Amounts.Select(a => (a.Value, a.Span, true))
            .Concat(recognized.Numbers.Where(n => n.Kind == NumberKind.Cardinal).Select(n => (n.Value, n.Span, false)));

    private static PhraseHit? NearestCue(Recognized recognized, int before)
    {
        var clause = Clauses.Around(recognized.Text.Text, new Language.TextSpan(before, before));
        PhraseHit? nearest = null;
        foreach (var cue in recognized.Cues)
            if (cue.Start >= clause.Start && cue.End <= before && recognized.FieldOf(cue).Kind == FieldKind.Amount) nearest = cue;
        return nearest;
    }
}
