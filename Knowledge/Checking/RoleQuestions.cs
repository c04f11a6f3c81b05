using System.Text.RegularExpressions;
using Knowledge.Notices;
using Knowledge.Rules;

namespace Knowledge.Checking;

/// <summary>People for whom one clause sets a demand, though the clause that lists who can apply has nothing like them.</summary>
internal static partial class RoleQuestions
{
    /// <summary>A list is a clause that names at least this many options of one field.</summary>
    private const int ListLength = 8;

    public static IEnumerable<Question> Of(NoticeText text, IEnumerable<Field> fields)
    {
        var lists = fields.Where(f => f.Options.Length >= ListLength).Select(f => text.Clauses.MaxBy(c => Named(f, c))).OfType<Clause>().Where(c => fields.Any(f => Named(f, c) >= ListLength)).Distinct();
        return lists.SelectMany(list => text.Clauses.Where(c => c != list).SelectMany(c => In(text, c, list)));
    }

    private static int Named(Field field, Clause clause) => field.Options.Count(o => clause.Text.Contains(o.Value, StringComparison.Ordinal));

    private static IEnumerable<Question> In(NoticeText text, Clause clause, Clause list)
    {
        var missing = Demand().Matches(clause.Text)
            .SelectMany(m => m.Groups["who"].Value.Split('、', '及', '和'))
            .Where(role => Stem().Match(role) is { Success: true } stem && !Pairs(stem.Groups["stem"].Value).Any(p => list.Text.Contains(p, StringComparison.Ordinal)))
            .Distinct().ToList();
        if (missing.Count > 0)
            yield return new Question(clause, text.LineOf(clause, missing[0]), $"这里对{string.Join("、", missing)}提出了要求，{list.Label}的名单里却没有对应的：他们报哪一个？");
    }

    private static IEnumerable<string> Pairs(string stem) => Enumerable.Range(0, Math.Max(0, stem.Length - 1)).Select(i => stem.Substring(i, 2));

    [GeneratedRegex(@"(?<who>[\u4e00-\u9fff、]+?)(?:须|应|应当|必须)(?:达到|具备|取得|持有)")]
    private static partial Regex Demand();

    [GeneratedRegex("^(?<stem>.{2,}?)(?:人员|教师|员|师|人)$")]
    private static partial Regex Stem();
}
