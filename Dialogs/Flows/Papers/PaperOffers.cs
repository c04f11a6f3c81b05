using System.Collections.Immutable;
using Dialogs.Replies;
using Knowledge.Deadlines;
using Knowledge.Notices;
using Knowledge.Papers;
using Knowledge.Rules;

namespace Dialogs.Flows.Papers;

/// <summary>Which papers somebody is offered.</summary>
internal static class PaperOffers
{
    /// <summary>Those on the list of a self-check, while there is time to hand them in.</summary>
    public static ImmutableArray<PaperOffer> For(SelfCheckResult result, DateOnly today) =>
        result.Verdict is Verdict.Ineligible or Verdict.Incomplete || IsOver(result.Notice, today)
            ? []
            : [.. OnList(result).Select(p => Of(result.Notice, p, result.Profile, today, null))];

    public static IEnumerable<Paper> OnList(SelfCheckResult result) =>
        result.Notice.Papers.Where(p => result.Materials.Any(m => m.Material.Template == p.Id));

    /// <summary>Only the facts that the paper shows go with it.</summary>
    public static PaperOffer Of(Notice notice, Paper paper, Profile facts, DateOnly today, DateOnly? starts)
    {
        var scope = new ConditionScope(notice, facts, today);
        var shown = Profile.Empty;
        foreach (var field in notice.Fields)
            if (paper.Shows(field.Id) && scope.Fact(field.Id) is { } fact) shown = shown.With(field.Id, fact);
        return new PaperOffer(paper.Id, paper.Name, today, starts, shown);
    }

    private static bool IsOver(Notice notice, DateOnly today) => notice.Deadline(notice.MainDeadline)!.PhaseOn(today) == DeadlinePhase.After;
}
