using System.Text.RegularExpressions;
using Knowledge.Notices;
using Knowledge.Rules;

namespace Bot.HrConsole.Survey;

/// <summary>Reads a cell of an employer's list as an answer to a field.</summary>
internal static partial class SurveyCells
{
    /// <summary>What may stand there, in words.</summary>
    public static string Allowed(Field field) => field.Kind switch
    {
        FieldKind.Date => "年-月-日 或 年-月，如 2023-07",
        FieldKind.Amount => $"数字{(field.Unit is null ? "" : $"（{field.Unit}）")}",
        FieldKind.Flag => "是 / 否",
        _ => string.Join(" / ", field.Options.Take(12).Select(o => o.Text)) + (field.Options.Length > 12 ? " 等" : ""),
    };

    /// <returns>Null: not understood.</returns>
    public static FactValue? Read(Notice notice, Field field, string cell)
    {
        var value = field.Kind switch
        {
            FieldKind.Date => Date(cell),
            FieldKind.Flag => cell switch { "是" or "有" or "true" or "1" => "true", "否" or "不是" or "没有" or "无" or "false" or "0" => "false", _ => Option(field, cell) },
            FieldKind.Amount => cell,
            _ => Option(field, cell),
        };
        return value is null ? null : ProfileReader.Read(notice, [new(field.Id, value)]) is { Problems.IsEmpty: true } read ? read.Profile[field.Id] : null;
    }

    private static string? Option(Field field, string cell) =>
        (field.Options.FirstOrDefault(o => o.Value == cell || o.Text == cell) ?? field.Options.FirstOrDefault(o => o.Said.Contains(cell) || o.Answers.Contains(cell)) ?? Only(field, cell))?.Value;

    // A part of one answer's words and of no other's.
    private static FieldOption? Only(Field field, string cell) =>
        cell.Length >= 2 && field.Options.Where(o => o.Text.Contains(cell, StringComparison.Ordinal)).ToArray() is [var one] ? one : null;

    private static string? Date(string cell) => Days().Match(cell) is not { Success: true } match ? null
        : match.Groups["d"].Success ? $"{match.Groups["y"].Value}-{Two(match, "m")}-{Two(match, "d")}" : $"{match.Groups["y"].Value}-{Two(match, "m")}";

    private static string Two(Match match, string group) => match.Groups[group].Value.PadLeft(2, '0');

    [GeneratedRegex(@"^(?<y>\d{4})\s*[-/.年]\s*(?<m>\d{1,2})\s*(?:[-/.月]\s*(?:(?<d>\d{1,2})\s*日?)?)?$")]
    private static partial Regex Days();
}
