using Bot.State.Banners;
using Bot.State.Conversations;
using Dialogs.Replies;
using Dialogs.Turns;

namespace Bot.Tests.State.Banners;

public sealed class BannerTests(Stores stores)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Banner_PutUp_IsSaidOnceToEachPersonAndAgainWhenItIsAnother()
    {
        using var board = new BannerBoard(await stores.ConnectAsync(StoreKind.Garnet), TimeProvider.System);
        var step = BannerStep.Over(static (state, _, _) => new Turn(state, [new Reply { Text = "答" }], []), board);
        await board.PutUpAsync("今晚维护", "李科长", Ct);

        var first = step(new(), Message(), default);
        Assert.Equal(["【公告】今晚维护", "答"], first.Replies.Select(r => r.Text));
        Assert.Equal(["答"], step(first.State, Message(), default).Replies.Select(r => r.Text));

        await board.PutUpAsync("维护结束", "李科长", Ct);
        Assert.Equal(2, step(first.State, Message(), default).Replies.Length);
        await board.TakeDownAsync(Ct);
        Assert.Single(step(new(), Message(), default).Replies);
        Assert.Null(await board.ReadAsync(Ct));
    }

    [Fact]
    public async Task Banner_InAGroupOrBesideAnErasure_IsNotSaid()
    {
        using var board = new BannerBoard(await stores.ConnectAsync(StoreKind.Redis), TimeProvider.System);
        await board.PutUpAsync("今晚维护", "李科长", Ct);
        Assert.Single(BannerStep.Over(static (state, _, _) => new Turn(state, [new Reply { Text = "答" }], []), board)(new(), Message() with { Chat = ChatKind.Group }, default).Replies);
        Assert.Single(BannerStep.Over(static (_, _, _) => new Turn(new(), [new Reply { Text = "清除了" }], [new Effect.Erase()]), board)(new(), Message(), default).Replies);
    }

    private static Message Message() => new() { Id = "1", Text = "你好" };
}
