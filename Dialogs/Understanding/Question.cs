using System.Collections.Immutable;
using Dialogs.Recognizers;
using Knowledge.Questions;
using Knowledge.Rules;

namespace Dialogs.Understanding;

/// <summary>A message, read: what it is about as far as words tell, before any topic is chosen.</summary>
internal sealed record Question
{
    /// <summary>Normalised, with misspelt words of the notice put right.</summary>
    public required string Text { get; init; }

    public required Recognized Recognized { get; init; }

    /// <summary>Ids of the notice's concepts that are named.</summary>
    public required ImmutableHashSet<string> Said { get; init; }

    /// <summary>Ids of the question words used (<c>q_when</c>, …).</summary>
    public required ImmutableHashSet<string> Forms { get; init; }

    /// <summary>What the message itself says of the person asked about.</summary>
    public required Profile Facts { get; init; }

    /// <summary>Fields of which something was said that could be several options, with the pack's note.</summary>
    public required ImmutableDictionary<string, string> Ambiguous { get; init; }

    /// <summary>The parts that ask, in order; one of them if the message is short: the whole.</summary>
    public required ImmutableArray<string> Parts { get; init; }

    /// <summary>The one clause of several that asks; null: none, several, or a few characters.</summary>
    public required string? Asking { get; init; }

    /// <summary>Fields of which two or more options are named, none of them denied, with those.</summary>
    public required ImmutableDictionary<string, ImmutableArray<string>> Several { get; init; }

    /// <summary>The people told of, if several are and something is told of each of two; else empty.</summary>
    public required ImmutableArray<(PersonTold Person, Question Read)> People { get; init; }

    /// <summary>The parts that ask, in one, without the weekday of a date that is named: 「11月2号周六」 asks of that date.</summary>
    public string Asked => WithoutWeekdays(string.Join(',', Parts));

    /// <summary>Whether a part ends with a question mark and another sentence follows, or another question is joined to it: then it is asked for certain.</summary>
    public bool Closes(string part) => Text.Contains(part + "?", StringComparison.Ordinal) && !Text.EndsWith(part + "?", StringComparison.Ordinal) || QuestionParts.IsJoined(Text, part);

    /// <summary>Whether an exact day is named as the one on which something begins (「18号贴」).</summary>
    public bool NamesBeginning => Recognized.Dates.Any(d => d.Value is { IsExact: true } && Begins(d.Span.End));

    /// <summary>Years that are asked about as such (「去年几号截止的」), but not 「今年」.</summary>
    public IEnumerable<int> YearsAsked => Recognized.Dates.Where(d => d.Value is { Month: null } && !(d.Relative && Text[d.Span.Start] is '今' or '本') && !IsOwn(d.Span.End)).Select(d => d.Value!.Year);

    private bool IsOwn(int from)
    {
        var after = Text.AsSpan(from).TrimStart('度').TrimStart('的');
        foreach (var word in QuestionWords.OwnYear)
            if (after.StartsWith(word)) return true;
        return false;
    }

    private const int Near = 5;

    private bool Begins(int from)
    {
        foreach (var word in QuestionWords.Begin)
            if (Text.AsSpan(from, Math.Min(Near, Text.Length - from)).Contains(word, StringComparison.Ordinal)) return true;
        return false;
    }

    private string WithoutWeekdays(string text)
    {
        foreach (var date in Recognized.Dates.Where(d => d.Value is { IsExact: true }))
        {
            var named = Text[date.Span.Start..date.Span.End];
            if (text.IndexOf(named, StringComparison.Ordinal) is >= 0 and var at && Weekday(text.AsSpan(at + named.Length)) is > 0 and var length) text = text.Remove(at + named.Length, length);
        }
        return text;
    }

    private static int Weekday(ReadOnlySpan<char> text)
    {
        var name = text.StartsWith("星期") || text.StartsWith("礼拜") ? 2 : text.StartsWith("周") ? 1 : 0;
        return name > 0 && text.Length > name && "一二三四五六日天".Contains(text[name], StringComparison.Ordinal) ? name + 1 : 0;
    }

    /// <summary>True if something is put up to be confirmed: 「是不是…吧」, 「听说…」.</summary>
    public bool Confirms => Forms.Contains("q_is") || Forms.Contains("hearsay");

    /// <summary>Whether something was said of a field, clear or not.</summary>
    public bool Names(string field) => Facts.Knows(field) || Recognized.Choices.Any(c => c.Field == field);

    /// <summary>Whether a topic is answered for each of the people told of: whether they may, or a fact that two of them have.</summary>
    public bool AsksOfEach(Topic topic) => !People.IsEmpty && (topic.MayI is not null || topic.HomeOf.Any(f => People.Count(p => p.Read.Names(f)) > 1));

    /// <summary>Whether a topic's needed words are there.</summary>
    public bool Meets(Topic topic) => topic.Needs.IsEmpty || topic.Needs.Any(n => Said.Contains(n) || Names(n));

    /// <summary>The message for the classifier.</summary>
    public required MarkedText Marked { get; init; }

    /// <summary>A part of the message for the classifier.</summary>
    public required Func<string, MarkedText> MarkedPart { get; init; }
}
