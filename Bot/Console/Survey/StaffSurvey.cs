using System.Collections.Immutable;
using System.Text;
using Bot.Broadcasts.Audiences;
using Bot.Broadcasts.Reports;
using Dialogs.Language;
using Knowledge.Notices;
using Knowledge.Rules;
using Knowledge.Wording;

namespace Bot.HrConsole.Survey;

/// <summary>One of the staff: what the notice's rules make of the row.</summary>
/// <param name="Line">Of the file, from 1.</param>
/// <param name="Who">As in the file's first column.</param>
/// <param name="Gaps">What is missing, a sentence each.</param>
/// <param name="Problem">Why the row could not be read; null: it could.</param>
internal sealed record SurveyRow(int Line, string Who, Verdict? Verdict, ImmutableArray<string> Gaps, string? Problem);

/// <param name="Problem">Why the file could not be read, a sentence; null: it could.</param>
internal sealed record SurveyResult(ImmutableArray<SurveyRow> Rows, string? Problem);

/// <summary>
/// Holds an employer's list against a notice: rows of pseudonymous staff in, verdicts and gaps out. Nothing of it is kept. The columns are the labels of the notice's
/// fields, the cells the words of their answers.
/// </summary>
internal static class StaffSurvey
{
    public const string Key = "编号";
    public const int MostRows = 5_000;

    /// <summary>An empty file to fill in, with a line that shows what may stand where.</summary>
    public static byte[] Template(Notice notice)
    {
        var lines = CsvLine.Of([Key, .. notice.Fields.Select(f => f.Label)]) + "\r\n" + CsvLine.Of(["（填法，上传前删掉这一行）", .. notice.Fields.Select(SurveyCells.Allowed)]) + "\r\n";
        return [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(lines)];
    }

    public static async Task<SurveyResult> ReadAsync(Stream csv, Notice notice, DateOnly today, CancellationToken ct)
    {
        var (text, problem) = await CsvFile.ReadAsync(csv, ct);
        return text is null ? new([], problem) : Read(text, notice, today);
    }

    private static SurveyResult Read(string text, Notice notice, DateOnly today)
    {
        var rows = CsvRows.Read(text).Select((cells, i) => (Cells: cells, Line: i + 1)).Where(r => r.Cells.Any(c => c.Length > 0) && !r.Cells[0].StartsWith("（填法", StringComparison.Ordinal)).ToList();
        if (rows.Count < 2) return new([], "文件里只有列名，或者什么也没有。请先下载模板，每人填一行。");
        if (rows.Count - 1 > MostRows) return new([], $"文件有 {rows.Count - 1} 行，一次最多 {MostRows} 行，请分几次传。");
        var columns = rows[0].Cells;
        var fields = columns.Select(c => notice.Fields.FirstOrDefault(f => f.Label == c || f.Id == c)).ToArray();
        if (columns[0] != Key) return new([], $"第一列应叫“{Key}”，现在是“{Short(columns[0])}”。请用模板里的列名。");
        if (columns.Skip(1).Index().Where(c => fields[c.Index + 1] is null && c.Item.Length > 0).Select(c => Short(c.Item)).ToArray() is { Length: > 0 } unknown)
            return new([], $"看不懂这些列：{string.Join("、", unknown)}。可以用的列名：{string.Join("、", notice.Fields.Select(f => f.Label))}。不要放姓名、身份证号。");
        if (fields.OfType<Field>().GroupBy(f => f.Id).FirstOrDefault(g => g.Count() > 1) is { } twice) return new([], $"“{twice.First().Label}”这一列出现了两次，请只留一列。");
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        return new([.. rows.Skip(1).Select(r => Unnamed(r.Cells[0], r.Line, seen) ?? Row(r.Cells, r.Line, fields, notice, today))], null);
    }

    // Whose row it is must be told from all others, or the gaps are of nobody.
    private static SurveyRow? Unnamed(string who, int line, Dictionary<string, int> seen) =>
        who.Length == 0 ? new(line, "", null, [], $"第 {line} 行没有编号，请自己编一个，比如 A01。")
        : seen.TryAdd(who, line) ? null : new(line, who, null, [], $"第 {line} 行的编号和第 {seen[who]} 行一样，请每人一个编号。");

    private static SurveyRow Row(string[] cells, int line, Field?[] fields, Notice notice, DateOnly today)
    {
        if (PersonalDataMask.Apply(cells[0]) is var masked && masked != cells[0]) return new(line, masked, null, [], $"第 {line} 行的编号是个人号码，请改成自己编的号，比如 A01。");
        var profile = Profile.Empty;
        foreach (var (i, cell) in cells.Index().Skip(1).Where(c => c.Item.Length > 0))
        {
            if (fields.ElementAtOrDefault(i) is not { } field) return Bad($"第 {line} 行的列比列名多，请检查有没有多出来的逗号。");
            if (SurveyCells.Read(notice, field, cell) is not { } fact) return Bad($"第 {line} 行“{field.Label}”写的是“{Short(cell)}”，看不懂；可以写：{SurveyCells.Allowed(field)}。");
            profile = profile.With(field.Id, fact);
        }
        var result = SelfCheck.Evaluate(notice, profile, today);
        return new(line, cells[0], result.Verdict, Gaps(result), null);

        SurveyRow Bad(string problem) => new(line, cells[0], null, [], problem);
    }

    private static ImmutableArray<string> Gaps(SelfCheckResult result) =>
    [
        .. result.Criteria.Where(c => c.Status is CriterionStatus.Unmet or CriterionStatus.Pending or CriterionStatus.Review).Select(c => $"{c.Criterion.Name}：{OfStaff(c.Reason)}"),
        .. result.EligibleFrom is { } from ? [$"最早{ChineseDates.Full(from)}满足。"] : Array.Empty<string>(),
        .. result.Verdict == Verdict.Incomplete ? [$"还要填：{string.Join("、", result.Missing.Select(f => f.Label))}。"] : Array.Empty<string>(),
    ];

    // The notice's reasons speak to the person; here an office reads about them.
    private static string OfStaff(string reason) => reason.Replace("您", "本人", StringComparison.Ordinal);

    /// <summary>The outcome, for a spreadsheet.</summary>
    public static byte[] Csv(SurveyResult result)
    {
        var text = new StringBuilder(CsvLine.Of(Key, "结论", "差在哪里")).Append("\r\n");
        foreach (var row in result.Rows) text.Append(CsvLine.Of(row.Who, row.Verdict is { } v ? Parts.Words.Of(v) : "没有读懂", row.Problem ?? string.Join(' ', row.Gaps))).Append("\r\n");
        return [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(text.ToString())];
    }

    private static string Short(string cell) => cell.Length <= 20 ? cell : cell[..20] + "…";
}
