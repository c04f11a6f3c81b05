using Bot.Channels.WeChat.Doctor;
using Bot.Channels.WeChat.Menu;
using Microsoft.Extensions.Configuration;
using TestKit.Platforms;
using TestKit.Processes;

namespace Bot.Tests.Channels.Tencent;

public sealed class WeChatCommandTests : IAsyncLifetime
{
    private FakePlatform platform = null!;

    public async ValueTask InitializeAsync() => platform = await FakePlatform.StartAsync();

    public ValueTask DisposeAsync() => platform.DisposeAsync();

    [Fact]
    public void Menu_ThatIsShipped_KeepsThePlatformsLimits() => Assert.Empty(MenuFile.Read("").Problems);

    [Theory]
    [InlineData("[]", "0 个")]
    [InlineData("""[{"name":"一二三四五六","say":"x"}]""", "16 字节")]
    [InlineData("""[{"name":"一"}]""", "三者之一")]
    [InlineData("""[{"name":"一","say":"x","url":"https://x"}]""", "三者之一")]
    [InlineData("""[{"name":"一","url":"/x"}]""", "网址")]
    [InlineData("""[{"name":"一","buttons":[{"name":"二","buttons":[{"name":"三","say":"x"}]}]}]""", "第二级")]
    [InlineData("""[{"name":"一","says":"x"}]""", "says")]
    [InlineData("[", "JSON")]
    public void Menu_ThatIsWrong_SaysWhatAndWhere(string json, string word)
    {
        using var folder = new ScratchFolder();
        var path = Path.Combine(folder.FullName, "menu.json");
        File.WriteAllText(path, json);
        Assert.Contains(MenuFile.Read(path).Problems, p => p.Contains(word, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Push_ThenShow_BringsTheMenuBack()
    {
        Assert.Equal((0, true), await RunAsync(WeChatCommands.PushMenuAsync) is var pushed ? (pushed.Code, pushed.Output.Contains("菜单已发布", StringComparison.Ordinal)) : default);
        Assert.Contains("\"name\":\"政策问答\"", Assert.Single(platform.CallsOf("menu/create")).Raw, StringComparison.Ordinal);
        var shown = await RunAsync(WeChatCommands.ShowMenuAsync);
        Assert.Contains("\"key\":\"say:自查\"", shown.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Doctor_OfAGoodConfiguration_FindsNothing()
    {
        await using var host = await TextChannelHost.StartAsync(settings: TextChannelHost.Account(platform));
        var url = host.Client.BaseAddress!.ToString().TrimEnd('/');
        var (code, output) = await RunAsync(WeChatCommands.DoctorAsync, ("WeChat:Templates:0:Id", "sub-1"), ("WeChat:Templates:0:Fields:thing1", "{headline}"));
        Assert.True(code == 0, output);
        Assert.Contains("✓ 模板 sub-1", output, StringComparison.Ordinal);
        var (_, addressed) = await RunAsync(WeChatCommands.DoctorAsync, ("WeChat:PublicUrl", url));
        Assert.Contains("✓ 地址和 Token 验证通过", addressed, StringComparison.Ordinal);
        // The platform would not call that port.
        Assert.Contains("只访问 http 80 和 https 443", addressed, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("stable_token", 40164, "IP白名单")]
    [InlineData("stable_token", 40125, "AppSecret 不对")]
    [InlineData("stable_token", 40013, "AppID 不对")]
    [InlineData("custom/typing", 48001, "接口权限")]
    public async Task Doctor_OfAWrongConfiguration_SaysWhatToClick(string path, int code, string word)
    {
        platform.Misbehave(new(path) { ErrorCode = code });
        var (exit, output) = await RunAsync(WeChatCommands.DoctorAsync);
        Assert.Equal(1, exit);
        Assert.Contains(output.Split('\n'), l => l.StartsWith('✗') && l.Contains(word, StringComparison.Ordinal));
        Assert.DoesNotContain(FakePlatform.Secret, output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Doctor_OfATemplateThatIsNotThere_NamesIt()
    {
        var (exit, output) = await RunAsync(WeChatCommands.DoctorAsync, ("WeChat:Templates:0:Id", "sub-9"), ("WeChat:Templates:0:Fields:thing1", "{headline}"));
        Assert.Equal(1, exit);
        Assert.Contains("✗ 模板 sub-9 不在账号里", output, StringComparison.Ordinal);
    }

    private async Task<(int Code, string Output)> RunAsync(Func<string[], IConfiguration, TextWriter, TextWriter, Task<int>> command, params (string, string)[] more)
    {
        using var output = new StringWriter();
        var settings = new ConfigurationBuilder().AddInMemoryCollection(TextChannelHost.Account(platform, more: more).Select(s => KeyValuePair.Create<string, string?>(s.Item1, s.Item2))).Build();
        var code = await command([], settings, output, output);
        return (code, output.ToString());
    }
}
