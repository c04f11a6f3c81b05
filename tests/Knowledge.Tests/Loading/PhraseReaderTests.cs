using Knowledge.Loading;

namespace Knowledge.Tests.Loading;

public sealed class PhraseReaderTests
{
    [Fact]
    public void Load_FieldWithPhraseFiles_TakesPhrasesMasksAmbiguousAndNearest()
    {
        var specialty = Packs.First.Field("specialty")!;

        Assert.Contains("环评工程师", specialty.Options.Single(o => o.Value == "生态环境").Said);
        Assert.Contains("人事档案", specialty.Masks);
        Assert.Contains(specialty.Ambiguous, a => a.Said.Contains("红枣"));
        Assert.Contains("施工员", specialty.Yields);
        Assert.Contains(specialty.Ambiguous, a => a.Work == "teaching" && a.Said.Contains("老师"));
        Assert.Contains(specialty.Workplaces, p => p is { Work: "teaching", Value: "幼儿园教师" } && p.Said.Contains("幼儿园"));
        Assert.Contains(specialty.Nearest, n => n.Said.Contains("测绘员") && n.Values[0] == "建筑");
    }

    [Fact]
    public void Load_EveryListedOption_HasAtLeastTwentyWaysOfSayingIt() =>
        Assert.DoesNotContain(Packs.First.Field("specialty")!.Options, o => o.Said.Length < 20);

    [Theory]
    [InlineData("said:\n  不存在: [甲]", "没有选项 '不存在'")]
    [InlineData("nearest:\n  - said: [甲]\n    values: [不存在]", "没有选项 '不存在'")]
    [InlineData("masks: [小学老师]", "一种说法只能有一个意思")]
    [InlineData("phrases: [甲]", "没有 'phrases' 这个键")]
    [InlineData("yields: [谁也没说过的话]", "不是任何选项的说法")]
    [InlineData("workplaces:\n  - work: teaching\n    value: 不存在\n    said: [甲]", "没有选项 '不存在'")]
    [InlineData("workplaces:\n  - work: 没有这种活\n    value: 石油\n    said: [甲]", "workplaces 里的 work '没有这种活'")]
    public void Load_PhraseFileWithAMistake_SaysWhat(string yaml, string message)
    {
        using var pack = new CopiedPack("ruoqiang-2024");
        pack.Write("fields/specialty/more.yaml", yaml);

        Assert.Contains(PackLoader.Load(pack.Folder).Problems, p => p.Severity == Severity.Error && p.ToString().Contains(message, StringComparison.Ordinal));
    }
}
