using System.Collections.Immutable;
using Dialogs.Language;
using Dialogs.Recognizers;
using Dialogs.Recognizers.Facts;
using Knowledge.Notices;
using Knowledge.Rules;

namespace Dialogs.Understanding;

/// <summary>Reads messages about one notice. Thread-safe.</summary>
internal sealed class QuestionReader(Notice notice, Concepts concepts, SpellingCorrector corrector, RecognizerSuite recognizers)
{
    public Question Read(string message, DateOnly today)
    {
        var text = Corrected(message);
        var recognized = recognizers.Recognize(text, today);
        var found = new List<int>();
        concepts.Find(text, found);
        var (facts, ambiguous) = Facts(recognized, today);
        return new Question
        {
            Text = text,
            Recognized = recognized,
            Said = [.. found.Where(c => c < concepts.OwnCount).Select(concepts.Id)],
            Forms = [.. found.Where(c => c >= concepts.OwnCount).Select(concepts.Id)],
            Facts = facts,
            Ambiguous = ambiguous,
            Parts = QuestionParts.Of(text, Asks),
            Asking = QuestionParts.OnlyAsking(text, Asks),
            Several = notice.Fields.Where(f => f.Order.IsEmpty).Select(f => (f.Id, Named: Named(recognized, f))).Where(n => n.Named.Count > 1).ToImmutableDictionary(n => n.Id, n => n.Named.ToImmutableArray()),
            Marked = MarkedText.Of(recognized, FieldIndex),
            MarkedPart = part => Marked(part, today),
            People = People(text, today),
        };
    }

    private ImmutableArray<(PersonTold, Question)> People(string text, DateOnly today)
    {
        ImmutableArray<(PersonTold Person, Question Read)> people = [.. PeopleTold.In(text).Select(p => (p, Read(p.Told, today) with { People = [] }))];
        return people.Count(p => !p.Read.Facts.Facts.IsEmpty) < 2 ? [] : people;
    }

    public string Corrected(string message) => corrector.Correct(TextNormalizer.NormalizeText(message));

    /// <param name="text">Normalised and corrected.</param>
    public MarkedText Marked(string text, DateOnly today) => MarkedText.Of(recognizers.Recognize(text, today), FieldIndex);

    private int FieldIndex(string field)
    {
        for (var i = 0; i < notice.Fields.Length; i++)
            if (notice.Fields[i].Id == field) return i;
        return notice.Fields.Length;
    }

    private bool Asks(string part)
    {
        var found = new List<int>();
        concepts.Find(part, found);
        return found.Any(c => concepts.Id(c).StartsWith("q_", StringComparison.Ordinal)) || part[^1] is '吗' or '呢' or '不' or '没' or '么' or '吧' or '啊';
    }

    /// <summary>
    /// What is said, and what is asked about as if it were so (「自考的行吗」). Of one field asked about twice the first counts:
    /// 「二甲能顶二乙吗」 says what one has before what is wanted.
    /// </summary>
    private (Profile, ImmutableDictionary<string, string>) Facts(Recognized recognized, DateOnly today)
    {
        var reading = FactReader.Read(recognized, notice.Fields);
        var facts = reading.Facts;
        foreach (var field in notice.Fields.Where(f => f.Kind is FieldKind.Choice or FieldKind.Flag))
            facts = !ChoiceAssigner.AreAlternatives(recognized, field) && Asked(recognized, field) is { } asked && !facts.Knows(field.Id) ? facts.With(field.Id, Value(field.Id, asked))
                : facts.Knows(field.Id) && IsOnlyWanted(recognized, field) ? facts.Without(field.Id)
                : facts;
        foreach (var field in notice.Fields.Where(f => f.Kind == FieldKind.Date && !facts.Knows(f.Id)))
            if (LengthFacts.Find(recognized, field, today) is { } since) facts = facts.With(field.Id, new FactValue.Date(since));
        foreach (var field in notice.Fields.Where(f => !f.Order.IsEmpty && facts.Knows(f.Id) && IsChoiceOf(recognized, f))) facts = facts.Without(field.Id);
        if (!facts.Facts.IsEmpty && LoneDate(recognized) is { } lone) facts = lone.Over(facts);
        foreach (var field in notice.Fields.Where(f => f.Kind == FieldKind.Flag && facts.Knows(f.Id) && IsHearsay(recognized, f)))
            facts = facts.Without(field.Id);
        var unclear = recognized.Choices.Where(c => c.Value is null && !facts.Knows(c.Field)).DistinctBy(c => c.Field);
        return (facts, unclear.ToImmutableDictionary(c => c.Field, c => c.Note ?? ""));
    }

    /// <summary>「前台 去年9月」: a day that has passed, in a bare list of facts, is that of the notice's one date field.</summary>
    private Profile? LoneDate(Recognized recognized) =>
        notice.Fields.Where(f => f.Kind == FieldKind.Date).ToList() is [var field]
        && recognized.Dates.Count() == 1 && recognized.Dates.First() is { Value: { Month: not null } value } && value.First <= recognized.Reference
        && MarkedText.Of(recognized, FieldIndex).Said <= MostBeside
        && FactReader.Read(recognized, [field], field).Facts is { Facts.IsEmpty: false } read ? read : null;

    /// <summary>So many characters beside what was recognised say nothing else.</summary>
    private const int MostBeside = 3;

    /// <summary>「别人说我这不算…」: what others say is no fact of the asker.</summary>
    private static bool IsHearsay(Recognized recognized, Field field) =>
        recognized.Choices.Where(c => c.Field == field.Id).All(c => QuestionWords.Hearsay.Any(h => Clause(recognized, c).Contains(h, StringComparison.Ordinal)));

    private static ReadOnlySpan<char> Clause(Recognized recognized, ChoiceMention choice)
    {
        var clause = Clauses.Around(recognized.Text.Text, choice.Span);
        return recognized.Text.Text.AsSpan(clause.Start, clause.Length);
    }

    /// <summary>「甲 乙 哪个」 asks which of the levels it is to be: the asker has none.</summary>
    private static bool IsChoiceOf(Recognized recognized, Field field)
    {
        var named = recognized.Choices.Where(c => c.Field == field.Id && c.Value is not null).ToList();
        return named.Count > 1 && Which.Any(w => recognized.Text.Text.AsSpan(named[^1].Span.End).StartsWith(w));
    }

    private static readonly string[] Which = ["哪个", "哪一个", "哪种", "选哪", ",哪个", "要哪"];

    /// <summary>The one option named; of ordered ones the first; null if several are.</summary>
    private static string? Asked(Recognized recognized, Field field)
    {
        var named = Named(recognized, field);
        return named.Count == 1 || (named.Count > 1 && !field.Order.IsEmpty) ? named[0] : null;
    }

    private static List<string> Named(Recognized recognized, Field field)
    {
        var named = recognized.Choices.Where(c => c.Field == field.Id && c is { Value: not null, Stance: not Stance.Denied } && !IsWanted(recognized, c, field)).ToList();
        return [.. named.Where(c => !c.Yields || named.TrueForAll(n => n.Yields)).Select(c => c.Value!).Distinct()];
    }

    private static bool IsOnlyWanted(Recognized recognized, Field field) =>
        !field.Order.IsEmpty && recognized.Choices.Where(c => c.Field == field.Id && c.Value is not null).All(c => IsWanted(recognized, c, field));

    /// <summary>「要二甲吗」: a level that may be demanded, not one that somebody has.</summary>
    private static bool IsWanted(Recognized recognized, ChoiceMention choice, Field field)
    {
        if (field.Order.IsEmpty) return false;
        var before = recognized.Text.Text.AsSpan(Math.Max(0, choice.Span.Start - 3)..choice.Span.Start);
        return before.IndexOfAny("要须需") >= 0 || before.EndsWith("得") || before.EndsWith("达到") || before.EndsWith("考到");
    }

    private FactValue Value(string field, string value) =>
        notice.Field(field)?.Kind == FieldKind.Flag ? new FactValue.Flag(value == "true") : new FactValue.Choice(value);
}
