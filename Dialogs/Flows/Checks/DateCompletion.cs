using Dialogs.Turns;
using Knowledge.Rules;

namespace Dialogs.Flows.Checks;

/// <summary>Completes a month or year that is known by what is said of its day: 「25号」, 「月底」 stay within it.</summary>
internal static class DateCompletion
{
    /// <summary>The date now known; null if the message adds nothing to it.</summary>
    public static FactValue? Of(Heard heard, FactValue? known, FactValue? told)
    {
        if (known is not FactValue.Date { Value: { IsExact: false } partly }) return null;
        if (told is FactValue.Date { Value: { } said } && heard.Recognized.Dates.FirstOrDefault() is { } mention)
            return mention.AssumedMonth && partly.Month is not null && said.Day is { } day ? Day(partly, partly.Month.Value, day)
                : mention.AssumedYear && !mention.Relative && said.Month is { } month && (partly.Month is null || partly.Month == month) ? Day(partly, month, said.Day)
                : null;
        return told is null && partly.Month is { } known_month && heard.Recognized.Numbers.ToList() is [{ Value: >= 1 and <= 31 } number] && heard.Text.Length <= 6
            ? Day(partly, known_month, (int)number.Value)
            : null;
    }

    private static FactValue.Date? Day(PartialDate partly, int month, int? day) =>
        day > DateTime.DaysInMonth(partly.Year, month) ? null : new FactValue.Date(new PartialDate(partly.Year, month, day));
}
