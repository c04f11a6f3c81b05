using Knowledge.Materials;
using Knowledge.Notices;
using Knowledge.Rules;

namespace Knowledge.Tests.Rules;

/// <summary>
/// The meaning of a self-check, spelt out and slow: every complete profile that agrees with what was told is looked at. Shares nothing with the engine but
/// <see cref="Condition.Evaluate"/> on complete facts.
/// </summary>
internal sealed class BruteForce(Notice notice)
{
    /// <summary>Days around every bound of the rules; the engine's own cuts are not used.</summary>
    public static readonly DateOnly[] Days =
    [
        new(2019, 5, 5), new(2022, 2, 28), new(2022, 10, 24), new(2022, 10, 25), new(2022, 10, 26), new(2022, 12, 31), new(2023, 1, 1), new(2023, 10, 25), new(2023, 10, 26),
        new(2023, 12, 31), new(2024, 1, 1), new(2024, 2, 29), new(2024, 10, 25), new(2024, 10, 26), new(2024, 12, 31), new(2025, 1, 1), new(2026, 6, 1),
    ];

    public sealed record Outcome(Verdict Verdict, Dictionary<string, CriterionStatus> Criteria, HashSet<string> Missing, Dictionary<string, MaterialStatus> Materials, HashSet<string> PaperFields);

    /// <param name="worlds">Fields that may be unknown in <paramref name="profile"/>; all others are told.</param>
    public Outcome Evaluate(Profile profile, IReadOnlyList<string> worlds)
    {
        var complete = Complete(profile, worlds).ToList();
        var told = profile.Facts.Keys.ToHashSet();
        var verdicts = complete.ToDictionary(p => p, p => VerdictOf(p, told));
        var statuses = complete.ToDictionary(p => p, p => notice.Criteria.ToDictionary(c => c.Id, c => StatusOf(c, p, told)));
        var papers = complete.ToDictionary(p => p, p => string.Join(' ', notice.Materials.Select(m => MaterialOf(m, p, told)?.ToString() ?? "-")));
        var defaulted = complete.Where(p => notice.Fields.All(f => f.Default is null || told.Contains(f.Id) || f.Default.Equals(p[f.Id]))).ToList();
        var distinct = verdicts.Values.Distinct().ToList();
        return new Outcome(
            distinct.Count == 1 ? distinct[0] : Verdict.Incomplete,
            notice.Criteria.ToDictionary(c => c.Id, c => complete.Select(p => statuses[p][c.Id]).Distinct().ToList() is [var one] ? one : CriterionStatus.Unknown),
            Pivots(complete, worlds, p => verdicts[p].ToString()),
            notice.Materials.Select(m => (m.Id, Status: Combine(defaulted.Select(p => MaterialOf(m, p, told)).Distinct().ToList()))).Where(x => x.Status is not null).ToDictionary(x => x.Id, x => x.Status!.Value),
            Pivots(complete, worlds, p => papers[p]));
    }

    private static MaterialStatus? Combine(List<MaterialStatus?> statuses) => statuses.Count == 1 ? statuses[0] : MaterialStatus.IfAvailable;

    private static HashSet<string> Pivots(List<Profile> complete, IReadOnlyList<string> fields, Func<Profile, string> of) =>
        [.. fields.Where(f => complete.GroupBy(p => p.Without(f)).Any(g => g.Select(of).Distinct().Count() > 1))];

    private IEnumerable<Profile> Complete(Profile profile, IReadOnlyList<string> worlds)
    {
        IEnumerable<Profile> all = [profile];
        foreach (var id in worlds) all = all.SelectMany(p => Values(notice.Field(id)!, p[id]).Select(v => p.With(id, v))).ToList();
        return all;
    }

    private static IEnumerable<FactValue> Values(Field field, FactValue? told) => (field.Kind, told) switch
    {
        (FieldKind.Date, FactValue.Date date) => Days.Where(d => d >= date.Value.First && d <= date.Value.Last).Append(date.Value.First).Append(date.Value.Last).Distinct().Select(d => new FactValue.Date(new PartialDate(d))),
        (_, { } one) => [one],
        (FieldKind.Date, _) => Days.Select(d => new FactValue.Date(new PartialDate(d))),
        (FieldKind.Flag, _) => [new FactValue.Flag(true), new FactValue.Flag(false)],
        _ => Representative(field).Select(v => new FactValue.Choice(v)),
    };

    /// <summary>Of forty like specialties three stand for all.</summary>
    private static IEnumerable<string> Representative(Field field) => field.Options.Length < 10
        ? field.Options.Select(o => o.Value)
        : ["中小学教师", "幼儿园教师", "中等职业院校教师", "新闻", "党干校", "技工院校教师", "水利", "exam_based", "other"];

    private Verdict VerdictOf(Profile complete, HashSet<string> told)
    {
        var statuses = notice.Criteria.Select(c => StatusOf(c, complete, told)).ToHashSet();
        return statuses.Contains(CriterionStatus.Unmet) ? Verdict.Ineligible
            : statuses.Contains(CriterionStatus.Review) ? Verdict.NeedsReview
            : statuses.Contains(CriterionStatus.Pending) ? Verdict.NotYet : Verdict.Eligible;
    }

    private CriterionStatus StatusOf(Criterion criterion, Profile complete, HashSet<string> told) =>
        criterion.Cases.First(c => c.When is null || Holds(c.When, complete, told)).Status;

    private MaterialStatus? MaterialOf(Material material, Profile complete, HashSet<string> told) =>
        material.RequiredWhen is null || Holds(material.RequiredWhen, complete, told) ? MaterialStatus.Required
        : material.IfAvailableWhen is { } when && Holds(when, complete, told) ? MaterialStatus.IfAvailable : null;

    private bool Holds(Condition condition, Profile complete, HashSet<string> told)
    {
        var effective = complete;
        var scope = new ConditionScope(notice, complete, default);
        foreach (var field in notice.Fields)
        {
            if (field.Implied.FirstOrDefault(i => i.When.Evaluate(scope) == Truth.True) is { } implied) effective = effective.With(field.Id, implied.Value);
            else if (field.Unasked is { } unasked && !told.Contains(field.Id) && field.AskedOf!.Evaluate(scope) == Truth.False) effective = effective.With(field.Id, unasked);
        }
        return condition.Evaluate(new ConditionScope(notice, effective, default)) == Truth.True;
    }
}
