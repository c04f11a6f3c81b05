using System.Collections.Immutable;
using Dialogs.Language;
using Dialogs.Recognizers.Choices;
using Knowledge.Rules;

namespace Dialogs.Recognizers;

/// <summary>All that was found in one text, in the order of the text. Immutable.</summary>
/// <param name="Text">The text in its normal form.</param>
/// <param name="Reference">The day as of which 今年 and 昨天 were read.</param>
/// <param name="All">Dates, lengths, numbers and amounts do not overlap one another; the mentions of one field neither.</param>
public sealed record Recognized(NormalizedText Text, DateOnly Reference, ImmutableArray<Recognition> All)
{
    /// <summary>Words that say which field a date or an amount belongs to.</summary>
    internal IReadOnlyList<PhraseHit> Cues { get; init; } = [];

    /// <summary>The fields that the suite was made for.</summary>
    internal ImmutableArray<Field> Fields { get; init; } = [];

    internal Field FieldOf(PhraseHit hit) => Fields[hit.Phrase.Field];

    public IEnumerable<DateMention> Dates => All.OfType<DateMention>();

    public IEnumerable<DurationMention> Durations => All.OfType<DurationMention>();

    public IEnumerable<NumberMention> Numbers => All.OfType<NumberMention>();

    public IEnumerable<AmountMention> Amounts => All.OfType<AmountMention>();

    public IEnumerable<ChoiceMention> Choices => All.OfType<ChoiceMention>();

    /// <summary>The answer to a yes-or-no question, if the text begins with one.</summary>
    public YesNoMention? YesNo => All.OfType<YesNoMention>().FirstOrDefault();

    /// <summary>The words as they were written.</summary>
    public string Written(Recognition recognition)
    {
        var span = Text.ToOriginal(recognition.Span);
        return Text.Original[span.Start..span.End];
    }
}
