using System.Globalization;
using Knowledge.Notices;
using Knowledge.Rules;

namespace Knowledge.Wording;

/// <summary>How a fact is said to people.</summary>
public static class FactWords
{
    /// <summary>The value in words (an option's text, a date, an amount with its unit); empty if it is unknown.</summary>
    public static string Of(Notice notice, string field, FactValue? value) => value switch
    {
        null => "",
        FactValue.Date date => ChineseDates.Full(date.Value),
        FactValue.Amount amount => amount.Value.ToString("0.##", CultureInfo.InvariantCulture) + notice.Field(field)?.Unit,
        _ => Stated(notice.Field(field)?.Options.FirstOrDefault(o => o.Value == value.ToString())?.Text ?? value.ToString()!),
    };

    /// <summary>An answer (是，……) as a statement: without its yes.</summary>
    private static string Stated(string answer) => answer.StartsWith("是，", StringComparison.Ordinal) ? answer[2..] : answer;
}
