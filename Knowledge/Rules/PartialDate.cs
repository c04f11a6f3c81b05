using System.Globalization;

namespace Knowledge.Rules;

/// <summary>
/// A day, a month or a year. A month or a year stands for any one of its days: it is a day that is not known more closely.
/// Text form: <c>YYYY-MM-DD</c>, <c>YYYY-MM</c> or <c>YYYY</c>.
/// </summary>
public sealed record PartialDate : IParsable<PartialDate>
{
    public PartialDate(int year, int? month = null, int? day = null)
    {
        if (month is null && day is not null) throw new ArgumentException("A day needs its month.", nameof(day));
        (Year, Month, Day) = (year, month, day);
        First = new DateOnly(year, month ?? 1, day ?? 1);
        Last = day is not null ? First : month is not null ? new DateOnly(year, First.Month, DateTime.DaysInMonth(year, First.Month)) : new DateOnly(year, 12, 31);
    }

    public PartialDate(DateOnly date) : this(date.Year, date.Month, date.Day) { }

    public int Year { get; }
    public int? Month { get; }
    public int? Day { get; }

    /// <summary>The earliest day it may be, inclusive.</summary>
    public DateOnly First { get; }

    /// <summary>The latest day it may be, inclusive.</summary>
    public DateOnly Last { get; }

    public bool IsExact => Day is not null;

    public static PartialDate Parse(string s, IFormatProvider? provider = null) =>
        TryParse(s, provider, out var date) ? date : throw new FormatException($"'{s}' is not a date: YYYY-MM-DD, YYYY-MM or YYYY.");

    public static bool TryParse(string? s, IFormatProvider? provider, [System.Diagnostics.CodeAnalysis.MaybeNullWhen(false)] out PartialDate result)
    {
        result = s?.Length switch
        {
            10 when DateOnly.TryParseExact(s, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var d) => new PartialDate(d),
            7 when DateOnly.TryParseExact(s, "yyyy-MM", CultureInfo.InvariantCulture, DateTimeStyles.None, out var m) => new PartialDate(m.Year, m.Month),
            4 when DateOnly.TryParseExact(s, "yyyy", CultureInfo.InvariantCulture, DateTimeStyles.None, out var y) => new PartialDate(y.Year),
            _ => null,
        };
        return result is not null;
    }

    public override string ToString() => this switch
    {
        { Day: not null } => First.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        { Month: not null } => First.ToString("yyyy-MM", CultureInfo.InvariantCulture),
        _ => First.ToString("yyyy", CultureInfo.InvariantCulture),
    };
}
