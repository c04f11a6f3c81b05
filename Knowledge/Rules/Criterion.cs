using System.Collections.Immutable;
using Knowledge.Notices;
using Knowledge.Wording;

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
    public required TextTemplate UnknownReason { get; init; }

    public required ImmutableArray<Citation> Citations { get; init; }
}

/// <param name="When">Null: holds for everybody (the last case).</param>
/// <param name="Status">Never <see cref="CriterionStatus.Unknown"/>.</param>
/// <param name="Reason">A template; one or two sentences to the person.</param>
/// <param name="Citations">Empty: those of the criterion.</param>
/// <param name="Reached">The day on which a period that this case waits for is over; null: it waits for no date.</param>
public sealed record CriterionCase(Condition? When, CriterionStatus Status, TextTemplate Reason, ImmutableArray<Citation> Citations, ReachedDate? Reached = null);

/// <summary>A date of the person plus full years and months. The same calendar day; where the month is too short, its last day.</summary>
public sealed record ReachedDate(string Field, int Years, int Months)
{
    public DateOnly From(DateOnly start) => start.Year + Years + Months / 12 >= DateOnly.MaxValue.Year ? DateOnly.MaxValue : start.AddMonths(12 * Years + Months);

    /// <summary>A month or a year in, a month or a year out.</summary>
    public PartialDate From(PartialDate start)
    {
        var first = From(start.First);
        return start.IsExact ? new PartialDate(first) : start.Month is not null ? new PartialDate(first.Year, first.Month)
            : Months == 0 ? new PartialDate(first.Year) : new PartialDate(From(start.Last).Year);
    }

    /// <summary>The last start from which the period is over on <paramref name="day"/>.</summary>
    public DateOnly LatestStart(DateOnly day)
    {
        var start = day.AddMonths(-(12 * Years + Months));
        while (From(start.AddDays(1)) <= day) start = start.AddDays(1);
        return start;
    }
}

/// <param name="Case">Index of the deciding case, null while unknown. Lets other wording refer to it.</param>
public sealed record CriterionResult(Criterion Criterion, CriterionStatus Status, string Reason, ImmutableArray<Citation> Citations, int? Case)
{
    /// <summary>While unknown, and only if no answer can make it met: what it comes to at best, one for the office to decide; else null.</summary>
    public CriterionResult? AtBest { get; init; }
}
