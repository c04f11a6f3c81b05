using Bot.Recognize;
using Knowledge.Notices;

namespace Bot.Tests.Recognize;

public sealed class RecognizeCommandTests
{
    [Theory]
    [InlineData("""{"id":"a","text":"去年9月","ref":"2024-10-15","expect":{"kind":"date","timex":"?"}}""", """{"id":"a","text":"去年9月","ref":"2024-10-15","expect":{"kind":"date","timex":"?"},"found":{"kind":"date","timex":"2023-09"}}""")]
    [InlineData("""{"text":"三年多","ref":"2024-10-15","kind":"duration"}""", """{"text":"三年多","ref":"2024-10-15","kind":"duration","found":{"kind":"duration","minMonths":36}}""")]
    [InlineData("""{"text":"不晓得","ref":"2024-10-15","kind":"yesno"}""", """{"text":"不晓得","ref":"2024-10-15","kind":"yesno","found":{"kind":"yesno","value":null}}""")]
    [InlineData("""{"text":"5个工作日","ref":"2024-10-15"}""", """{"text":"5个工作日","ref":"2024-10-15","found":{"kind":"duration","days":5}}""")]
    [InlineData("""{"text":"你好呀","ref":"2024-10-15","expect":null}""", """{"text":"你好呀","ref":"2024-10-15","expect":null,"found":null}""")]
    public async Task Run_ALine_IsWrittenWithWhatWasFound(string line, string expected)
    {
        var (code, output, error) = await RunAsync(line);
        Assert.Equal((0, expected, ""), (code, output, error));
    }

    [Theory]
    [InlineData("garbage", "no JSON object")]
    [InlineData("[1]", "no JSON object")]
    [InlineData("""{"ref":"2024-10-15"}""", "\"text\" is missing")]
    [InlineData("""{"text":"x"}""", "YYYY-MM-DD")]
    [InlineData("""{"text":"x","ref":"15.10.2024"}""", "'15.10.2024'")]
    [InlineData("""{"text":"x","ref":"2024-10-15","kind":"colour"}""", "'colour'; there are date")]
    public async Task Run_ABadLine_IsNamedAndTheOthersAreWritten(string line, string problem)
    {
        var (code, output, error) = await RunAsync("""{"text":"是的","ref":"2024-10-15","kind":"yesno"}""" + "\n" + line);
        Assert.Equal(1, code);
        Assert.Contains("\"value\":true", output, StringComparison.Ordinal);
        Assert.StartsWith("line 2: ", error, StringComparison.Ordinal);
        Assert.Contains(problem, error, StringComparison.Ordinal);
    }

    private static async Task<(int Code, string Output, string Error)> RunAsync(string input)
    {
        using StringWriter output = new(), error = new();
        var code = await RecognizeCommand.RunAsync(new StringReader(input + "\n"), output, error, new NoticeLibrary([]));
        return (code, output.ToString().TrimEnd(), error.ToString().TrimEnd());
    }
}
