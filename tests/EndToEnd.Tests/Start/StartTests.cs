using System.Net.Http.Json;
using System.Text.Json;
using TestKit;
using TestKit.DirectLine;
using TestKit.Processes;

namespace EndToEnd.Tests.Start;

public sealed class StartTests
{
    [Fact]
    public async Task Bot_OnFreshDataFromAnyFolder_IsReadyAndAnswers()
    {
        using var elsewhere = new ScratchFolder();
        await using var bot = await BotProcess.StartAsync(new BotSettings { DataDirectory = Path.Combine(elsewhere.FullName, "not", "yet", "there"), WorkingDirectory = elsewhere.FullName });

        using var answer = await bot.Client.PostAsJsonAsync("api/ask", new { question = "网上申报哪天截止" }, TestContext.Current.CancellationToken);
        Assert.Equal("answered", (await answer.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken)).GetProperty("status").GetString());
        Assert.NotEmpty(await (await DirectLineClient.StartAsync(bot.Client)).SayAsync("你好"));
        Assert.Contains($"{bot.Port}", bot.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bot_ToldToStop_EndsInOrder()
    {
        await using var bot = await BotProcess.StartAsync();
        Assert.Equal(0, await bot.StopAsync());
    }

    [Fact]
    public async Task Start_OnATakenPort_IsRefusedInASentence()
    {
        await using var bot = await BotProcess.StartAsync();
        var (code, output) = await BotProcess.RunToEndAsync(new BotSettings { Port = bot.Port });
        AssertRefused(code, output, $"{bot.Port}", "--urls");
    }

    [Fact]
    public async Task Start_OnDataInUse_IsRefusedInASentence()
    {
        await using var bot = await BotProcess.StartAsync();
        var (code, output) = await BotProcess.RunToEndAsync(new BotSettings { DataDirectory = bot.DataDirectory });
        AssertRefused(code, output, "Data:Directory");
    }

    [Theory]
    [InlineData("RateLimits__PerMinute", "many", "RateLimits:PerMinute", "1 to 1000000")]
    [InlineData("RateLimits__PerHour", "5", "RateLimits:PerHour", "PerMinute")]
    [InlineData("Clock__Now", "yesterday", "Clock:Now", "yesterday")]
    [InlineData("Clock__Rate", "-3", "Clock:Rate", "-3")]
    [InlineData("Proxy__Known__0", "somewhere", "Proxy:Known", "10.0.0.0/8")]
    [InlineData("Redis__TimeoutMilliseconds", "1", "Redis:TimeoutMilliseconds", "100")]
    [InlineData("Redis__ConnectionString", "a=b=c,nonsense=1", "Redis:ConnectionString", "host:port")]
    [InlineData("Conversations__DaysKept", "0", "Conversations:DaysKept", "1")]
    [InlineData("Notices__Directory", "/does/not/exist", "/does/not/exist", "")]
    public async Task Start_WithAWrongSetting_IsRefusedByKeyValueAndWhatIsAllowed(string key, string value, string named, string allowed)
    {
        var (code, output) = await BotProcess.RunToEndAsync(new BotSettings().With(key, value));
        AssertRefused(code, output, named, allowed);
    }

    [Fact]
    public async Task Start_WithABrokenPack_NamesFileAndLine()
    {
        using var packs = new ScratchFolder();
        CopyTo(Repository.At("Knowledge", "Packs"), packs.FullName);
        var broken = Directory.EnumerateFiles(packs.FullName, "notice.yaml", SearchOption.AllDirectories).First();
        await File.AppendAllTextAsync(broken, "\nno_such_key: 1\n", TestContext.Current.CancellationToken);

        var (code, output) = await BotProcess.RunToEndAsync(new BotSettings().With("Notices__Directory", packs.FullName));
        AssertRefused(code, output, "notice.yaml", "no_such_key");
        Assert.Matches(@"notice\.yaml[:(（]\d+", output);
    }

    private static void AssertRefused(int code, string output, params string[] said)
    {
        Assert.All(said, s => Assert.Contains(s, output, StringComparison.Ordinal));
        Assert.DoesNotMatch(@"(?m)^\s+at \w", output);
        Assert.DoesNotContain("crit:", output, StringComparison.Ordinal);
        Assert.NotEqual(0, code);
        Assert.InRange(output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length, 1, 3);
    }

    private static void CopyTo(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }
}
