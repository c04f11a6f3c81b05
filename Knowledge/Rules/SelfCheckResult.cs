using System.Collections.Immutable;
using Knowledge.Deadlines;
using Knowledge.Materials;
using Knowledge.Notices;

namespace Knowledge.Rules;

/// <summary>
/// The outcome of a self-check. It is that of the notice's round and does not depend on the day of asking, except for the words around the deadlines.
/// </summary>
/// <param name="EligibleFrom">For <see cref="Verdict.NotYet"/>: when the last dated condition will be met; null if no date follows.</param>
/// <param name="Missing">Fields that can still change the verdict, in the pack's order; empty once it is settled.</param>
/// <param name="NextQuestion">The field to ask next: the first that can change the verdict, then the first that can change the materials; null when none can, or the verdict is <see cref="Verdict.Ineligible"/>.</param>
/// <param name="Open">All fields still worth asking, in asking order (verdict first, then materials). Its length is the number of questions left at most.</param>
public sealed record SelfCheckResult(
    Notice Notice,
    Profile Profile,
    DateOnly AsOf,
    Verdict Verdict,
    PartialDate? EligibleFrom,
    ImmutableArray<CriterionResult> Criteria,
    ImmutableArray<MaterialResult> Materials,
    ImmutableArray<Field> Missing,
    Field? NextQuestion,
    ImmutableArray<Field> Open,
    ImmutableArray<Deadline> Deadlines);
