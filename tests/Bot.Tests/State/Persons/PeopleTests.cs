using Bot.State.Conversations;
using Bot.State.Persons;
using Dialogs.Replies;
using Dialogs.Turns;
using Microsoft.Extensions.DependencyInjection;
using static Bot.Tests.State.Samples;

namespace Bot.Tests.State.Persons;

public sealed class PeopleTests(Stores stores)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(StoreKind.Garnet)]
    [InlineData(StoreKind.Redis)]
    [InlineData(StoreKind.Cluster)]
    public async Task Person_WhoWroteInAPersonalChat_IsThereOnceWithTheirState(StoreKind kind)
    {
        await using var replica = Replica.On(await stores.ConnectAsync(kind));
        var key = NewKey();
        await replica.SayAsync(key, Say("2"), Ct);
        await replica.SayAsync(key, Say("3"), Ct);

        Assert.Single(await AllAsync(replica), key);
        Assert.Equal(5, Count((await replica.People.ReadAsync(key, Ct))!.State));
    }

    [Fact]
    public async Task Chat_OfAGroupOrOnlyGreeted_IsNobody()
    {
        await using var replica = Replica.On(await stores.ConnectAsync(StoreKind.Garnet));
        var (group, greeted) = (NewKey(), NewKey());
        await replica.SayAsync(group, Say("1") with { Chat = ChatKind.Group }, Ct);
        await replica.Turns.RunAsync(greeted, "hello", state => new(state, [new Reply { Text = "您好" }], []), Render(Say("")), Ct);

        var all = await AllAsync(replica);
        Assert.DoesNotContain(group, all);
        Assert.DoesNotContain(greeted, all);
    }

    [Theory]
    [InlineData(StoreKind.Garnet)]
    [InlineData(StoreKind.Redis)]
    public async Task Walk_OverMorePeopleThanAPage_MeetsEachOnce(StoreKind kind)
    {
        await using var replica = Replica.On(await stores.ConnectAsync(kind));
        var keys = Enumerable.Range(0, People.PageSize * 2 + 1).Select(_ => NewKey("many")).ToHashSet();
        await Task.WhenAll(keys.Select(k => replica.People.AddAsync(k, Ct)));

        var met = (await AllAsync(replica)).Where(k => k.Channel == "many").ToArray();

        Assert.Equal(keys.Count, met.Length);
        Assert.Equal(keys, met.ToHashSet());
    }

    [Fact]
    public async Task Person_WhoErasedThemself_IsNoLongerThere()
    {
        await using var replica = Replica.On(await stores.ConnectAsync(StoreKind.Redis), assistant: (state, m, _) => new(state, [new Reply { Text = "好" }], m.Text == "删" ? [new Effect.Erase()] : []));
        var key = NewKey();
        await replica.SayAsync(key, Say("1"), Ct);
        Assert.Contains(key, await AllAsync(replica));

        await replica.SayAsync(key, Say("删"), Ct);

        Assert.DoesNotContain(key, await AllAsync(replica));
        Assert.Null(await replica.People.ReadAsync(key, Ct));
    }

    [Fact]
    public async Task Person_WhoseConversationExpired_IsLeftOutAndForgotten()
    {
        await using var replica = Replica.On(await stores.ConnectAsync(StoreKind.Garnet));
        var key = NewKey();
        await replica.SayAsync(key, Say("1"), Ct);
        await replica.Store.LoseAsync(key, Ct);

        await foreach (var page in replica.People.EnumerateCardsAsync(Ct)) Assert.DoesNotContain(page, c => c.Key == key);

        Assert.DoesNotContain(key, await AllAsync(replica));
    }

    [Fact]
    public async Task Card_WhoseStateIsLong_IsReadWhole()
    {
        await using var replica = Replica.On(await stores.ConnectAsync(StoreKind.Garnet), assistant: (state, m, _) => new(state with { Role = new string('长', 9_000) }, [new Reply { Text = "好" }], []));
        var key = NewKey();
        await replica.SayAsync(key, Say("1"), Ct);

        Assert.Equal(9_000, (await replica.People.ReadAsync(key, Ct))!.State.Role!.Length);
    }

    [Fact]
    public async Task Pseudonym_OfAPerson_IsTheSameInEveryReplicaAndHidesTheKey()
    {
        await using var one = Replica.On(await stores.ConnectAsync(StoreKind.Redis));
        await using var other = Replica.On(await stores.ConnectAsync(StoreKind.Redis));
        var key = NewKey();

        var name = await one.Pseudonyms.OfAsync(key, Ct);

        Assert.Matches("^test-[0-9a-hjkmnp-tv-z]{8}$", name);
        Assert.Equal(name, await other.Pseudonyms.OfAsync(key, Ct));
        Assert.NotEqual(name, await one.Pseudonyms.OfAsync(NewKey(), Ct));
    }

    private static async Task<List<ConversationKey>> AllAsync(Replica replica)
    {
        var all = new List<ConversationKey>();
        await foreach (var page in replica.People.EnumerateAsync(null, Ct)) all.AddRange(page);
        return all;
    }
}
