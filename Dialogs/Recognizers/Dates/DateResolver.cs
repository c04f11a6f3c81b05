using Knowledge.Rules;

namespace Dialogs.Recognizers.Dates;

/// <summary>
/// Completes dates by those before them in the text and by the reference: 「去年7月毕业，9月上班」 is one year; 「10月30号」 alone is the
/// nearest one, looking back rather than ahead.
/// </summary>
internal sealed class DateResolver(DateOnly reference)
{
    /// <summary>A day without a year lies ahead only if it comes within so many days.</summary>
    internal const int DaysAhead = 100;

    /// <summary>The same for a month, counted to its first day.</summary>
    private const int MonthAhead = 40;

    /// <summary>「9月27贴，8号报」: a day told next goes on rather than so many days back.</summary>
    private const int HalfMonth = 15;

    private PartialDate? last;
    private bool lastAssumed, monthSaid;

    public DateMention? Resolve(DateDraft draft)
    {
        if (draft.Vague) return new DateMention(draft.Span, null) { Relative = draft.Relative };
        var assumed = false;
        var dayOnly = draft is { Year: null, Month: null };
        if (draft.Year is null && draft.Month is null)
        {
            if (last is { Month: { } month } known) (draft.Year, draft.Month, assumed) = (known.Year, month, lastAssumed);
            else (draft.Year, draft.Month, assumed) = (reference.Year, reference.Month, true);
        }
        else if (draft.Year is null)
        {
            assumed = last is null || lastAssumed;
            draft.Year = last is { } known ? After(known, draft.Month!.Value, draft.Day) : Nearest(draft.Month!.Value, draft.Day);
        }
        if (dayOnly && last is { IsExact: true } before && monthSaid && draft.Day > 0 && before.Day - draft.Day > HalfMonth) (draft.Year, draft.Month) = before.Month < 12 ? (before.Year, before.Month + 1) : (before.Year + 1, 1);
        var value = Value(draft);
        if (value is not null) (last, lastAssumed, monthSaid) = (value, assumed, monthSaid || !dayOnly);
        return new DateMention(draft.Span, value) { AssumedYear = assumed, AssumedMonth = assumed && dayOnly, Relative = draft.Relative };
    }

    private static PartialDate? Value(DateDraft draft)
    {
        if (draft.Year is < ProfileReader.FirstYear or > ProfileReader.LastYear) return null;
        var (year, month, day) = (draft.Year!.Value, draft.Month, draft.Day);
        if (day == DateDraft.LastDay) day = DateTime.DaysInMonth(year, month!.Value);
        return day is not null && day > DateTime.DaysInMonth(year, month!.Value) ? null : new PartialDate(year, month, day);
    }

    /// <summary>The year of a month told after another date: the same, or the next if the month has passed by then and lies not ahead of the reference.</summary>
    private int After(PartialDate known, int month, int? day)
    {
        if (lastAssumed) return Nearest(month, day);
        return month < known.Month && new DateOnly(known.Year + 1, month, 1) <= reference ? known.Year + 1 : known.Year;
    }

    private int Nearest(int month, int? day)
    {
        var first = new DateOnly(reference.Year, month, 1).AddDays(Math.Max(1, day ?? 1) - 1);
        var ahead = day is null ? MonthAhead : DaysAhead;
        if (first > reference.AddDays(ahead)) return reference.Year - 1;
        return first < reference && new DateOnly(reference.Year + 1, month, 1).AddDays(Math.Max(1, day ?? 1) - 1).DayNumber - reference.DayNumber <= ahead
            && reference.DayNumber - first.DayNumber > 365 - ahead ? reference.Year + 1 : reference.Year;
    }
}
