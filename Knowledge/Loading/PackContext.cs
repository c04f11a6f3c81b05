using System.Collections.Immutable;
using Knowledge.Deadlines;
using Knowledge.Loading.Yaml;
using Knowledge.Notices;
using Knowledge.Rules;
using Knowledge.Wording;

namespace Knowledge.Loading;

/// <summary>
/// A pack half read: what readers of later files need of earlier ones. Clauses, deadlines and fields are there before criteria, materials and topics.
/// </summary>
public sealed class PackContext(PackFiles files, List<PackProblem> problems)
{
    public PackFiles Files { get; } = files;

    public List<PackProblem> Problems { get; } = problems;

    public ImmutableArray<Clause> Clauses { get; init; } = [];

    public ImmutableArray<Deadline> Deadlines { get; set; } = [];

    public ImmutableArray<FieldShape> Shapes { get; set; } = [];

    public ImmutableArray<Field> Fields { get; set; } = [];

    public ImmutableArray<Criterion> Criteria { get; set; } = [];

    /// <summary>Where criteria, their cases, materials and fields were read, for problems that show only later.</summary>
    public Dictionary<string, (PackSource Source, int Line)> Origins { get; } = new(StringComparer.Ordinal);

    public CitationReader Citations => new(Clauses);

    public PackSource Source(string file) => new(file, Problems);

    /// <summary>Reads every mapping of <c>name.yaml</c> or <c>name/*.yaml</c>, each of which is a list of mappings or one mapping.</summary>
    public IEnumerable<MapReader> Items(string name, string itemName)
    {
        foreach (var path in Files.Named(name).ToList())
        {
            var source = Source(path);
            var root = YamlTree.Parse(Files.Texts[path], source);
            var items = root is YamlValue.List list ? list.Items : root is null ? [] : [root];
            foreach (var map in items.Select(i => MapReader.Of(source, i, itemName)).OfType<MapReader>()) yield return map;
        }
    }

    /// <summary>Conditions of criteria and materials (no scope keys), or of answers (with the day's keys and <paramref name="more"/>).</summary>
    public ConditionReader Conditions(bool scoped = false, params ReadOnlySpan<ScopeKey> more) =>
        new(Shapes, Deadlines.ToDictionary(d => d.Id, d => d.Closes), scoped ? [.. DayKeys(), .. more] : []);

    /// <summary>Parses a template; a mistake becomes a problem of the line.</summary>
    public TextTemplate Template(PackSource source, int line, string text, params string[] extra)
    {
        var template = TextTemplate.Parse(text, [.. Shapes.Select(s => s.Id)], [.. Deadlines.Select(d => d.Id)], extra, out var error);
        if (error is not null) source.Error(line, error);
        return template;
    }

    private IEnumerable<ScopeKey> DayKeys() =>
    [
        new ScopeKey(ScopeKey.Verdict, ["eligible", "not-yet", "ineligible", "needs-review", "incomplete"]),
        .. Deadlines.Select(d => new ScopeKey(ScopeKey.Phase + d.Id, ["before", "open", "last-day", "after"])),
        .. Criteria.Select(c => new ScopeKey(ScopeKey.Criterion + c.Id, ["met", "unmet", "pending", "review", "not-applicable", "unknown"])),
    ];
}
