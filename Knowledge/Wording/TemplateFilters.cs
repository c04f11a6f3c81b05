using System.Collections.Frozen;
using System.Globalization;
using Knowledge.Rules;

namespace Knowledge.Wording;

/// <summary>The filters that templates may use.</summary>
internal static class TemplateFilters
{
    public static readonly FrozenDictionary<string, Func<object?, object?[], TemplateScope, object?>> All =
        new Dictionary<string, Func<object?, object?[], TemplateScope, object?>>
        {
            // Month, day and weekday; 'full', or in another year, with the year. Less of a date gives less.
            ["day"] = (input, arguments, scope) => Date(input) is { } date ? Day(date, arguments is ["full", ..] || InAnotherYear(date, scope)) : input,
            // Month and day, in another year with the year.
            ["md"] = (input, _, scope) => Date(input) is { IsExact: true } date ? (InAnotherYear(date, scope) ? $"{date.Year}年" : "") + ChineseDates.MonthDay(date.First) : input,
            ["date"] = (input, _, _) => Date(input) is { } date ? ChineseDates.Full(date) : input,
            ["month"] = (input, _, _) => Date(input) is { } date ? $"{date.Year}年{(date.Month is { } m ? $"{m}月" : "")}" : input,
            ["option"] = (input, arguments, scope) => Option(input, arguments, scope),
            ["amount"] = (input, _, _) => input is decimal d ? d.ToString("0.##", CultureInfo.InvariantCulture) : input,
            ["join"] = (input, arguments, _) => string.Join(Text(arguments.FirstOrDefault()), List(input).Select(Text)),
            ["size"] = (input, _, _) => (decimal)(input is string s ? s.Length : List(input).Count),
            ["first"] = (input, _, _) => List(input) is [var first, ..] ? first : null,
            ["last"] = (input, _, _) => List(input) is [.., var last] ? last : null,
            ["default"] = (input, arguments, _) => input is null or "" or false ? arguments.FirstOrDefault() : input,
            ["plus"] = (input, arguments, _) => Number(input) + Number(arguments.FirstOrDefault()),
            ["minus"] = (input, arguments, _) => Number(input) - Number(arguments.FirstOrDefault()),
        }.ToFrozenDictionary(StringComparer.Ordinal);

    public static string Text(object? value) => value switch
    {
        null => "",
        string s => s,
        bool b => b ? "true" : "false",
        IFormattable f => f.ToString(null, CultureInfo.InvariantCulture),
        System.Collections.IEnumerable => string.Concat(List(value).Select(Text)),
        _ => value.ToString() ?? "",
    };

    public static IReadOnlyList<object?> List(object? value) => value switch
    {
        null => [],
        string s => [s],
        System.Collections.IEnumerable items => [.. items.Cast<object?>()],
        _ => [value],
    };

    public static decimal Number(object? value) => value switch
    {
        decimal d => d,
        int i => i,
        string s when decimal.TryParse(s, NumberStyles.Number, CultureInfo.InvariantCulture, out var d) => d,
        _ => 0,
    };

    private static PartialDate? Date(object? input) => input switch
    {
        PartialDate date => date,
        DateOnly day => new PartialDate(day),
        string text when PartialDate.TryParse(text, null, out var date) => date,
        _ => null,
    };

    /// <summary>A bare day is taken for one of this year.</summary>
    private static bool InAnotherYear(PartialDate date, TemplateScope scope) => scope.Person is { } person && person.Day.Year != date.Year;

    private static string Day(PartialDate date, bool full) =>
        !date.IsExact ? ChineseDates.Full(date) : full ? ChineseDates.DayWithYear(date.First) : ChineseDates.Day(date.First);

    private static object? Option(object? input, object?[] arguments, TemplateScope scope) =>
        scope.Person?.Notice.Field(Text(arguments.FirstOrDefault()))?.Options.FirstOrDefault(o => o.Value == Text(input))?.Text ?? input;
}
