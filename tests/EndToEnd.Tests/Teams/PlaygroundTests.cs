using Bot.Delivery;
using Bot.State.Conversations;
using Dialogs.Replies;
using Dialogs.Turns;

namespace EndToEnd.Tests.Teams;

/// <summary>The bot as a client finds it that nobody of this project wrote. It sends no token and says that its locale is en-US.</summary>
public sealed class PlaygroundTests(Playground playground) : IClassFixture<Playground>
{
    [Fact]
    public async Task Person_AsksChecksTicksAndIsReminded_AndAGroupIsAnsweredAboutPolicyOnly()
    {
        // One visit: the playground tells the bot of its installation once, and shows a page only what comes while it is open.
        await using var page = await playground.OpenAsync();
        await page.SeesAsync("您好！我是");

        await page.SayAsync("网上申报什么时候截止");
        await page.SeesAsync("依据条款");

        await page.SayAsync("自查");
        await page.PressAsync("大专");
        await page.PressAsync("全日制");
        await page.SayAsync("在若羌县，事业单位，专业技术岗位，2023年8月1日上班，报农艺，普通话二级乙等");
        await page.PressAsync("合格");
        await page.SeesAsync("自查结果");
        await page.SeesAsync("材料清单（10 项）");

        await page.PressAsync("毕业证扫描件准备好了");
        await page.SeesAsync("已备 1 项");
        await page.PressAsync("毕业证扫描件还没准备好");
        await page.SeesAsync("材料清单（10 项）");

        var person = await PersonAsync();
        Assert.Equal(Reach.Now, (await playground.Deliverer.ReachAsync(person, TestContext.Current.CancellationToken)).Reach);
        Assert.IsType<DeliveryResult.Sent>(await playground.Deliverer.SendAsync(person, Reminder, TestContext.Current.CancellationToken));
        await page.SeesAsync("单位公示最晚后天要贴出来");
        await page.PressAsync("办好了");

        // In a group only policy questions are answered.
        await page.EnterAsync("Group Chat");
        await page.SeesAsync("大家好，我是");
        await page.MentionAsync(" 网上申报什么时候截止");
        await page.SeesAsync("依据条款");
        await page.MentionAsync(" 自查");
        await page.SeesAsync("请私聊我");
    }

    private static Announcement Reminder => new("r1", state => new Turn(state, [new Reply { Text = "单位公示最晚后天要贴出来。", Choices = [new("办好了", "办好了"), new("明天再说", "明天再说")] }], []));

    private async Task<ConversationKey> PersonAsync()
    {
        await foreach (var page in playground.People.EnumerateAsync(null, TestContext.Current.CancellationToken)) return page[0];
        throw new InvalidOperationException("Nobody wrote.");
    }
}
