namespace Bot.Tests.House;

/// <summary>House rules that a compiler does not know. Each test lists every offender.</summary>
public sealed class SourceRulesTests
{
    [Fact]
    public void Code_OfAnEngineForAnyNotice_NamesNoFactOfOneNotice() =>
        AssertNone("These belong into the pack:", SourceFiles.Code.Matching(
            "若羌|0996|xjzcsq|chsi\\.com|学信网|[一二三]级[甲乙]等|本科|大专|中专|毕业证|学分|普通话|2024|ruoqiang"));

    [Fact]
    public void Code_ThatLands_IsFinished() =>
        AssertNone("Unfinished:", SourceFiles.Code.Matching("NotImplementedException|TODO|FIXME|HACK"));

    [Fact]
    public void Code_ThatNeedsTheTime_AsksATimeProvider() =>
        AssertNone("The system clock read directly:", SourceFiles.Code.Matching(@"DateTime(Offset)?\.(Utc)?(Now|Today)|\bDate\.now\(|new Date\(\)"));

    [Fact]
    public void Files_OfCode_StayUnderThreeHundredLines() =>
        AssertNone("Longer than 300 lines; is each still one thing?", [.. SourceFiles.Code.Concat(SourceFiles.Tests).Where(f => f.Lines.Length > 300).Select(f => $"{f.Path}: {f.Lines.Length}")]);

    [Fact]
    public void Namespaces_AreFileScoped() =>
        AssertNone("A namespace with braces:", SourceFiles.Code.Concat(SourceFiles.Tests).Where(f => f.Path.EndsWith(".cs", StringComparison.Ordinal)).Matching(@"^namespace [^;]*$"));

    [Fact]
    public void Tests_AreAllRun() =>
        AssertNone("Skipped:", SourceFiles.Tests.Where(f => !f.Path.Contains("House", StringComparison.Ordinal)).Matching(@"\bSkip *=|\[Ignore"));

    [Fact]
    public void AsyncCode_WaitsByAwait() =>
        AssertNone("Blocks a thread or loses an exception:", SourceFiles.Code.Matching(@"\basync void\b|\.GetAwaiter\(\)\.GetResult\(\)|\.Wait\(\)"));

    private static void AssertNone(string complaint, IReadOnlyCollection<string> offenders) =>
        Assert.True(offenders.Count == 0, complaint + "\n" + string.Join('\n', offenders));
}
