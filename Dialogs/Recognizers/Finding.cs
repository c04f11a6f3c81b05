using System.Collections.Immutable;
using Dialogs.Recognizers.Facts;
using Dialogs.Recognizers.Words;
using Knowledge.Rules;

namespace Dialogs.Recognizers;

/// <summary>What a text says of one kind of thing, in the few words that integrators and tests compare.</summary>
/// <param name="Kind"><c>date</c>, <c>duration</c>, <c>number</c>, <c>amount</c>, <c>yesno</c>, or the id of a choice or flag field.</param>
/// <param name="Name">What is found: <c>timex</c>, <c>months</c>, <c>minMonths</c>, <c>underMonths</c>, <c>days</c> or <c>value</c>.</param>
/// <param name="Value">Null: it must not be guessed.</param>
public sealed record Finding(string Kind, string Name, object? Value)
{
    /// <summary>The finding of that kind; null if there is no such kind.</summary>
    /// <param name="fields">The fields of the suite that recognised the text.</param>
    public static Finding? Of(string kind, Recognized recognized, ImmutableArray<Field> fields) => kind switch
    {
        "date" => OfDate(recognized, fields),
        "duration" => OfDuration(AreAlternatives(recognized, recognized.Durations) ? null : recognized.Durations.FirstOrDefault()),
        "number" => new Finding(kind, "value", recognized.Numbers.FirstOrDefault()?.Value),
        "amount" => new Finding(kind, "value", recognized.Amounts.FirstOrDefault()?.Value ?? recognized.Numbers.FirstOrDefault()?.Value),
        "yesno" => new Finding(kind, "value", recognized.YesNo?.Value),
        _ => fields.FirstOrDefault(f => f.Id == kind) is { } field ? OfField(recognized, fields, field) : null,
    };

    private static Finding OfDate(Recognized recognized, ImmutableArray<Field> fields)
    {
        var field = fields.FirstOrDefault(f => f.Kind == FieldKind.Date);
        var fact = field is null ? null : FactReader.Read(recognized, fields).Facts[field.Id];
        return new Finding("date", "timex", (fact ?? (First(recognized) is { } first ? new FactValue.Date(first) : null))?.ToString());
    }

    /// <summary>The first date, as narrowly as it is said (「国庆收假，10月8号」); none if it is one of two.</summary>
    private static PartialDate? First(Recognized recognized)
    {
        PartialDate? first = null;
        if (AreAlternatives(recognized, recognized.Dates)) return null;
        foreach (var date in recognized.Dates)
            if (date.Value is { } value && (first is null || first.First <= value.First && value.Last <= first.Last)) first = value;
            else if (date.Value is null && first is null) return null;
        return first;
    }

    /// <summary>「一年还是两年」: one of the two, and not said which.</summary>
    private static bool AreAlternatives(Recognized recognized, IEnumerable<Recognition> mentions) =>
        mentions.Zip(mentions.Skip(1)).Any(p => Corrections.IsEither(recognized.Text.Text, p.First.Span.End, p.Second.Span.Start));

    private static Finding OfDuration(DurationMention? mention) => mention switch
    {
        { MinMonths: { } months } => new Finding("duration", "minMonths", months),
        { UnderMonths: { } months } => new Finding("duration", "underMonths", months),
        { Days: { } days } => new Finding("duration", "days", days),
        _ => new Finding("duration", "months", mention?.Months),
    };

    private static Finding OfField(Recognized recognized, ImmutableArray<Field> fields, Field field) =>
        new(field.Id, "value", FactReader.Read(recognized, fields, field).Facts[field.Id] switch
        {
            FactValue.Flag flag => flag.Value,
            FactValue.Amount amount => amount.Value,
            var value => value?.ToString(),
        });
}
