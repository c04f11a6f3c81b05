using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Dialogs.Language;
using Dialogs.Recognizers.Answers;
using Dialogs.Recognizers.Choices;
using Dialogs.Recognizers.Dates;
using Dialogs.Recognizers.Durations;
using Dialogs.Recognizers.Numbers;
using Knowledge.Notices;
using Knowledge.Rules;

namespace Dialogs.Recognizers;

/// <summary>Runs all recognisers over a text. Language is the program's, what options are called is the notice's. Immutable, shared by all threads.</summary>
public sealed class RecognizerSuite
{
    private static readonly ConditionalWeakTable<Notice, RecognizerSuite> Suites = [];

    private readonly ChoiceRecognizer choices;

    public RecognizerSuite(ImmutableArray<Field> fields)
    {
        Fields = fields;
        choices = new ChoiceRecognizer(new PhraseIndex(fields));
    }

    public ImmutableArray<Field> Fields { get; }

    /// <summary>The suite of a notice, made once.</summary>
    public static RecognizerSuite For(Notice notice) => Suites.GetValue(notice, static n => new RecognizerSuite(n.Fields));

    /// <param name="reference">Today, for 昨天, 去年 and dates without a year.</param>
    public Recognized Recognize(string text, DateOnly reference) => Recognize(TextNormalizer.Normalize(text), reference);

    /// <inheritdoc cref="Recognize(string, DateOnly)"/>
    public Recognized Recognize(NormalizedText text, DateOnly reference)
    {
        var found = new List<Recognition>();
        var cues = new List<PhraseHit>();
        DateRecognizer.Find(text.Text, reference, found);
        DurationRecognizer.Find(text.Text, found);
        NumberRecognizer.Find(text.Text, found);
        YesNoRecognizer.Find(text.Text, found);
        choices.Find(text.Text, found, cues);
        found.Sort(static (a, b) => a.Span.Start - b.Span.Start);
        return new Recognized(text, reference, [.. found]) { Cues = cues, Fields = Fields };
    }
}
