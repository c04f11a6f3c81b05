using System.Globalization;
using System.Text;
using Knowledge.Deadlines;
using Knowledge.Rules;

namespace Knowledge.Wording;

/// <summary>What templates see: values that a place adds and, if there is a person and a day, these. Nothing is worked out before a template uses it.</summary>
internal sealed class TemplateScope(ConditionScope? scope)
{
    private readonly Dictionary<string, object?> _values = new(StringComparer.Ordinal);

    public ConditionScope? Person => scope;

    /// <summary>For the template that is being written; one at a time.</summary>
    public StringBuilder Buffer { get; } = new();

    /// <param name="name">A name, or a dotted path, which then stands for just that path.</param>
    public void Set(string name, object? value) => _values[name] = value;

    public object? Resolve(TemplateExpression.Path path)
    {
        if (_values.TryGetValue(path.Dotted, out var value)) return value;
        if (path.Parts.Length > 1 && _values.TryGetValue(path.Parts[0], out var root)) return Within(root, path, 1);
        return scope is null ? null : Common(scope, path);
    }

    private static object? Within(object? value, TemplateExpression.Path path, int from)
    {
        for (var i = from; i < path.Parts.Length; i++) value = value is IReadOnlyDictionary<string, object> map ? map.GetValueOrDefault(path.Parts[i]) : null;
        return value;
    }

    private static object? Common(ConditionScope scope, TemplateExpression.Path path)
    {
        var parts = path.Parts;
        var (second, third) = (parts.Length > 1 ? parts[1] : "", parts.Length > 2 ? parts[2] : "");
        return parts[0] switch
        {
            "today" => Iso(scope.Day),
            "facts" => Fact(scope.Fact(second)),
            "words" => scope.Fact(second) is { } fact ? FactWords.Of(scope.Notice, second, fact) : null,
            "deadlines" => scope.Notice.Deadline(second) is { } deadline ? OfDeadline(deadline, third, scope.Day) : null,
            "criteria" => scope.Check.Criteria.FirstOrDefault(c => c.Criterion.Id == second) is { } result ? third == "status" ? WireNames.Of(result.Status) : result.Reason : null,
            "notice" => OfNotice(scope, second),
            "contact" => second == "office" ? scope.Notice.Contact.Office : scope.Notice.Contact.Phone,
            _ => scope.Text(path.Dotted),
        };
    }

    private static object? Fact(FactValue? value) => value switch
    {
        null => null,
        FactValue.Flag flag => flag.Value,
        FactValue.Amount amount => amount.Value,
        _ => value.ToString(),
    };

    private static object? OfDeadline(Deadline deadline, string name, DateOnly day) => name switch
    {
        "name" => deadline.Name,
        "opens" => deadline.Opens is { } opens ? Iso(opens) : null,
        "closes" => Iso(deadline.Closes),
        "days_left" => (decimal)(deadline.Closes.DayNumber - day.DayNumber),
        "days_with_today" => (decimal)(deadline.Closes.DayNumber - day.DayNumber + 1),
        "days_until" => (decimal)((deadline.Opens ?? deadline.Closes).DayNumber - day.DayNumber),
        "phase" => WireNames.Of(deadline.PhaseOn(day)),
        "explanation" => deadline.Explanation,
        "counted" => deadline.CountedDays.Select(Iso).ToArray(),
        "counted_text" => ChineseDates.List(deadline.CountedDays),
        _ => null,
    };

    private static string? OfNotice(ConditionScope scope, string name) => name switch
    {
        "title" => scope.Notice.Title,
        "short_name" => scope.Notice.ShortName,
        "issuer" => scope.Notice.Issuer,
        "issued" => Iso(scope.Notice.Issued),
        _ => null,
    };

    private static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
