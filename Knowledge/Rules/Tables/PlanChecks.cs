using Knowledge.Loading;
using Knowledge.Notices;

namespace Knowledge.Rules.Tables;

/// <summary>What only the compiled rules show: cases that nobody falls into, people whom no case covers, rules too large to be looked through.</summary>
internal static class PlanChecks
{
    private static readonly string TooLarge = $"同时取决于太多事实（超过 {RuleTable.Limit} 种组合）；请拆成几条。";

    public static void Check(Notice notice, PackContext pack)
    {
        if (Cycle(notice) is { } cycle)
        {
            Say(pack, FieldReader.Origin(cycle), $"'{cycle}' 的 asked_of 或 implied 绕回了它自己；请去掉其中一个引用。");
            return;
        }
        foreach (var field in notice.Plan.Overfull())
            Say(pack, FieldReader.Origin(field.Id), $"规则给 '{field.Id}' 划了超过 64 段；请减少不同的界限。");
        for (var i = 0; i < notice.Criteria.Length; i++) CheckCriterion(notice.Criteria[i], notice.Plan.CriteriaOrNull[i], pack);
        for (var i = 0; i < notice.Materials.Length; i++)
            if (notice.Plan.MaterialsOrNull[i] is null) Say(pack, notice.Materials[i].Id, $"材料 '{notice.Materials[i].Id}' {TooLarge}");
    }

    private static void CheckCriterion(Criterion criterion, RuleTable? table, PackContext pack)
    {
        if (table is null)
        {
            Say(pack, criterion.Id, $"条件 '{criterion.Id}' {TooLarge}");
            return;
        }
        if (!table.Unreached(criterion.Cases.Length + 1).Contains(criterion.Cases.Length))
            Say(pack, criterion.Id, $"条件 '{criterion.Id}' 的 cases 没有覆盖所有情况；请在最后加一个没有 when 的情形。");
        foreach (var index in table.Unreached(criterion.Cases.Length))
            Say(pack, CriterionReader.CaseOrigin(criterion.Id, index), $"条件 '{criterion.Id}' 的第 {index + 1} 个情形永远轮不到：前面的情形已经包括了它。请调整先后或删除。");
    }

    private static void Say(PackContext pack, string id, string message)
    {
        var (source, line) = pack.Origins[id];
        source.Error(line, message);
    }

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
