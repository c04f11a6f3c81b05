using Bot.Channels.WeCom.Bulk;
using Microsoft.Extensions.Configuration;
using TestKit.Platforms;
using TestKit.Processes;

namespace Bot.Tests.Channels.Tencent;

public sealed class WeComBulkTests : IAsyncLifetime
{
    private readonly ScratchFolder folder = new();
    private FakePlatform platform = null!;

    public async ValueTask InitializeAsync() => platform = await FakePlatform.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await platform.DisposeAsync();
        folder.Dispose();
    }

    [Theory]
    [InlineData(1000, 1)]
    [InlineData(1001, 2)]
    public async Task Users_BeyondAThousand_GoInParts(int users, int calls)
    {
        Assert.Equal(0, (await SendAsync("a", [.. Enumerable.Range(0, users).Select(i => $"user:u{i}")])).Code);
        Assert.Equal(calls, platform.Sent.Count);
        Assert.Equal(users, platform.Sent.Sum(s => s.Body["touser"]!.ToString().Split('|').Length));
    }

    [Fact]
    public async Task People_WhoWereNotReached_AreNamedOneByOne()
    {
        var (code, output) = await SendAsync("b", "user:Gone1", "user:lisi", "user:gone2", "party:2", "tag:5");
        Assert.Equal(1, code);
        Assert.Contains("没有送到的 2 个：user:gone1、user:gone2", output, StringComparison.Ordinal);
        Assert.Equal(3, platform.Sent.Count);
        Assert.Contains("gone1", await File.ReadAllTextAsync(Path.Combine(folder.FullName, "wecom", "b.jsonl"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
        // The same again sends nothing.
        await SendAsync("b", "user:Gone1", "user:lisi", "user:gone2", "party:2", "tag:5");
        Assert.Equal(3, platform.Sent.Count);
    }

    [Fact]
    public async Task Part_ThatTheQuotaStopped_GoesOutInTheNextRun()
    {
        platform.Misbehave(new("message/send") { ErrorCode = 45009 });
        Assert.Contains("还没发送", (await SendAsync("c", "user:lisi")).Output, StringComparison.Ordinal);
        Assert.Equal(0, (await SendAsync("c", "user:lisi")).Code);
        Assert.Single(platform.Sent);
    }

    [Theory]
    [InlineData("lisi")]
    [InlineData("user:a|b")]
    [InlineData("group:1")]
    public async Task Receivers_ThatAreNone_AreRefused(string receiver) => Assert.Equal(2, (await SendAsync("d", receiver)).Code);

    private async Task<(int Code, string Output)> SendAsync(string id, params string[] receivers)
    {
        using var output = new StringWriter();
        var settings = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["WeCom:CorpId"] = FakePlatform.Id, ["WeCom:AgentId"] = "7", ["WeCom:Secret"] = FakePlatform.Secret, ["WeCom:ApiUrl"] = platform.Url.ToString(), ["Data:Directory"] = folder.FullName,
        }).Build();
        var code = await WeComCommands.SendAsync([id, "明天停电，系统暂停。", .. receivers], settings, output, output);
        return (code, output.ToString());
    }
}
