using CsCheck;
using Knowledge.Rules;

namespace Knowledge.Tests.Rules;

/// <summary>The tables against the definition: random people, a handful of facts unknown, everything compared.</summary>
public sealed class SupervaluationTests
{
    private static readonly BruteForce Definition = new(Packs.First);

    private static readonly Gen<Profile> Person = People.Any;

    [Fact]
    public void Evaluate_RandomPartialProfile_AgreesWithAllItsCompletions() =>
        Gen.Select(Person, Gen.Shuffle(Packs.First.Fields.Select(f => f.Id).ToArray()), Gen.Int[1, 4]).Sample(
            (person, order, unknown) => Assert.Null(Difference(person, [.. order.Take(unknown)])),
            iter: 500, threads: 2);

    [Fact]
    public void Evaluate_OneFactUnknownOfAlmostCompletePeople_AgreesWithAllItsCompletions() =>
        Gen.Select(Person, Gen.Int[0, Packs.First.Fields.Length - 1]).Sample(
            (person, field) => Assert.Null(Difference(person, [Packs.First.Fields[field].Id])),
            iter: 1500, threads: 2);

    [Fact]
    public void Person_Random_ComesToEveryVerdict()
    {
        var verdicts = new System.Collections.Concurrent.ConcurrentDictionary<Verdict, int>();
        Gen.Select(Person, Gen.Int[0, Packs.First.Fields.Length - 1]).Sample((person, field) =>
            { verdicts.AddOrUpdate(SelfCheck.Evaluate(Packs.First, person.Without(Packs.First.Fields[field].Id), default).Verdict, 1, (_, n) => n + 1); }, iter: 2000, threads: 1);
        Assert.All(Enum.GetValues<Verdict>(), v => Assert.True(verdicts.GetValueOrDefault(v) >= 40, $"{v}: {verdicts.GetValueOrDefault(v)} of 2000"));
    }

    private static string? Difference(Profile person, string[] unknown)
    {
        var profile = unknown.Aggregate(person, (p, f) => p.Without(f));
        var worlds = unknown.Append("work_start").Distinct().ToList();
        var (expected, actual) = (Definition.Evaluate(profile, worlds), SelfCheck.Evaluate(Packs.First, profile, new DateOnly(2024, 10, 10)));
        var papers = actual.Open.Select(f => f.Id).Except(expected.Missing).ToHashSet();
        var differences = new List<string>();
        if (expected.Verdict != actual.Verdict) differences.Add($"verdict {expected.Verdict} / {actual.Verdict}");
        if (!expected.Missing.SetEquals(actual.Missing.Select(f => f.Id))) differences.Add($"missing {string.Join(',', expected.Missing)} / {string.Join(',', actual.Missing.Select(f => f.Id))}");
        differences.AddRange(actual.Criteria.Where(c => c.Status != expected.Criteria[c.Criterion.Id]).Select(c => $"{c.Criterion.Id} {expected.Criteria[c.Criterion.Id]} / {c.Status}"));
        if (!expected.Materials.OrderBy(m => m.Key).SequenceEqual(actual.Materials.Select(m => KeyValuePair.Create(m.Material.Id, m.Status)).OrderBy(m => m.Key))) differences.Add("materials");
        if (actual.Verdict != Verdict.Ineligible && !expected.PaperFields.Except(expected.Missing).ToHashSet().SetEquals(papers))
            differences.Add($"open {string.Join(',', expected.PaperFields)} / {string.Join(',', papers)}");
        return differences.Count == 0 ? null : $"{string.Join(", ", profile.Facts.Select(f => $"{f.Key}={f.Value}"))}: {string.Join("; ", differences)}";
    }
}
