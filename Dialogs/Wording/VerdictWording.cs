using Knowledge.Deadlines;
using Knowledge.Rules;
using Knowledge.Wording;

namespace Dialogs.Wording;

/// <summary>A verdict in a sentence. The reasons are the pack's.</summary>
internal static class VerdictWording
{
    public static string Sentence(SelfCheckResult result) => result.Verdict switch
    {
        Verdict.Eligible when IsClosed(result) => "按您说的情况，初步看符合这一轮的条件，不过申报已经截止了。",
        Verdict.Eligible => "按您说的情况，初步看符合条件，可以申报。",
        Verdict.Ineligible => $"按您说的情况，这次不能报：{Reasons(result, CriterionStatus.Unmet)}",
        Verdict.NeedsReview => $"还不能确定，要先问清楚：{Reasons(result, CriterionStatus.Review)}",
        Verdict.NotYet => $"现在还不行：{Reasons(result, CriterionStatus.Pending)}{From(result)}",
        _ => "还差几项情况，暂时不能下结论。",
    };

    /// <summary>A verdict in a few words, to say that it changed.</summary>
    public static string Name(Verdict verdict) => verdict switch
    {
        Verdict.Eligible => "符合条件",
        Verdict.Ineligible => "这次不能报",
        Verdict.NeedsReview => "要先问清楚",
        Verdict.NotYet => "现在还不行",
        _ => "还不能下结论",
    };

    private static bool IsClosed(SelfCheckResult result) => result.Notice.Deadline(result.Notice.MainDeadline)!.PhaseOn(result.AsOf) == DeadlinePhase.After;

    private static string Reasons(SelfCheckResult result, CriterionStatus status) =>
        string.Concat(result.Criteria.Where(c => c.Status == status).Select(c => c.Reason));

    private static string From(SelfCheckResult result) => result.EligibleFrom is { } date ? $"最早{ChineseDates.Full(date)}满足。" : "";
}
