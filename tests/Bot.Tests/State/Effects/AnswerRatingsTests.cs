using Bot.State.Effects;
using Microsoft.Extensions.DependencyInjection;
using Dialogs.Turns;
using static Bot.Tests.State.Samples;

namespace Bot.Tests.State.Effects;

/// <summary>有用 and 没用, counted once for each answer.</summary>
public sealed class AnswerRatingsTests(Stores stores)
{
    private readonly string notice = $"n{Guid.NewGuid():N}";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(StoreKind.Garnet)]
    [InlineData(StoreKind.Redis)]
    public async Task Answer_RatedAgainAndAgain_CountsOnce_AndTheLastWordHolds(StoreKind kind)
    {
        await using var replica = Replica.On(await stores.ConnectAsync(kind));
        var person = NewKey();
        for (var i = 0; i < 3; i++) await RateAsync(replica, person, 1, useful: false);
        await RateAsync(replica, person, 2, useful: true);
        Assert.Equal((1, 1), await CountAsync(replica));
        var queued = Assert.Single(await replica.Questions.ReadAsync(QuestionQueue.GroupOf(notice, "t"), Ct));
        Assert.Equal(("问的话", true), (queued.Question, queued.Unhelpful));

        await RateAsync(replica, person, 1, useful: true);
        Assert.Equal((2, 0), await CountAsync(replica));
        Assert.Empty(await replica.Questions.ReadAsync(QuestionQueue.GroupOf(notice, "t"), Ct));
    }

    [Fact]
    public async Task Question_ThatHrAnswered_IsNotQueuedAgainByAnotherPress()
    {
        await using var replica = Replica.On(await stores.ConnectAsync(StoreKind.Garnet));
        var (person, group) = (NewKey(), QuestionQueue.GroupOf(notice, "t"));
        await RateAsync(replica, person, 1, useful: false);
        await replica.Questions.RemoveAsync(group, person, (await replica.Questions.EntriesAsync(group, Ct)).Single().Effect, Ct);
        await RateAsync(replica, person, 1, useful: false);
        Assert.Empty(await replica.Questions.ReadAsync(group, Ct));
        Assert.Equal((0, 1), await CountAsync(replica));
    }

    [Fact]
    public async Task Topics_StandByTheShareOfUseful_TheWorstFirst()
    {
        await using var replica = Replica.On(await stores.ConnectAsync(StoreKind.Garnet));
        var person = NewKey();
        await RateAsync(replica, person, 1, useful: true, "well");
        await RateAsync(replica, person, 2, useful: true, "half");
        await RateAsync(replica, person, 3, useful: false, "half");
        await RateAsync(replica, person, 4, useful: false, "badly");
        Assert.Equal(["badly", "half", "well"], (await replica.Service<AnswerRatings>().ReadAsync(Ct)).Where(r => r.Notice == notice).Select(r => r.Topic));
    }

    [Fact]
    public async Task Person_Erased_TakesTheirWordsAlong()
    {
        await using var replica = Replica.On(await stores.ConnectAsync(StoreKind.Garnet));
        var (person, other) = (NewKey(), NewKey());
        await RateAsync(replica, person, 1, useful: false);
        await RateAsync(replica, other, 1, useful: true);
        foreach (var handler in replica.Services.GetServices<IEffectHandler>()) await handler.HandleAsync(person, "e", new Effect.Erase(), Ct);
        Assert.Equal((1, 0), await CountAsync(replica));
        Assert.Empty(await replica.Questions.ReadAsync(QuestionQueue.GroupOf(notice, "t"), Ct));
    }

    private Task RateAsync(Replica replica, Bot.State.Conversations.ConversationKey person, int answer, bool useful, string topic = "t") =>
        replica.Service<AnswerRatings>().HandleAsync(person, Guid.NewGuid().ToString("N"), new Effect.Rate(notice, topic, answer, useful, "问的话"), Ct);

    private async Task<(int Useful, int Useless)> CountAsync(Replica replica) =>
        (await replica.Service<AnswerRatings>().ReadAsync(Ct)).Where(r => r.Notice == notice).Select(r => (r.Useful, r.Useless)).SingleOrDefault();
}
