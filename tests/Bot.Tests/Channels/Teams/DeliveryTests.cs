using Bot.Channels.Teams;
using Bot.Channels.Teams.References;
using Bot.Delivery;
using Bot.State.Conversations;
using Dialogs.Replies;
using Dialogs.Turns;
using Microsoft.Extensions.DependencyInjection;

namespace Bot.Tests.Channels.Teams;

/// <summary>What the assistant says by itself in Teams.</summary>
public sealed class DeliveryTests(TeamsHost host) : IClassFixture<TeamsHost>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private Deliverer Deliverer => host.Services.GetRequiredService<Deliverer>();

    [Fact]
    public async Task Reminder_ReachesThePersonAsACardWithButtons()
    {
        var person = await KnownAsync();
        Assert.Equal(Reach.Now, (await Deliverer.ReachAsync(Key(person), Ct)).Reach);
        Assert.IsType<DeliveryResult.Sent>(await Deliverer.SendAsync(Key(person), Reminder("r1"), Ct));

        var said = Assert.Single(host.Connector.In(person.Conversation));
        Assert.False(said.TryGetProperty("text", out _));
        Assert.Equal("明天（10月11日周五）是最后一天。", said.GetProperty("summary").GetString());
        Assert.True(said.GetProperty("channelData").GetProperty("notification").GetProperty("alert").GetBoolean());
        Assert.Equal(["办好了", "明天再说"], CardTests.Pressable(CardTests.Content(said)).Keys);
        Assert.False(said.TryGetProperty("replyToId", out _));
        Assert.Equal($"/v3/conversations/{Uri.EscapeDataString(person.Conversation)}/activities", host.Connector.Requests.Single(r => r.Path.Contains(Uri.EscapeDataString(person.Conversation), StringComparison.Ordinal)).Path);
    }

    [Fact]
    public async Task Announcement_WithoutButtons_IsText()
    {
        var person = await KnownAsync();
        await Deliverer.SendAsync(Key(person), new("b1", state => new(state, [new Reply { Text = "通知更新了。" }], [])), Ct);
        Assert.Equal("通知更新了。", Assert.Single(host.Connector.In(person.Conversation)).GetProperty("text").GetString());
    }

    [Fact]
    public async Task Announcement_OfTheSameId_IsSaidOnce()
    {
        var person = await KnownAsync();
        await Deliverer.SendAsync(Key(person), Reminder("same"), Ct);
        Assert.IsType<DeliveryResult.Sent>(await Deliverer.SendAsync(Key(person), Reminder("same"), Ct));
        Assert.Single(host.Connector.In(person.Conversation));
    }

    [Fact]
    public async Task Announcement_ThatDidNotGetThrough_IsSentWhenTriedAgain()
    {
        var person = await KnownAsync();
        host.Connector.Next(429, "90");
        var passing = Assert.IsType<DeliveryResult.Passing>(await Deliverer.SendAsync(Key(person), Reminder("again"), Ct));
        Assert.Equal(TimeSpan.FromSeconds(90), passing.RetryAfter);
        Assert.IsType<DeliveryResult.Sent>(await Deliverer.SendAsync(Key(person), Reminder("again"), Ct));
        Assert.Equal(2, host.Connector.In(person.Conversation).Length);
    }

    [Fact]
    public async Task Person_WhoBlockedTheBot_IsLeftAloneUntilTheyWrite()
    {
        var person = await KnownAsync();
        host.Connector.Next(403);
        Assert.IsType<DeliveryResult.Refused>(await Deliverer.SendAsync(Key(person), Reminder("x1"), Ct));
        Assert.Equal(Reach.Never, (await Deliverer.ReachAsync(Key(person), Ct)).Reach);
        Assert.IsType<DeliveryResult.Refused>(await Deliverer.SendAsync(Key(person), Reminder("x2"), Ct));
        Assert.Single(host.Connector.In(person.Conversation));

        await person.AskAsync("你好");
        Assert.Equal(Reach.Now, (await Deliverer.ReachAsync(Key(person), Ct)).Reach);
    }

    [Fact]
    public async Task Answer_CutOff_IsUncertain()
    {
        var person = await KnownAsync();
        host.Connector.Next(context =>
        {
            context.Abort();
            return Task.CompletedTask;
        });
        Assert.IsType<DeliveryResult.Uncertain>(await Deliverer.SendAsync(Key(person), Reminder("cut"), Ct));
    }

    [Fact]
    public async Task Person_NotKnown_IsNeverReached()
    {
        var key = TeamsKey.Of("msteams", "a:nobody");
        Assert.Equal(Reach.Never, (await Deliverer.ReachAsync(key, Ct)).Reach);
        Assert.IsType<DeliveryResult.Refused>(await Deliverer.SendAsync(key, Reminder("n"), Ct));
    }

    [Fact]
    public async Task Service_ThatMoved_IsFollowed()
    {
        var person = await KnownAsync();
        var references = host.Services.GetRequiredService<ConversationReferences>();
        var reference = (await references.FindAsync(Key(person), Ct))!;
        await references.KeepAsync(Key(person), reference with { Service = "http://127.0.0.1:1/" }, Ct);
        await person.AskAsync("你好");
        Assert.Equal(host.Connector.Url.ToString(), (await references.FindAsync(Key(person), Ct))!.Service);
        Assert.Equal(("29:person", "28:bot", "t1"), (reference.User, reference.Bot, reference.Tenant));
    }

    [Fact]
    public async Task Erasure_ForgetsWhatWasAnnounced()
    {
        var person = await KnownAsync();
        await Deliverer.SendAsync(Key(person), Reminder("e"), Ct);
        await person.AskAsync("清除我的数据");
        await person.AskAsync("确定删除");
        Assert.Empty(await State.Leftovers.OfAsync(host.Services.GetRequiredService<Bot.State.Redis.RedisConnection>(), person.Conversation[2..], Ct));
    }

    private static ConversationKey Key(Person person) => TeamsKey.Of("msteams", person.Conversation);

    private async Task<Person> KnownAsync()
    {
        var person = host.NewPerson();
        await person.AskAsync("你好");
        return person;
    }

    private static Announcement Reminder(string id) => new(id, state => new Turn(state, [new Reply { Text = "明天（10月11日周五）是最后一天。\n办好了告诉我一声。", Choices = [new("办好了", "办好了"), new("明天再说", "明天再说")] }], []));
}
