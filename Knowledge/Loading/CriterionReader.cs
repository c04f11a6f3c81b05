using System.Collections.Immutable;
using Knowledge.Loading.Yaml;
using Knowledge.Rules;

namespace Knowledge.Loading;

/// <summary>Reads <c>criteria.yaml</c> or <c>criteria/*.yaml</c>: each criterion with its cases, the first that holds decides.</summary>
public static class CriterionReader
{
    public static ImmutableArray<Criterion> Read(PackContext pack, MapReader notice)
    {
        var read = pack.Items("criteria", "条件").ToList().Select(map => ReadOne(pack, map)).ToList();
        foreach (var twice in read.GroupBy(c => c.Id).Where(g => g.Count() > 1))
            notice.Source.Error(notice.LineOf("criteria"), $"条件 '{twice.Key}' 写了 {twice.Count()} 次；请只留一个。");
        return PackOrder.Of(notice, "criteria", read, c => c.Id);
    }

    private static Criterion ReadOne(PackContext pack, MapReader map)
    {
        var id = map.Text("id");
        var cases = map.Maps("cases", "情形").ToList();
        var criterion = new Criterion
        {
            Id = id,
            Name = map.Text("name"),
            UnknownReason = pack.Template(map.Source, map.LineOf("unknown"), map.Text("unknown"), "depends"),
            Citations = pack.Citations.Read(map),
            Cases = [.. cases.Select(c => ReadCase(pack, c))],
        };
        map.Done();
        pack.Origins[criterion.Id] = (map.Source, map.Line);
        foreach (var (i, each) in cases.Index()) pack.Origins[CaseOrigin(criterion.Id, i)] = (map.Source, each.Line);
        if (criterion.Cases.IsEmpty) map.Source.Error(map.LineOf("cases"), $"条件 '{criterion.Id}' 没有 cases；请写出每种情形和它的 status。");
        return criterion;
    }

    /// <summary>The key of a case among <see cref="PackContext.Origins"/>.</summary>
    public static string CaseOrigin(string criterion, int index) => $"{criterion}/{index}";

    private static CriterionCase ReadCase(PackContext pack, MapReader map)
    {
        var result = new CriterionCase(
            pack.Conditions().Read(map.Source, map.Value("when")),
            Status(map),
            pack.Template(map.Source, map.LineOf("reason"), map.Text("reason"), "reached"),
            pack.Citations.Read(map, required: false),
            ReadReached(pack, map));
        map.Done();
        return result;
    }

    private static CriterionStatus Status(MapReader map)
    {
        if (!map.Has("status")) map.Text("status");
        return map.OneOf("status", CriterionStatus.Met, ("met", CriterionStatus.Met), ("unmet", CriterionStatus.Unmet), ("pending", CriterionStatus.Pending),
            ("review", CriterionStatus.Review), ("not-applicable", CriterionStatus.NotApplicable));
    }

    private static ReachedDate? ReadReached(PackContext pack, MapReader owner)
    {
        if (owner.Map("reached", "reached") is not { } map) return null;
        var field = map.Text("from");
        var reached = new ReachedDate(field, map.OptionalNumber("years", 100) ?? 0, map.OptionalNumber("months", 1200) ?? 0);
        map.Done();
        var dates = pack.Shapes.Where(s => s.Kind == FieldKind.Date).Select(s => s.Id).ToList();
        if (!dates.Contains(field)) map.Source.Error(map.LineOf("from"), $"from 是 '{field}'；应是日期类的事实项：{string.Join("、", dates)}。");
        return reached;
    }
}
