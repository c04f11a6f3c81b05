namespace Bot.Tests.Operations;

/// <summary>The pages that app packages link to.</summary>
public sealed class AboutPagesTests(BotHost bot)
{
    [Theory]
    [InlineData("/privacy", "清除我的数据")]
    [InlineData("/terms", "以经办部门的审核为准")]
    public async Task Page_SaysWhatItPromises(string path, string said)
    {
        using var response = await bot.Client.GetAsync(path, TestContext.Current.CancellationToken);
        Assert.Equal(200, (int)response.StatusCode);
        Assert.Contains(said, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }
}
