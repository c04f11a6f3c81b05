using Dialogs.Recognizers.Numbers;
using Dialogs.Recognizers.Words;
using Knowledge.Rules;

namespace Dialogs.Recognizers.Dates;

/// <summary>Finds days, months and years: 2023/9/1, 二〇二三年九月, 98年, 去年9月底, 上个月15号, 这周五, 去年国庆节, 10月30号.</summary>
internal static class DateRecognizer
{
    private static readonly WordList NotRelativeAfter = WordList.Named("not-relative-after");

    private static readonly WordList LunarCalendar = WordList.Named("lunar-calendar");

    public static void Find(string text, DateOnly reference, List<Recognition> found)
    {
        DateResolver resolver = new(reference);
        for (var i = 0; i < text.Length;)
        {
            if (TryRead(text, i, reference, out var draft))
            {
                draft.Vague |= LunarCalendar.Before(text, i) > 0 && !draft.Relative;
                if (resolver.Resolve(draft) is { } mention)
                {
                    Add(text, found, mention);
                }
                i = Math.Max(i + 1, draft.End);
            }
            else i = AfterNumber(text, i);
        }
    }

    /// <summary>「不是2022年9月，是2023年9月」, 「2022年8月，不对，2023年8月」: only the second is meant.</summary>
    private static void Add(string text, List<Recognition> found, DateMention mention)
    {
        if (found.Count > 0 && found[^1] is DateMention before)
        {
            if (WithYear(text, before, mention) is { } whole) { found[^1] = whole; return; }
            if (Corrections.IsInstead(text, before.Span.Start, before.Span.End, mention.Span.Start)) found.RemoveAt(found.Count - 1);
        }
        found.Add(mention);
    }

    /// <summary>「10月8号，今年的」: the year is said after the day. The day with that year; null if the second date is one of its own.</summary>
    private static DateMention? WithYear(string text, DateMention date, DateMention year)
    {
        if (date is not { AssumedYear: true, AssumedMonth: false, Value: { } value } || year is not { Relative: true, AssumedYear: false, Value: { Month: null } said } || year.Span.Start <= date.Span.End) return null;
        if (text.AsSpan(date.Span.End, year.Span.Start - date.Span.End).Trim(" ,。、的是就".AsSpan()).Length > 0) return null;
        var after = text.AsSpan(year.Span.End).TrimStart("的啊呢呀哈".AsSpan());
        if (after.Length > 0 && after[0] is not (',' or '。' or '!' or ';')) return null;
        if (value is { Month: 2, Day: 29 } && !DateTime.IsLeapYear(said.Year)) return null;
        return date with { Span = new Language.TextSpan(date.Span.Start, year.Span.End), Value = new PartialDate(said.Year, value.Month, value.Day), AssumedYear = false };
    }

    /// <summary>A number that is no date is passed over whole: no date begins in the middle of its digits.</summary>
    private static int AfterNumber(string text, int at)
    {
        if (!char.IsAsciiDigit(text[at])) return at + 1;
        while (at < text.Length && char.IsAsciiDigit(text[at])) at++;
        return at;
    }

    private static bool TryRead(string text, int at, DateOnly reference, out DateDraft draft)
    {
        draft = default;
        var c = text[at];
        if (!char.IsAsciiDigit(c) && c < '\u2e80') return false;
        if (c == '元' && at + 1 < text.Length && text[at + 1] == '月')
        {
            draft = DateParts.AfterMonth(text, at, at + 2, null, 1);
            return true;
        }
        if (c < '\u2e80' || Numerals.Digit(c) >= 0 || c is '十' or '廿')
            return Holidays.TryRead(text, at, reference, out draft) || AgoReader.TryRead(text, at, reference, out draft) || NumericDate.TryRead(text, at, reference, out draft);
        if (at > 0 && NotRelativeAfter.Contains(text.AsSpan(at - 1, 1)) && c is not '大') return Holidays.TryRead(text, at, reference, out draft) || AgoReader.TryRead(text, at, reference, out draft);
        return RelativeDate.TryRead(text, at, reference, out draft) || Holidays.TryRead(text, at, reference, out draft) || AgoReader.TryRead(text, at, reference, out draft);
    }
}
