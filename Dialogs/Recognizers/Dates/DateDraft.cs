using Dialogs.Language;

namespace Dialogs.Recognizers.Dates;

/// <summary>A date as far as it was said; the year or month may have to come from what was said before, or from the reference.</summary>
internal struct DateDraft
{
    /// <summary>As <see cref="Day"/>: the last one of its month.</summary>
    public const int LastDay = 0;

    public int Start;
    public int End;
    public int? Year;
    public int? Month;
    public int? Day;

    /// <summary>Seen from today: 昨天, 去年.</summary>
    public bool Relative;

    /// <summary>A date is meant, but it cannot be said which: 春节后.</summary>
    public bool Vague;

    public readonly TextSpan Span => new(Start, End);

    public static DateDraft On(int start, int end, DateOnly day) =>
        new() { Start = start, End = end, Year = day.Year, Month = day.Month, Day = day.Day, Relative = true };
}
