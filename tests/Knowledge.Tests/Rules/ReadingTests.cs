using CsCheck;
using Knowledge.Rules;

namespace Knowledge.Tests.Rules;

/// <summary>The pack against a second reading of the notice.</summary>
public sealed class ReadingTests
{
    [Fact]
    public void Evaluate_CompletePerson_AgreesWithTheSecondReading() =>
        People.Complete.Sample(person => Assert.Null(Difference(person)), iter: 20_000, threads: 2);

    private static string? Difference(Profile person)
    {
        var (reading, actual) = (new Reading(person), SelfCheck.Evaluate(Packs.First, person, new DateOnly(2024, 10, 10)));
        var criteria = reading.Criteria().ToDictionary(c => c.Id, c => c.Status);
        var materials = actual.Materials.ToDictionary(m => m.Material.Id, m => (Knowledge.Materials.MaterialStatus?)m.Status);
        var differences = actual.Criteria.Where(c => c.Status != criteria[c.Criterion.Id]).Select(c => $"{c.Criterion.Id} {criteria[c.Criterion.Id]} / {c.Status}")
            .Concat(reading.Materials().Where(m => m.Status != materials.GetValueOrDefault(m.Id)).Select(m => $"{m.Id} {m.Status} / {materials.GetValueOrDefault(m.Id)}")).ToList();
        if (Verdict(criteria.Values) != actual.Verdict) differences.Add($"verdict {Verdict(criteria.Values)} / {actual.Verdict}");
        var from = actual.Verdict == Knowledge.Rules.Verdict.NotYet && criteria["tenure"] == CriterionStatus.Pending ? reading.Reached()!.Value.ToString("yyyy-MM-dd") : null;
        if (from != actual.EligibleFrom?.ToString()) differences.Add($"from {from} / {actual.EligibleFrom}");
        if (!actual.Missing.IsEmpty) differences.Add("missing");
        return differences.Count == 0 ? null : $"{string.Join(", ", person.Facts.Select(f => $"{f.Key}={f.Value}"))}: {string.Join("; ", differences)}";
    }

    private static Verdict Verdict(ICollection<CriterionStatus> statuses) =>
        statuses.Contains(CriterionStatus.Unmet) ? Knowledge.Rules.Verdict.Ineligible
        : statuses.Contains(CriterionStatus.Review) ? Knowledge.Rules.Verdict.NeedsReview
        : statuses.Contains(CriterionStatus.Pending) ? Knowledge.Rules.Verdict.NotYet : Knowledge.Rules.Verdict.Eligible;
}
