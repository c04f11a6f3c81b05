using System.Collections.Immutable;
using Knowledge.Loading;
using Knowledge.Loading.Yaml;
using Knowledge.Rules;

namespace Knowledge.Tests.Rules;

/// <summary>A case of <c>Cases/*.yaml</c>: somebody, and what their check must come to. Keys that are absent are not checked.</summary>
internal sealed record RuleCase(string Name, Profile Facts, MapReader Expected)
{
    private static readonly List<PackProblem> Problems = [];

    public static ImmutableArray<RuleCase> All { get; } = ReadAll();

    private static ImmutableArray<RuleCase> ReadAll()
    {
        var folder = Path.Combine(AppContext.BaseDirectory, "Cases");
        var people = (YamlValue.Map)Parse(Path.Combine(folder, "people.yaml"));
        var cases = Directory.EnumerateFiles(folder, "*.yaml").Where(f => Path.GetFileName(f) != "people.yaml").Order(StringComparer.Ordinal)
            .SelectMany(f => ((YamlValue.List)Parse(f)).Items.Cast<YamlValue.Map>().Select(m => Read(Path.GetFileName(f), m, people)));
        return [.. cases];
    }

    private static RuleCase Read(string file, YamlValue.Map map, YamlValue.Map people)
    {
        var reader = new MapReader(new PackSource(file, Problems), map, "case");
        var facts = Told((YamlValue.Map)people.Entries.Single(e => e.Key == reader.Text("like")).Value);
        if (reader.Value("but") is YamlValue.Map but)
            foreach (var (id, value) in Told(but)) facts[id] = value;
        return new RuleCase(reader.Text("name"), Profile(facts), reader);
    }

    private static Dictionary<string, string> Told(YamlValue.Map map) => map.Entries.ToDictionary(e => e.Key, e => ((YamlValue.Scalar)e.Value).Text);

    private static Profile Profile(Dictionary<string, string> facts) => facts.Where(f => f.Value != "unknown").Aggregate(Knowledge.Rules.Profile.Empty, (p, f) =>
        p.With(f.Key, Packs.First.Field(f.Key)!.Kind switch
        {
            FieldKind.Flag => new FactValue.Flag(f.Value == "true"),
            FieldKind.Date => new FactValue.Date(PartialDate.Parse(f.Value)),
            _ => new FactValue.Choice(f.Value),
        }));

    private static YamlValue Parse(string path) => YamlTree.Parse(File.ReadAllText(path), new PackSource(path, Problems))!;
}
