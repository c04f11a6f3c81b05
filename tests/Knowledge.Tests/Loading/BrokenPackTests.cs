using Knowledge.Loading;
using Knowledge.Loading.Yaml;

namespace Knowledge.Tests.Loading;

/// <summary>One mistake each in the other notice, and what the loader says of it. The mistakes stand in <c>BrokenPacks/*.yaml</c>.</summary>
public sealed class BrokenPackTests : IDisposable
{
    private readonly DirectoryInfo _scratch = Directory.CreateTempSubdirectory("broken-pack-");

    public static TheoryData<string> Mistakes => [.. Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "BrokenPacks"), "*.yaml").Select(f => Path.GetFileNameWithoutExtension(f)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void Load_PackWithOneMistake_SaysFileLineAndWhatIsAllowed(string mistake)
    {
        var source = new PackSource(mistake, []);
        var map = MapReader.Of(source, YamlTree.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "BrokenPacks", $"{mistake}.yaml")), source), "mistake")!;
        var result = PackLoader.Load(Break(map.Text("file"), map.OptionalText("find")!, map.OptionalText("replace")!), Packs.First.Calendar);
        Assert.True(result.Notice is null, "The mistake was accepted.");
        var said = string.Join('\n', result.Problems.Where(p => p.Severity == Severity.Error));
        Assert.All(map.Texts("expect"), expected => Assert.Contains(expected, said, StringComparison.Ordinal));
    }

    [Fact]
    public void Load_SeveralMistakes_SaysThemAll()
    {
        var folder = Break("deadlines.yaml", "opens: 2025-03-03", "opens: 2025-02-30");
        File.AppendAllText(Path.Combine(folder, "fields", "cost.yaml"), "maximum: 3\n");
        var files = PackLoader.Load(folder, Packs.First.Calendar).Problems.Where(p => p.Severity == Severity.Error).Select(p => p.File);
        Assert.Equal(["deadlines.yaml", "fields/cost.yaml"], files.Distinct());
    }

    /// <summary>A slip in the deadlines once brought eighteen complaints, one for each place that named one of them.</summary>
    [Fact]
    public void Load_AFileThatIsNoYaml_SaysOnlyThat()
    {
        var problems = PackLoader.Load(Break("deadlines.yaml", "opens: 2025-03-03", "opens: [2025-03-03"), Packs.First.Calendar).Problems;
        Assert.Contains("YAML 写法有误", Assert.Single(problems).Message, StringComparison.Ordinal);
        Assert.Equal("deadlines.yaml", problems[0].File);
    }

    public void Dispose() => _scratch.Delete(recursive: true);

    private string Break(string file, string find, string replace)
    {
        var folder = Path.Combine(_scratch.FullName, "qinghe-lift-2025");
        foreach (var path in Directory.EnumerateFiles(Packs.Other, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(folder, Path.GetRelativePath(Packs.Other, path));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(path, target);
        }
        var broken = Path.Combine(folder, file);
        var text = File.Exists(broken) ? File.ReadAllText(broken) : "";
        if (find.Length > 0) Assert.Contains(find, text, StringComparison.Ordinal);
        File.WriteAllText(broken, find.Length > 0 ? text.Replace(find, replace, StringComparison.Ordinal) : replace);
        return folder;
    }
}
