using System.Collections.Immutable;
using Knowledge.Notices;
using Knowledge.Rules.Tables;
using Knowledge.Wording;

namespace Knowledge.Rules;

/// <summary>
/// Evaluates a notice's criteria and materials on a profile. Pure. An unknown fact stands for each of its values: a status or a verdict is settled just if
/// all complete profiles that agree with what was told come to the same.
/// </summary>
public static class SelfCheck
{
    public static SelfCheckResult Evaluate(Notice notice, Profile profile, DateOnly asOf)
    {
        var plan = notice.Plan;
        var masks = plan.MasksOf(profile, defaults: false);
        var solver = new VerdictSolver(plan.Criteria, masks, plan.Severities);
        var pivotal = solver.Pivotal();
        var verdict = pivotal.Count > 0 ? Verdict.Incomplete : RulePlan.VerdictOf(solver.Verdict);
        var words = new TemplateScope(new ConditionScope(notice, profile, asOf));
        var criteria = CriterionResults.Of(notice, profile, solver, words, masks);
        var missing = notice.Fields.Where((_, i) => pivotal.Contains(i)).ToImmutableArray();
        var open = verdict == Verdict.Ineligible ? [] : Questions.Order(notice, masks, pivotal);
        return new SelfCheckResult(
            notice, profile, asOf, verdict,
            verdict == Verdict.NotYet ? EligibleFrom(criteria, profile) : null,
            criteria,
            MaterialResults.Of(notice, profile, words),
            missing,
            open.IsEmpty ? null : open[0],
            open,
            notice.Deadlines);
    }

    /// <summary>The last of the dates that pending criteria wait for.</summary>
    private static PartialDate? EligibleFrom(ImmutableArray<CriterionResult> criteria, Profile profile) => criteria
        .Where(c => c.Status == CriterionStatus.Pending && c.Case is not null)
        .Select(c => c.Criterion.Cases[c.Case!.Value].Reached is { } reached && profile[reached.Field] is FactValue.Date start ? reached.From(start.Value) : null)
        .OfType<PartialDate>()
        .MaxBy(d => d.Last);
}
