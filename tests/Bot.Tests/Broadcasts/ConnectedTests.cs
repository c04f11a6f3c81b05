using Bot.Broadcasts;
using Bot.Broadcasts.Audiences;
using Bot.Broadcasts.Drafts;
using Bot.State.Persons;
using Knowledge.Notices;
using Microsoft.Extensions.DependencyInjection;
using TestKit.Processes;

namespace Bot.Tests.Broadcasts;

/// <summary>The channels that the program has, of which only the web page is connected.</summary>
public sealed class ConnectedTests
{
    [Fact]
    public async Task Audience_OnAChannelThatIsNotConnected_IsRefusedByName_AndMayBeLeftOutOrTriedOut()
    {
        using var data = new ScratchFolder();
        await using var bot = await BotHost.StartWithStoreAsync(data);
        Assert.Equal("渠道“微信公众号”没有配置，发不出去；已配置的有：网页。", Assert.Single(await ProblemsAsync(bot, new Audience.OnChannel(["webchat", "wechat"]))));
        Assert.Empty(await ProblemsAsync(bot, new Audience.OnChannel(["webchat"])));
        Assert.Empty(await ProblemsAsync(bot, new Audience.Not(new Audience.OnChannel(["wechat"]))));

        Assert.NotEmpty(await ProblemsAsync(bot, new Audience.OnChannel(["msteams"])));
        await bot.Services.GetRequiredService<People>().AddAsync(new("msteams", "a:b"), TestContext.Current.CancellationToken);
        Assert.Empty(await ProblemsAsync(bot, new Audience.OnChannel(["msteams"])));
        Assert.NotEmpty(await ProblemsAsync(bot, new Audience.OnChannel(["wechat"])));
    }

    private static Task<IReadOnlyList<string>> ProblemsAsync(BotHost bot, Audience audience) =>
        bot.Services.GetRequiredService<BroadcastService>().CheckAsync(new Draft("提醒", bot.Services.GetRequiredService<NoticeLibrary>().All[0].Id.Value, "请尽早申报。", audience, true), TestContext.Current.CancellationToken);
}
