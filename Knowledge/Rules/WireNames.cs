using Knowledge.Deadlines;
using Knowledge.Materials;

namespace Knowledge.Rules;

/// <summary>The words by which outcomes are named on interfaces and in packs.</summary>
public static class WireNames
{
    public static string Of(Verdict verdict) => verdict switch
    {
        Verdict.Eligible => "eligible",
        Verdict.NotYet => "not-yet",
        Verdict.Ineligible => "ineligible",
        Verdict.NeedsReview => "needs-review",
        _ => "incomplete",
    };

    public static string Of(CriterionStatus status) => status switch
    {
        CriterionStatus.Met => "met",
        CriterionStatus.Unmet => "unmet",
        CriterionStatus.Pending => "pending",
        CriterionStatus.Review => "review",
        CriterionStatus.NotApplicable => "not-applicable",
        _ => "unknown",
    };

    public static string Of(DeadlinePhase phase) => phase switch
    {
        DeadlinePhase.Before => "before",
        DeadlinePhase.Open => "open",
        DeadlinePhase.LastDay => "last-day",
        _ => "after",
    };

    public static string Of(MaterialStatus status) => status == MaterialStatus.Required ? "required" : "if-available";
}
