using Dialogs.Language;
using Dialogs.Recognizers.Words;

namespace Dialogs.Recognizers.Durations;

/// <summary>What the words around a length make of it: exact, a lower bound, an upper bound, or nothing definite.</summary>
internal static class Qualifiers
{
    private static readonly WordList UnderBefore = WordList.Named("under-before");
    private static readonly WordList ShortBefore = WordList.Named("short-before");
    private static readonly WordList MinBefore = WordList.Named("min-before");
    private static readonly WordList AboutBefore = WordList.Named("about-before");
    private static readonly WordList MinAfter = WordList.Named("min-after");
    private static readonly WordList UnderAfter = WordList.Named("under-after");
    private static readonly WordList AboutAfter = WordList.Named("about-after");

    /// <param name="shortOf">True if a shortage was named just before: 差一个月满两年.</param>
    public static DurationMention Apply(string text, Length length, bool shortOf)
    {
        var before = SkipBack(text, length.Start);
        var after = SkipAhead(text, length.End);
        var under = UnderAfter.At(text, after);
        var min = under == 0 ? MinAfter.At(text, length.End) : 0;
        var about = under == 0 && min == 0 ? AboutAfter.At(text, length.End) : 0;
        var mention = new DurationMention(new TextSpan(length.Start, under > 0 ? after + under : length.End + Math.Max(min, about)));
        var (underBefore, minBefore) = (UnderBefore.Before(text, before), MinBefore.Before(text, before));
        if (under > 0 || shortOf || IsShortAfter(text, length.End) || underBefore > minBefore || IsNearly(text, before, length)) return Under(mention, length);
        if (length.About || about > 0 || (before > 0 && text[before - 1] == '近') || AboutBefore.Before(text, before) > 0) return mention;
        return length.Over || min > 0 || minBefore > 0 ? AtLeast(mention, length) : Exactly(mention, length);
    }

    /// <summary>Whether the length is what is missing from another: 差一个月.</summary>
    public static bool IsShortage(string text, int start) => ShortBefore.Before(text, start) > 0;

    /// <summary>一年差一个月 (not 一年差不多).</summary>
    private static bool IsShortAfter(string text, int at) => at + 1 < text.Length && text[at] == '差' && text[at + 1] != '不';

    /// <summary>近两年 is 「nearly」 after a verb of working, else 「the past two years」.</summary>
    private static bool IsNearly(string text, int before, Length length) =>
        before > 0 && text[before - 1] == '近' && (before > 1 && text[before - 2] is '了' or '作' or '有' or '干' or '满' or '班' or '教' or '做' || length.End < text.Length && text[length.End] == '了');

    private static DurationMention Exactly(DurationMention mention, Length length) => length switch
    {
        { Days: > 0 } when length.Days % 1 == 0 => mention with { Days = (int)length.Days, Working = length.Working },
        { Months: > 0 } when length.Months % 1 == 0 => mention with { Months = (int)length.Months },
        { Months: >= 1 } when length.Months % 0.5m == 0 => mention with { MinMonths = (int)length.Months },
        { Months: 0.5m } => mention with { Days = 15 },
        _ => mention,
    };

    private static DurationMention AtLeast(DurationMention mention, Length length) =>
        length.Months >= 1 ? mention with { MinMonths = (int)length.Months } : mention;

    private static DurationMention Under(DurationMention mention, Length length) =>
        length.Months > 0 ? mention with { UnderMonths = (int)Math.Ceiling(length.Months) } : mention;

    private static int SkipBack(string text, int at)
    {
        while (at > 0 && text[at - 1] is '个' or '有' or '够' or '是' or '才' or '的' or '了' or ' ' or '我' && UnderBefore.Before(text, at) == 0 && MinBefore.Before(text, at) == 0) at--;
        return at;
    }

    private static int SkipAhead(string text, int at)
    {
        while (at < text.Length && text[at] is '都' or '也' or '的' or '时' or '间' or ' ' && UnderAfter.At(text, at) == 0) at++;
        return at;
    }
}
