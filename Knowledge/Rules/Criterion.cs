using System.Collections.Immutable;
using Knowledge.Notices;

namespace Knowledge.Rules;

/// <summary>What a criterion came to. On the wire: met, unmet, pending, review, unknown, not-applicable.</summary>
public enum CriterionStatus { Met, Unmet, Pending, Review, Unknown, NotApplicable }

/// <summary>What the whole self-check came to. On the wire: eligible, not-yet, ineligible, needs-review, incomplete.</summary>
public enum Verdict { Eligible, NotYet, Ineligible, NeedsReview, Incomplete }

/// <summary>One condition of the notice and the cases that decide it. The first case whose condition holds gives the status.</summary>
public sealed record Criterion
{
    public required string Id { get; init; }
    public required string Name { get; init; }
    public required ImmutableArray<CriterionCase> Cases { get; init; }

    /// <summary>The reason while the facts do not settle it.</summary>
    public required string UnknownReason { get; init; }

    public required ImmutableArray<Citation> Citations { get; init; }
}

/// <param name="When">Null: holds for everybody (the last case).</param>
/// <param name="Status">Never <see cref="CriterionStatus.Unknown"/>.</param>
/// <param name="Reason">A template; one or two sentences to the person.</param>
/// <param name="Citations">Empty: those of the criterion.</param>
public sealed record CriterionCase(Condition? When, CriterionStatus Status, string Reason, ImmutableArray<Citation> Citations);

/// <param name="Case">Index of the deciding case, null while unknown. Lets other wording refer to it.</param>
public sealed record CriterionResult(Criterion Criterion, CriterionStatus Status, string Reason, ImmutableArray<Citation> Citations, int? Case);
