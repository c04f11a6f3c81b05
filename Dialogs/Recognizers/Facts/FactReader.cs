using System.Collections.Immutable;
using Dialogs.Language;
using Dialogs.Recognizers.Choices;
using Dialogs.Recognizers.Words;
using Knowledge.Rules;

namespace Dialogs.Recognizers.Facts;

/// <summary>Turns what was recognised into facts about the person. Never guesses: words that fit two options give none.</summary>
public static class FactReader
{
    /// <summary>By convention the value of the option that stands for having nothing: a plain no chooses it.</summary>
    private const string None = "none";

    private static readonly WordList Aside = WordList.Named("aside");

    /// <param name="fields">The notice's fields, as given to the suite.</param>
    /// <param name="asking">The field that was asked for, if any: a bare date, number, yes or no is its answer.</param>
    public static FactReading Read(Recognized recognized, ImmutableArray<Field> fields, Field? asking = null)
    {
        if (asking is not null && Answered(recognized.Text.Text, asking) is { } answered) return new FactReading(Profile.Empty.With(asking.Id, Typed(asking, answered)), [], false, false);
        var corrects = Corrections.Last(recognized.Text.Text);
        var facts = Profile.Empty;
        var unclear = ImmutableArray.CreateBuilder<UnclearFact>();
        foreach (var field in fields)
        {
            var (value, note, spoken) = field.Kind switch
            {
                FieldKind.Choice or FieldKind.Flag => ChoiceAssigner.Read(recognized, field, corrects),
                FieldKind.Date => DateAssigner.Read(recognized, field, field.Id == asking?.Id, corrects),
                _ => AmountAssigner.Read(recognized, field, field.Id == asking?.Id, fields),
            };
            if (value is not null) facts = facts.With(field.Id, value);
            else if (spoken) unclear.Add(new UnclearFact(field.Id, note));
        }
        if (corrects is null) facts = PairedFacts.Over(recognized, fields, facts);
        if (facts.Facts.Count >= ListedBeside) facts = WithBareWords(recognized, fields, facts);
        var answer = recognized.YesNo;
        if (asking is not null && !facts.Knows(asking.Id) && answer is { Alone: true, Value: { } yes } && !OnlyCorrects(answer, corrects, facts) && !IsAside(recognized.Text.Text, answer, facts))
        {
            if (asking.Kind == FieldKind.Flag) facts = facts.With(asking.Id, new FactValue.Flag(yes));
            else if (IsYesOrNo(asking)) facts = facts.With(asking.Id, Typed(asking, asking.Options[yes ? 0 : 1].Value));
            else if (!yes && asking.Options.Any(o => o.Value == None)) facts = facts.With(asking.Id, new FactValue.Choice(None));
        }
        if (asking is { Kind: FieldKind.Choice or FieldKind.Flag } && answer is null && !facts.Knows(asking.Id) && Heard(recognized, asking) is { } heard)
            facts = facts.With(asking.Id, Typed(asking, heard));
        return new FactReading(facts, [.. unclear.Where(u => !facts.Knows(u.Field))], answer is { Value: null }, corrects is not null);
    }

    /// <summary>「不对，我是…」: the no takes back what was said before; it does not answer the question that stands.</summary>
    private static bool OnlyCorrects(YesNoMention answer, int? corrects, Profile facts) => answer.Value == false && corrects >= answer.Span.End && !facts.Facts.IsEmpty;

    /// <summary>「哦对，上个月考了…」: what was remembered is another fact, and no yes to the question that stands.</summary>
    private static bool IsAside(string text, YesNoMention answer, Profile facts) => !facts.Facts.IsEmpty && Aside.At(text, 0) >= answer.Span.End;

    /// <summary>The option that the text is the whole answer for; null: none.</summary>
    private static string? Answered(string text, Field asking)
    {
        var answer = text.Trim('在', '是', '的', '。', ',', '!', '~', ' ');
        return asking.Options.FirstOrDefault(o => o.Answers.Contains(answer))?.Value;
    }

    /// <summary>Beside so many facts a word that is a whole clause, and in which nothing else was recognised, says what it would as a whole answer (「…，县里，…」), if it answers one field only.</summary>
    private const int ListedBeside = 1;

    private static Profile WithBareWords(Recognized recognized, ImmutableArray<Field> fields, Profile facts)
    {
        var text = recognized.Text.Text;
        for (var start = 0; start < text.Length;)
        {
            var end = text.AsSpan(start).IndexOfAny(ClauseEnds) is >= 0 and var length ? start + length : text.Length;
            var clause = new TextSpan(start, end);
            start = end + 1;
            if (clause.Length is 0 or > LongestBare || recognized.Choices.Any(c => c.Value is not null && c.Span.Overlaps(clause))) continue;
            var word = text[clause.Start..clause.End];
            if (fields.Where(f => Answered(word, f) is not null).ToList() is [var field] && !facts.Knows(field.Id)) facts = facts.With(field.Id, Typed(field, Answered(word, field)!));
        }
        return facts;
    }

    private const int LongestBare = 8;

    private static readonly char[] ClauseEnds = [',', '、', '。', ';', '\n'];

    /// <summary>A question that asks after the first of two options; by convention the yes stands before the no.</summary>
    private static bool IsYesOrNo(Field field) => field.Options.Length == 2 && field.Question.EndsWith("吗？", StringComparison.Ordinal);

    private static string? Heard(Recognized recognized, Field asking)
    {
        var written = 0;
        foreach (var choice in recognized.Choices)
            if (choice.Field == asking.Id) written = choice.Value is null ? Math.Max(written, choice.Span.Length) : recognized.Text.Length;
        return SoundAlikes.Find(recognized.Text.Text, asking, written);
    }

    internal static FactValue Typed(Field field, string value) =>
        field.Kind == FieldKind.Flag ? new FactValue.Flag(value == "true") : new FactValue.Choice(value);
}
