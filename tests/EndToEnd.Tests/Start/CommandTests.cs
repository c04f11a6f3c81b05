using TestKit;
using TestKit.Processes;

namespace EndToEnd.Tests.Start;

/// <summary>The words after the program's name, as an operator types them.</summary>
public sealed class CommandTests
{
    [Fact]
    public async Task NoticeCheck_OfTheShippedPacks_FindsThePapersWhoseNumbersDisagree()
    {
        var (code, output) = await RunAsync("", "notice", "check");
        Assert.Equal(0, code);
        Assert.All(new[] { "免学审批表", "单位公示", "公示结果", "推荐报告", "公示情况报告" }, paper => Assert.Contains(paper, output, StringComparison.Ordinal));
    }

    [Fact]
    public async Task NoticeCheck_OfABrokenPack_EndsWithOne()
    {
        using var folder = new ScratchFolder();
        var pack = Directory.CreateDirectory(Path.Combine(folder.FullName, "broken"));
        await File.WriteAllTextAsync(Path.Combine(pack.FullName, "notice.yaml"), "title: [", TestContext.Current.CancellationToken);
        var (code, output) = await RunAsync("", "notice", "check", pack.FullName);
        Assert.Equal(1, code);
        Assert.Contains("notice.yaml", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("notice", "chekc")]
    [InlineData("no-such-command", "")]
    public async Task UnknownCommand_EndsWithTwoAndSaysWhatThereIs(string first, string second)
    {
        var (code, output) = await RunAsync("", [.. new[] { first, second }.Where(w => w.Length > 0)]);
        Assert.Equal(2, code);
        Assert.Contains("notice check", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Recognize_OfALine_WritesItWithWhatWasFound()
    {
        var (code, output) = await RunAsync("""{"id":"d","text":"2023年9月1日","ref":"2024-10-15","expect":{"kind":"date","timex":"2023-09-01"}}""" + "\n", "recognize");
        Assert.Equal(0, code);
        Assert.Contains("\"found\"", output, StringComparison.Ordinal);
        Assert.Contains("2023-09-01", output, StringComparison.Ordinal);
    }

    private static Task<(int ExitCode, string Output)> RunAsync(string input, params string[] words) =>
        ChildProcess.RunAsync("dotnet", [Repository.BotDll, .. words], TimeSpan.FromSeconds(60), input);
}
