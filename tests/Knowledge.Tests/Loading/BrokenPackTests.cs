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

    /// <summary>A clause that the text has lost once brought a complaint from every place that cites it, before the one that explains them.</summary>
    [Fact]
    public void Load_AClauseThatIsNotInTheText_SaysOnlyThat()
    {
        var problem = Assert.Single(PackLoader.Load(Break("notice.yaml", "begins: 第四条", "begins: 第十四条"), Packs.First.Calendar).Problems);
        Assert.Equal(("notice.yaml", "第四条"), (problem.File, problem.Clause));
    }

    [Fact]
    public void Load_ADateThatDoesNotExist_SaysOnlyThat() =>
        Assert.Equal(3, Assert.Single(PackLoader.Load(Break("deadlines.yaml", "opens: 2025-03-03", "opens: 2025-02-30"), Packs.First.Calendar).Problems).Line);

    [Fact]
    public void Load_AClosingDayThatDoesNotExist_SaysOnlyThat() =>
        Assert.Equal(4, Assert.Single(PackLoader.Load(Break("deadlines.yaml", "closes: 2025-05-30", "closes: 2025-05-32"), Packs.First.Calendar).Problems).Line);

    /// <summary>Saved by an editor as GBK, examples loaded with � for words, and questions were no longer understood.</summary>
    [Theory]
    [InlineData("questions/fee.txt")]
    [InlineData("deadlines.yaml")]
    [InlineData("notice.md")]
    [InlineData("notice.yaml")]
    public void Load_AFileInAnotherEncoding_SaysOnlyThatWithItsLine(string file)
    {
        var folder = Break(file, "", "abc\n");
        File.WriteAllBytes(Path.Combine(folder, file), [.. "id: x\n"u8, 0xB1, 0xA8, 0xC3, 0xFB, (byte)'\n']);
        var problem = Assert.Single(PackLoader.Load(folder, Packs.First.Calendar).Problems);
        Assert.Equal((file, 2), (problem.File, problem.Line));
        Assert.Contains("UTF-8", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_WithAByteOrderMarkAndWindowsLines_IsTheSameNotice()
    {
        var folder = Break("deadlines.yaml", "第四条写明", "第四条写明");
        foreach (var path in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
            File.WriteAllText(path, File.ReadAllText(path).ReplaceLineEndings("\r\n"), new System.Text.UTF8Encoding(encoderShouldEmitUTF8Identifier: true));
        Assert.Equal(PackLoader.Load(Packs.Other, Packs.First.Calendar).Notice!.Version, PackLoader.Load(folder, Packs.First.Calendar).Notice!.Version);
    }

    [Fact]
    public void Load_AYearWithoutItsHolidays_WarnsWhereDaysAreCounted()
    {
        var result = PackLoader.Load(Packs.Other, Knowledge.Deadlines.WorkingCalendar.WeekendsOnly);
        Assert.Contains(result.Problems, p => p is { Severity: Severity.Warning, File: "deadlines.yaml", Line: > 0 } && p.Message.Contains("calendar/2025.yaml", StringComparison.Ordinal));
        Assert.DoesNotContain(PackLoader.Load(Packs.Other, Packs.First.Calendar).Problems, p => p.Message.Contains("放假安排", StringComparison.Ordinal));
    }

    [Fact]
    public void LoadAll_APackWithoutItsNoticeYaml_IsNamed()
    {
        var folder = Break("deadlines.yaml", "第四条写明", "第四条写明");
        File.Delete(Path.Combine(folder, "notice.yaml"));
        Assert.Contains(PackLibrary.Load(_scratch.FullName).Problems, p => p.File == "qinghe-lift-2025/notice.yaml" && p.Severity == Severity.Error);
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
