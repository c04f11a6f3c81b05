using System.Collections.Immutable;
using System.Text.Json;
using Bot.Api.Contracts;
using Knowledge.Notices;
using Knowledge.Rules;

namespace Bot.Api;

/// <summary>A JSON profile as facts of one notice's fields.</summary>
internal static class ProfileFields
{
    private static readonly ImmutableArray<string> Dates = ["YYYY-MM-DD", "YYYY-MM", $"{ProfileReader.FirstYear} 到 {ProfileReader.LastYear} 年"];
    private static readonly ImmutableArray<string> Flags = ["true", "false"];
    private static readonly ImmutableArray<string> Amounts = ["不小于 0 的数"];

    public static Profile Read(JsonElement element, Notice notice, List<FieldProblem> problems)
    {
        var reader = new FieldReader(element, "profile.", [.. notice.Fields.Select(f => f.Id)], problems);
        var profile = Profile.Empty;
        foreach (var field in notice.Fields.Where(f => reader.Has(f.Id)))
        {
            if (Value(field, reader[field.Id]) is { } value) profile = profile.With(field.Id, value);
            else reader.Wrong(field.Id, Allowed(field));
        }

        return profile;
    }

    public static ImmutableArray<string> Allowed(Field field) => field.Kind switch
    {
        FieldKind.Flag => Flags,
        FieldKind.Date => Dates,
        FieldKind.Amount => Amounts,
        _ => [.. field.Options.Select(o => o.Value)],
    };

    private static FactValue? Value(Field field, JsonElement element) => (field.Kind, element.ValueKind) switch
    {
        (FieldKind.Flag, JsonValueKind.True or JsonValueKind.False) => new FactValue.Flag(element.GetBoolean()),
        (FieldKind.Amount, JsonValueKind.Number) when element.TryGetDecimal(out var amount) && amount >= 0 => new FactValue.Amount(amount),
        (FieldKind.Date, JsonValueKind.String) when PartialDate.TryParse(FieldReader.TryText(element), null, out var date) && ProfileReader.Takes(date) => new FactValue.Date(date),
        (FieldKind.Choice, JsonValueKind.String) when FieldReader.TryText(element) is { } choice && field.Options.Any(o => o.Value == choice) => new FactValue.Choice(choice),
        _ => null,
    };
}
