using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Knowledge.Notices;

namespace Knowledge.Rules;

/// <param name="Field">The id as given.</param>
/// <param name="Found">What was given, in words, shortened.</param>
/// <param name="Allowed">What may be given, in words.</param>
public sealed record ProfileProblem(string Field, string Found, string Allowed)
{
    public override string ToString() => $"profile.{Field} 是 {Found}；应是{Allowed}。";
}

/// <param name="Profile">The facts without problems.</param>
public sealed record ProfileReadResult(Profile Profile, ImmutableArray<ProfileProblem> Problems);

/// <summary>Reads facts as an interface gives them, by field id. Strict: an unknown field or value is a problem, never ignored.</summary>
public static class ProfileReader
{
    /// <summary>Years that a date may lie in, inclusive.</summary>
    public const int FirstYear = 1900, LastYear = 2199;

    /// <summary>A day or a month of those years.</summary>
    public static bool Takes(PartialDate date) => date is { Year: >= FirstYear and <= LastYear, Month: not null };

    /// <summary>Facts of a JSON object. A null says that the fact is unknown.</summary>
    public static ProfileReadResult Read(Notice notice, JsonElement profile) => profile.ValueKind == JsonValueKind.Object
        ? Read(notice, profile.EnumerateObject().Select(p => KeyValuePair.Create(p.Name, Plain(p.Value))))
        : new ProfileReadResult(Profile.Empty, [new ProfileProblem("", Words(Plain(profile)), "一个对象，键是事实项")]);

    /// <param name="values">Texts, bools and numbers; null: unknown.</param>
    public static ProfileReadResult Read(Notice notice, IEnumerable<KeyValuePair<string, object?>> values)
    {
        var profile = Profile.Empty;
        var problems = ImmutableArray.CreateBuilder<ProfileProblem>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (id, value) in values)
        {
            if (notice.Field(id) is not { } field) problems.Add(new ProfileProblem(Short(id), Words(value), $"这些事实项之一：{string.Join("、", notice.Fields.Select(f => f.Id))}"));
            else if (!seen.Add(id)) problems.Add(new ProfileProblem(id, Words(value), "只写一次的"));
            else if (value is null) continue;
            else if (Fact(field, value) is { } fact) profile = profile.With(id, fact);
            else problems.Add(new ProfileProblem(id, Words(value), Allowed(field)));
        }
        return new ProfileReadResult(profile, problems.ToImmutable());
    }

    /// <summary>What a field's value may be, in words.</summary>
    public static string Allowed(Field field) => field.Kind switch
    {
        FieldKind.Flag => " true 或 false",
        FieldKind.Date => $"日期 YYYY-MM-DD 或 YYYY-MM，{FirstYear} 到 {LastYear} 年",
        FieldKind.Amount => $"不小于 0 的数{(field.Unit is null ? "" : $"（{field.Unit}）")}",
        _ => $"：{string.Join("、", field.Options.Select(o => o.Value))}",
    };

    private static FactValue? Fact(Field field, object value) => (field.Kind, value) switch
    {
        (FieldKind.Choice, string s) when field.Options.Any(o => o.Value == s) => new FactValue.Choice(s),
        (FieldKind.Flag, bool b) => new FactValue.Flag(b),
        (FieldKind.Flag, "true" or "false") => new FactValue.Flag(value is "true"),
        (FieldKind.Date, string { Length: 7 or 10 } s) when PartialDate.TryParse(s, null, out var date) && Takes(date) => new FactValue.Date(date),
        (FieldKind.Amount, _) when Number(value) is { } number and >= 0 => new FactValue.Amount(number),
        _ => null,
    };

    private static decimal? Number(object value) => value switch
    {
        decimal d => d,
        int i => i,
        long l => l,
        double d when d is > -1e15 and < 1e15 => (decimal)d,
        string s when decimal.TryParse(s, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var d) => d,
        _ => null,
    };

    private static object? Plain(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.String => value.GetString(),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Number when value.TryGetDecimal(out var number) => number,
        _ => value,
    };

    private static string Words(object? value) => value switch
    {
        null => "null",
        string s => $"'{Short(s)}'",
        bool b => b ? "true" : "false",
        JsonElement e => e.ValueKind switch { JsonValueKind.Array => "一个列表", JsonValueKind.Object => "一个对象", _ => Short(e.GetRawText()) },
        IFormattable f => f.ToString(null, CultureInfo.InvariantCulture),
        _ => Short(value.ToString() ?? ""),
    };

    private static string Short(string text) => text.Length <= 40 ? text : text[..40] + "…";
}
