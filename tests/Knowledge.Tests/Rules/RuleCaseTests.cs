using Knowledge.Loading.Yaml;
using Knowledge.Materials;
using Knowledge.Rules;

namespace Knowledge.Tests.Rules;

/// <summary>The rules of the first notice as sentences that its office can read, each walked through time.</summary>
public sealed class RuleCaseTests
{
    public static TheoryData<string> Names => [.. RuleCase.All.Select(c => c.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Case_Holds(string name)
    {
        var one = RuleCase.All.Single(c => c.Name == name);
        var (expected, actual) = (one.Expected, SelfCheck.Evaluate(Packs.First, one.Facts, new DateOnly(2024, 10, 10)));
        Assert.Equal(expected.Text("verdict"), WireNames.Of(actual.Verdict));
        CheckCriteria(expected, actual);
        if (expected.OptionalText("eligible_from") is { } from) Assert.Equal(from == "none" ? null : from, actual.EligibleFrom?.ToString());
        if (expected.OptionalText("next") is { } next) Assert.Equal(next == "none" ? null : next, actual.NextQuestion?.Id);
        if (expected.Has("missing")) Assert.Equal(expected.Texts("missing"), actual.Missing.Select(f => f.Id));
        if (expected.Has("open")) Assert.Equal(expected.Texts("open"), actual.Open.Select(f => f.Id));
        CheckMaterials(expected, actual);
        expected.Value("name");
        expected.Value("like");
        expected.Value("but");
        expected.Done();
        Assert.Empty(actual.Criteria.Where(c => c.Reason.Length == 0 || c.Citations.IsEmpty).Select(c => c.Criterion.Id));
    }

    private static void CheckCriteria(MapReader expected, SelfCheckResult actual)
    {
        var clauses = expected.Texts("clauses");
        if (expected.Value("criteria") is not YamlValue.Map map) return;
        foreach (var (id, _, value) in map.Entries)
        {
            var result = actual.Criteria.Single(c => c.Criterion.Id == id);
            Assert.Equal($"{id} {((YamlValue.Scalar)value).Text}", $"{id} {WireNames.Of(result.Status)}");
            if (!clauses.IsEmpty) Assert.Contains(result.Citations, c => clauses.Contains(c.Clause.Label));
        }
    }

    private static void CheckMaterials(MapReader expected, SelfCheckResult actual)
    {
        var list = actual.Materials.ToDictionary(m => m.Material.Id, m => m.Status);
        Assert.All(expected.Texts("required"), id => Assert.Equal(MaterialStatus.Required, Assert.Contains(id, list)));
        Assert.All(expected.Texts("if_available"), id => Assert.Equal(MaterialStatus.IfAvailable, Assert.Contains(id, list)));
        Assert.All(expected.Texts("absent"), id => Assert.DoesNotContain(id, list));
    }
}
