using Bot.Delivery;
using Bot.State;
using Bot.State.Conversations;
using Bot.Tests.State;
using Dialogs.Replies;
using Dialogs.Turns;
using Microsoft.Extensions.Logging.Abstractions;
using static Bot.Tests.State.Samples;

namespace Bot.Tests.Delivery;

public sealed class DelivererTests(Stores stores)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Person_OfAChannelThatIsNotConfigured_IsRefusedWithAReason()
    {
        using var deliverer = await MakeAsync();
        Assert.Contains("没有配置", Assert.IsType<DeliveryResult.Refused>(await deliverer.SendAsync(NewKey("fax"), Hello, Ct)).Reason);
        Assert.Equal(Reach.Never, (await deliverer.ReachAsync(NewKey("fax"), Ct)).Reach);
    }

    [Fact]
    public async Task Channel_SwitchedOff_SendsNothingUntilItIsOnAgain()
    {
        var channel = new Recording($"c{Guid.NewGuid():N}");
        await using var replica = Replica.On(await stores.ConnectAsync(StoreKind.Garnet));
        var sending = new SendingSwitch(replica.Redis, TimeProvider.System);
        using var deliverer = new Deliverer([channel], sending, NullLogger<Deliverer>.Instance);
        var person = NewKey(channel.Channel);

        await sending.SwitchOffAsync(channel.Channel, "李科长", "平台维护", Ct);
        Assert.Contains("李科长关闭：平台维护", Assert.IsType<DeliveryResult.Passing>(await deliverer.SendAsync(person, Hello, Ct)).Reason);
        Assert.NotEqual(Reach.Never, (await deliverer.ReachAsync(person, Ct)).Reach);
        Assert.Empty(channel.Got);

        await sending.SwitchOnAsync(channel.Channel, Ct);
        Assert.IsType<DeliveryResult.Sent>(await deliverer.SendAsync(person, Hello, Ct));
        Assert.Equal([person], channel.Got);
    }

    [Fact]
    public async Task Channel_ThatFailsUnexpectedly_LeavesItUncertainAndNotToBeRepeated()
    {
        var channel = new Recording("c") { Failure = new InvalidOperationException() };
        using var deliverer = await MakeAsync(channel);
        Assert.IsType<DeliveryResult.Uncertain>(await deliverer.SendAsync(NewKey("c"), Hello, Ct));
    }

    [Fact]
    public async Task Channel_WhileRedisIsAway_SaysSoToTheCaller()
    {
        using var deliverer = await MakeAsync(new Recording("c") { Failure = new StateUnavailableException("away") });
        await Assert.ThrowsAsync<StateUnavailableException>(() => deliverer.SendAsync(NewKey("c"), Hello, Ct));
    }

    [Theory]
    [InlineData(StoreKind.Garnet)]
    [InlineData(StoreKind.Redis)]
    public async Task Announcement_MadeTwice_IsSaidOnce(StoreKind kind)
    {
        await using var replica = Replica.On(await stores.ConnectAsync(kind));
        var key = NewKey();
        await replica.SayAsync(key, Say("1"), Ct);

        for (var i = 0; i < 2; i++) Assert.NotNull(await replica.Turns.AnnounceAsync(key, Hello.Id, Hello.Step, Render(Say("")), Ct));

        Assert.Single((await replica.Store.ReadAsync(key, Ct)).Record!.Transcript.After(0).Texts(), t => t.Contains("提醒", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Announcement_ToSomebodyWhoErasedThemself_BeginsNoConversation()
    {
        await using var replica = Replica.On(await stores.ConnectAsync(StoreKind.Garnet));
        var key = NewKey();
        Assert.Null(await replica.Turns.AnnounceAsync(key, Hello.Id, Hello.Step, Render(Say("")), Ct));
        Assert.Null((await replica.Store.ReadAsync(key, Ct)).Record);
    }

    private static readonly Announcement Hello = new("hello", state => new Turn(state, [new Reply { Text = "提醒" }], []));

    private async Task<Deliverer> MakeAsync(params IDeliveryChannel[] channels) =>
        new(channels, new(await stores.ConnectAsync(StoreKind.Garnet), TimeProvider.System), NullLogger<Deliverer>.Instance);

    private sealed class Recording(string channel) : IDeliveryChannel
    {
        public Exception? Failure { get; init; }
        public List<ConversationKey> Got { get; } = [];
        public string Channel => channel;
        public string Name => "测试";
        public int PerSecond => 1_000;
        public int LongestBytes => 1_900;
        public bool NumbersChoices => true;

        public Task<Reachability> ReachAsync(ConversationKey person, CancellationToken ct) => Task.FromResult(new Reachability(Reach.Now));

        public Task<DeliveryResult> SendAsync(ConversationKey person, Announcement announcement, CancellationToken ct)
        {
            if (Failure is not null) throw Failure;
            Got.Add(person);
            return Task.FromResult<DeliveryResult>(new DeliveryResult.Sent());
        }
    }
}
