using CsCheck;
using Knowledge.Rules;

namespace Knowledge.Tests.Rules;

/// <summary>The tables against the definition: random people, a handful of facts unknown, everything compared.</summary>
public sealed class SupervaluationTests
{
    private static readonly BruteForce Definition = new(Packs.First);

    private static readonly Gen<Profile> Person = Packs.First.Fields.Aggregate(
        Gen.Const(Profile.Empty), (people, field) => people.Select(ValueOf(field), (p, v) => p.With(field.Id, v)));

    [Fact]
    public void Evaluate_RandomPartialProfile_AgreesWithAllItsCompletions() =>
        Gen.Select(Person, Gen.Shuffle(Packs.First.Fields.Select(f => f.Id).ToArray()), Gen.Int[1, 4]).Sample(
            (person, order, unknown) => Assert.Null(Difference(person, [.. order.Take(unknown)])),
            iter: 800, threads: 2);

    [Fact]
    public void Evaluate_OneFactUnknownOfAlmostCompletePeople_AgreesWithAllItsCompletions() =>
        Gen.Select(Person, Gen.Int[0, Packs.First.Fields.Length - 1]).Sample(
            (person, field) => Assert.Null(Difference(person, [Packs.First.Fields[field].Id])),
            iter: 2500, threads: 2);

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

    private static string[] Likely(Field field) => field.Id switch
    {
        "specialty" => ["中小学教师", "中等职业院校教师", "新闻", "技工院校教师", "党干校", "水利"],
        "study_mode" or "assessment" => [field.Options[0].Value],
        "education" => ["bachelor", "associate", "secondary"],
        "employer_type" => ["enterprise", "public_institution", "public_institution", "unlisted"],
        _ => [.. field.Options.Select(o => o.Value)],
    };

    private static Gen<T> OneOf<T>(T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    private static Gen<FactValue> ValueOf(Field field) => field.Kind switch
    {
        FieldKind.Flag => Gen.Frequency((9, Gen.Const(true)), (1, Gen.Const(false))).Select(b => (FactValue)new FactValue.Flag(b)),
        FieldKind.Date => Gen.Select(OneOf(BruteForce.Days), Gen.Frequency((3, Gen.Const(true)), (1, Gen.Const(false))),
            (d, exact) => (FactValue)new FactValue.Date(exact ? new PartialDate(d) : new PartialDate(d.Year, d.Month))),
        // Mostly answers that do not end the check at once, so that the rest is seen.
        _ => Gen.Frequency((4, OneOf(Likely(field))), (1, OneOf([.. field.Options.Select(o => o.Value)]))).Select(v => (FactValue)new FactValue.Choice(v)),
    };
}
