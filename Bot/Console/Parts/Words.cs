using Knowledge.Rules;

namespace Bot.HrConsole.Parts;

/// <summary>What HR calls things.</summary>
internal static class Words
{
    public static string Of(Verdict verdict) => verdict switch
    {
        Verdict.Eligible => "符合条件",
        Verdict.NotYet => "暂时还不行",
        Verdict.Ineligible => "这次不能报",
        Verdict.NeedsReview => "要先问清楚",
        _ => "情况还不全",
    };

    /// <summary>For styles.</summary>
    public static string Class(Verdict verdict) => verdict switch
    {
        Verdict.Eligible => "good",
        Verdict.NotYet => "warning",
        Verdict.Ineligible => "attention",
        Verdict.NeedsReview => "review",
        _ => "quiet",
    };
}
