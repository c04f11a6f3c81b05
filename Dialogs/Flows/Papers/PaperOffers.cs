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

    /// <summary>Those still to be got ready, of the list of a self-check.</summary>
    public static ImmutableArray<PaperOffer> Left(SelfCheckResult result, ImmutableArray<string> done, DateOnly today) =>
        [.. For(result, today).Where(o => !result.Materials.Any(m => m.Material.Template == o.Paper && done.Contains(m.Material.Id)))];

    /// <summary>Those that belong to the answer of a topic, but for what is known not to be wanted of this person.</summary>
    public static ImmutableArray<PaperOffer> With(Notice notice, string? topic, Profile facts, DateOnly today)
    {
        var papers = notice.Papers.Where(p => topic is not null && p.OfferWith.Contains(topic)).ToList();
        if (papers.Count == 0 || IsOver(notice, today)) return [];
        var scope = new ConditionScope(notice, facts, today);
        return scope.Check.Verdict == Verdict.Ineligible ? [] : [.. papers.Where(p => IsWanted(notice, p, scope)).Select(p => Of(notice, p, facts, today, null))];
    }

    private static bool IsWanted(Notice notice, Paper paper, ConditionScope scope) =>
        notice.Materials.Where(m => m.Template == paper.Id).ToList() is not { Count: > 0 } materials
        || materials.Exists(m => m.RequiredWhen is null || m.RequiredWhen.Evaluate(scope) != Truth.False || m.IfAvailableWhen is { } other && other.Evaluate(scope) != Truth.False);

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
