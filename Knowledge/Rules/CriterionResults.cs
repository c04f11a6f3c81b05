using System.Collections.Immutable;
using Knowledge.Notices;
using Knowledge.Rules.Tables;
using Knowledge.Wording;

namespace Knowledge.Rules;

/// <summary>What each criterion came to, with the reason in words.</summary>
internal static class CriterionResults
{
    public static ImmutableArray<CriterionResult> Of(Notice notice, Profile profile, VerdictSolver solver, TemplateScope words, ulong[] masks)
    {
        var results = ImmutableArray.CreateBuilder<CriterionResult>(notice.Criteria.Length);
        for (var i = 0; i < notice.Criteria.Length; i++) results.Add(One(notice, profile, i, solver.Views[i], words, masks));
        return results.MoveToImmutable();
    }

    private static CriterionResult One(Notice notice, Profile profile, int index, RuleView view, TemplateScope words, ulong[] masks)
    {
        var criterion = notice.Criteria[index];
        var status = criterion.Cases[view.Cases[0]].Status;
        foreach (var other in view.Cases) if (criterion.Cases[other].Status != status) return Unknown(notice, profile, criterion, view, words);
        var deciding = view.IsSettled ? view.Cases[0] : notice.Plan.CertainCase(index, status, masks) ?? view.Cases.Min();
        return Decided(criterion, deciding, profile, words);
    }

    private static CriterionResult Unknown(Notice notice, Profile profile, Criterion criterion, RuleView view, TemplateScope words)
    {
        var deciding = view.Deciding((a, b) => criterion.Cases[a].Status == criterion.Cases[b].Status).ToHashSet();
        words.Set("depends", notice.Fields.Where((_, i) => deciding.Contains(i)).Select(f => f.Label).ToArray());
        return new CriterionResult(criterion, CriterionStatus.Unknown, criterion.UnknownReason.Render(words), criterion.Citations, null) { AtBest = AtBest(criterion, view, profile, words) };
    }

    /// <summary>Self-employed, in a county not yet told: refused or to be asked about, in no case met.</summary>
    private static CriterionResult? AtBest(Criterion criterion, RuleView view, Profile profile, TemplateScope words)
    {
        if (view.Cases.Any(c => criterion.Cases[c].Status is not (CriterionStatus.Unmet or CriterionStatus.Review))) return null;
        var best = view.Cases.First(c => criterion.Cases[c].Status == CriterionStatus.Review);
        return Decided(criterion, best, profile, words);
    }

    private static CriterionResult Decided(Criterion criterion, int deciding, Profile profile, TemplateScope words)
    {
        var found = criterion.Cases[deciding];
        words.Set("reached", found.Reached is { } reached && profile[reached.Field] is FactValue.Date start ? reached.From(start.Value).ToString() : null);
        return new CriterionResult(criterion, found.Status, found.Reason.Render(words), found.Citations.IsEmpty ? criterion.Citations : found.Citations, deciding);
    }
}
