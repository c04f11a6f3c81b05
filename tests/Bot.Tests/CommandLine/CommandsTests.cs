using Bot.CommandLine;

namespace Bot.Tests.CommandLine;

public sealed class CommandsTests
{
    private static async Task<(int Code, string Output, string Error)> RunAsync(string input, params string[] args)
    {
        using var reader = new StringReader(input);
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = await Commands.RunAsync(args, reader, output, error);
        return (code, output.ToString(), error.ToString());
    }

    [Theory]
    [InlineData(true, "recognize")]
    [InlineData(true, "anything")]
    [InlineData(true, "--help")]
    [InlineData(false, "--urls", "http://localhost:1")]
    [InlineData(false)]
    public void FirstArgument_ThatIsAWord_IsACommand(bool expected, params string[] args) =>
        Assert.Equal(expected, Commands.IsCommand(args));

    [Theory]
    [InlineData("bake")]
    [InlineData("notice")]
    [InlineData("notice", "bake")]
    [InlineData("recognize", "more")]
    public async Task UnknownWords_EndWithTwoAndTheUsage(params string[] args)
    {
        var (code, output, error) = await RunAsync("", args);
        Assert.Equal(2, code);
        Assert.Empty(output);
        Assert.Contains(args[^1], error, StringComparison.Ordinal);
        Assert.Contains("recognize", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Help_IsNoError()
    {
        var (code, output, error) = await RunAsync("", "--help");
        Assert.Equal(0, code);
        Assert.Contains("--urls", output, StringComparison.Ordinal);
        Assert.Empty(error);
    }

    [Fact]
    public async Task Recognize_WritesEveryLineWithWhatWasFound()
    {
        var (code, output, _) = await RunAsync("""{"text":"2023年9月1日","ref":"2024-10-15","kind":"date"}""" + "\n", "recognize");
        Assert.Equal(0, code);
        Assert.Contains("2023-09-01", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task NoticeCheck_OfTheShippedNotices_HasOnlyRemarks()
    {
        var (code, output, _) = await RunAsync("", "notice", "check");
        Assert.Equal(0, code);
        Assert.Contains("notice.md:", output, StringComparison.Ordinal);
    }
}
