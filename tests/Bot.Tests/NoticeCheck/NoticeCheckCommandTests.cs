using Bot.NoticeCheck;

namespace Bot.Tests.NoticeCheck;

public sealed class NoticeCheckCommandTests : IDisposable
{
    private readonly DirectoryInfo _scratch = Directory.CreateTempSubdirectory("notice-check-");

    [Fact]
    public void Run_ShippedNotices_AsksAboutThemAndEndsWithZero()
    {
        var (code, output, _) = Run();
        Assert.Equal(NoticeCheckCommand.Clean, code);
        Assert.Contains("〔五（一）2〕", output, StringComparison.Ordinal);
        Assert.Contains("0 个错误", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_BrokenNotice_NamesFileAndLineAndEndsWithOne()
    {
        File.WriteAllText(Path.Combine(_scratch.FullName, "notice.yaml"), "id: x\ntitle: [");
        var (code, output, _) = Run(_scratch.FullName);
        Assert.Equal(NoticeCheckCommand.Errors, code);
        Assert.Contains("错误 notice.yaml:", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_FolderWithoutNotices_EndsWithOne() => Assert.Equal(NoticeCheckCommand.Errors, Run(_scratch.FullName).Code);

    [Theory]
    [InlineData("a", "b")]
    [InlineData("--all")]
    [InlineData("no-such-folder")]
    public void Run_WrongUse_SaysHowAndEndsWithTwo(params string[] args)
    {
        var (code, _, error) = Run(args);
        Assert.Equal(NoticeCheckCommand.Usage, code);
        Assert.NotEmpty(error);
    }

    public void Dispose() => _scratch.Delete(recursive: true);

    private static (int Code, string Output, string Error) Run(params string[] args)
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        return (NoticeCheckCommand.Run(args, output, error), output.ToString(), error.ToString());
    }
}
