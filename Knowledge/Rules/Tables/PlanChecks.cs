using Knowledge.Loading;
using Knowledge.Notices;

namespace Knowledge.Rules.Tables;

/// <summary>What only the compiled rules show: cases that nobody falls into, people whom no case covers, rules too large to be looked through.</summary>
internal static class PlanChecks
{
    public static void Check(Notice notice, List<PackProblem> problems)
    {
        if (Cycle(notice) is { } cycle)
        {
            problems.Add(new PackProblem(Severity.Error, $"fields/{cycle}.yaml", 0, null, $"'{cycle}' 的 asked_of 或 implied 绕回了它自己；请去掉其中一个引用。"));
            return;
        }
        for (var i = 0; i < notice.Criteria.Length; i++) CheckCriterion(notice.Criteria[i], notice.Plan.CriteriaOrNull[i], problems);
        for (var i = 0; i < notice.Materials.Length; i++)
            if (notice.Plan.MaterialsOrNull[i] is null) problems.Add(TooLarge("materials.yaml", $"材料 '{notice.Materials[i].Id}'"));
    }

    private static void CheckCriterion(Criterion criterion, RuleTable? table, List<PackProblem> problems)
    {
        if (table is null)
        {
            problems.Add(TooLarge("criteria.yaml", $"条件 '{criterion.Id}'"));
            return;
        }
        if (!table.Unreached(criterion.Cases.Length + 1).Contains(criterion.Cases.Length))
            problems.Add(new PackProblem(Severity.Error, "criteria.yaml", 0, null, $"条件 '{criterion.Id}' 的 cases 没有覆盖所有情况；请在最后加一个没有 when 的情形。"));
        foreach (var index in table.Unreached(criterion.Cases.Length))
            problems.Add(new PackProblem(Severity.Error, "criteria.yaml", 0, null, $"条件 '{criterion.Id}' 的第 {index + 1} 个情形永远轮不到：前面的情形已经包括了它。请调整先后或删除。"));
    }

    private static PackProblem TooLarge(string file, string what) =>
        new(Severity.Error, file, 0, null, $"{what}同时取决于太多事实（超过 {RuleTable.Limit} 种组合）；请拆成几条。");

    private static string? Cycle(Notice notice)
    {
        var done = new HashSet<string>();
        foreach (var field in notice.Fields) if (Visit(notice, field.Id, done, [])) return field.Id;
        return null;
    }

    private static bool Visit(Notice notice, string id, HashSet<string> done, HashSet<string> path)
    {
        if (!path.Add(id)) return true;
        if (done.Contains(id)) return false;
        var field = notice.Field(id)!;
        foreach (var next in field.Implied.Select(i => (Condition?)i.When).Append(field.AskedOf).SelectMany(RuleCompiler.Atoms).Select(RuleCompiler.FieldOf))
            if (next is not null && Visit(notice, next, done, [.. path])) return true;
        done.Add(id);
        return false;
    }
}
