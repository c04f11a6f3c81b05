using System.Buffers;
using Dialogs.Language;
using Dialogs.Recognizers.Choices;
using Dialogs.Recognizers.Dates;
using Knowledge.Rules;

namespace Dialogs.Recognizers.Facts;

/// <summary>Decides which date of a message a date field means, by the words beside it.</summary>
internal static class DateAssigner
{
    /// <summary>Some year in which every day of a month exists.</summary>
    private const int LeapYear = 2000;

    private static readonly SearchValues<char> Ahead = SearchValues.Create("要将准备打算才会");

    public static (FactValue? Value, string? Note, bool Spoken) Read(Recognized recognized, Field field, bool asked, int? corrects)
    {
        PartialDate? value = null;
        bool several = false, spoken = false;
        foreach (var date in recognized.Dates)
        {
            if (date.Value is null || !Belongs(recognized, date, field, asked)) continue;
            spoken = true;
            var meant = LookingBack(recognized, date);
            if (value is null || IsWithin(meant, value) || corrects <= date.Span.Start) (value, several) = (meant, false);
            else several |= !IsWithin(value, meant);
        }
        if (value is null && asked && !spoken && BareDay(recognized) is { } day) value = day;
        var note = recognized.Choices.FirstOrDefault(c => c.Field == field.Id)?.Note;
        return value is null || several ? (null, note, spoken || note is not null) : (new FactValue.Date(value), null, true);
    }

    /// <summary>9.1, which without a question would be a number.</summary>
    private static PartialDate? BareDay(Recognized recognized)
    {
        var text = recognized.Text.Text;
        if (text.Length is 0 or > 5 || !char.IsAsciiDigit(text[0]) || !NumericDate.TryMonthDay(text, 0, out var month, out var day, out var end) || end != text.Length || day > DateTime.DaysInMonth(LeapYear, month)) return null;
        var year = recognized.Reference.Year - (new DateOnly(LeapYear, month, day).DayOfYear > recognized.Reference.DayOfYear ? 1 : 0);
        return day > DateTime.DaysInMonth(year, month) ? null : new PartialDate(year, month, day);
    }

    /// <summary>
    /// The nearest words decide: first those after the date in its clause, then those before (unless an earlier date stands before them, whose words
    /// they are), then the clauses beside it.
    /// </summary>
    private static bool Belongs(Recognized recognized, DateMention date, Field field, bool asked)
    {
        var text = recognized.Text.Text;
        var clause = Clauses.Around(text, date.Span);
        var own = Cue(recognized, field, date.Span.End, Math.Min(clause.End, NextDate(recognized, date)), first: true)
            ?? (PreviousDate(recognized, date) > clause.Start ? null : Cue(recognized, field, clause.Start, date.Span.Start, first: false));
        if (own is not null) return own.Value;
        if (GoesThere(recognized, date, clause, field)) return true;
        var next = Clauses.Next(text, clause);
        if (next.Length > 0 && NextDate(recognized, date) >= next.End && Cue(recognized, field, next.Start, next.End, first: true) == true) return true;
        var previous = Clauses.Previous(text, clause);
        if (previous.Length > 0 && PreviousDate(recognized, date) <= previous.Start && Cue(recognized, field, previous.Start, previous.End, first: false) == true) return true;
        return asked && !IsTenure(recognized, date, clause);
    }

    /// <summary>True for a cue of the field, false for a veto, null for neither.</summary>
    private static bool? Cue(Recognized recognized, Field field, int from, int to, bool first)
    {
        bool? found = null;
        foreach (var cue in recognized.Cues)
        {
            if (cue.Start < from || cue.End > to || recognized.FieldOf(cue) != field) continue;
            found = cue.Phrase.Role == PhraseRole.Cue;
            if (first) break;
        }
        return found;
    }

    /// <summary>「8号刚到水管站」, 「去年3月份去的兽医站」: a place or trade of the field stands behind a word of going.</summary>
    private static bool GoesThere(Recognized recognized, DateMention date, TextSpan clause, Field field)
    {
        if (field.Places.IsEmpty) return false;
        var going = recognized.Text.Text.AsSpan(date.Span.End, clause.End - date.Span.End).IndexOfAny(Going);
        if (going is < 0 or > NearBy) return false;
        var from = date.Span.End + going;
        return recognized.Choices.Any(c => field.Places.Contains(c.Field) && c.Span.Start > from && c.Span.Start <= from + NearBy && c.Span.End <= clause.End);
    }

    private const int NearBy = 7;
    private static readonly SearchValues<char> Going = SearchValues.Create("去到进来在调分");

    /// <summary>「今年满三年」: a year beside a length of time is not when it began.</summary>
    private static bool IsTenure(Recognized recognized, DateMention date, TextSpan clause) =>
        date is { Relative: true, Value.Month: null } && recognized.Durations.Any(d => d.Span.Overlaps(clause));

    private static int NextDate(Recognized recognized, DateMention date) =>
        recognized.Dates.Where(d => d.Span.Start >= date.Span.End).Select(d => d.Span.Start).FirstOrDefault(int.MaxValue);

    private static int PreviousDate(Recognized recognized, DateMention date) =>
        recognized.Dates.Where(d => d.Span.End <= date.Span.Start).Select(d => d.Span.End).LastOrDefault(0);

    /// <summary>A beginning lies in the past where the year was not said, unless the words look ahead.</summary>
    private static PartialDate LookingBack(Recognized recognized, DateMention date)
    {
        var value = date.Value!;
        if (!date.AssumedYear || value.First <= recognized.Reference) return value;
        var text = recognized.Text.Text;
        var clause = Clauses.Around(text, date.Span);
        if (text.AsSpan(clause.Start, clause.Length).IndexOfAny(Ahead) >= 0) return value;
        if (!date.AssumedMonth) return new PartialDate(value.Year - 1, value.Month, value.Day is 29 && value.Month == 2 ? 28 : value.Day);
        var before = value.First.AddMonths(-1);
        return new PartialDate(before);
    }

    private static bool IsWithin(PartialDate inner, PartialDate outer) => outer.First <= inner.First && inner.Last <= outer.Last;
}
