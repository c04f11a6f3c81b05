using Bot.State;
using Bot.State.Conversations;
using Dialogs.Turns;
using Knowledge.Rules;
using StackExchange.Redis;
using StackExchange.Redis.Profiling;
using static Bot.Tests.State.Samples;

namespace Bot.Tests.State.Conversations;

public sealed class TurnRunnerTests(Stores stores)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(StoreKind.Garnet)]
    [InlineData(StoreKind.Redis)]
    [InlineData(StoreKind.Cluster)]
    public async Task Turn_OfATalkThisProcessDoesNotKnow_CostsOneReadAndOneScript(StoreKind kind)
    {
        await using var replica = Replica.On(await stores.ConnectAsync(kind));
        await using var restarted = Replica.On(await stores.ConnectAsync(kind));
        var key = NewKey();
        await replica.SayAsync(key, Say("1"), Ct);
        await replica.SayAsync(key, Say("2"), Ct);

        Assert.Equal(["GET", "EVALSHA"], await CommandsAsync(restarted, () => restarted.SayAsync(key, Say("3"), Ct)));
    }

    [Theory]
    [InlineData(StoreKind.Garnet)]
    [InlineData(StoreKind.Redis)]
    [InlineData(StoreKind.Cluster)]
    public async Task Turn_OfATalkGoingOn_CostsOneScript(StoreKind kind)
    {
        await using var replica = Replica.On(await stores.ConnectAsync(kind));
        var key = NewKey();
        // The first time of each script its text is sent.
        await replica.SayAsync(key, Say("1"), Ct);
        await replica.SayAsync(key, Say("2"), Ct);

        Assert.Equal(["EVALSHA"], await CommandsAsync(replica, () => replica.SayAsync(key, Say("3"), Ct)));
        Assert.Equal(6, Count((await replica.Store.ReadAsync(key, Ct)).Record!.State));
    }

    [Fact]
    public async Task Turn_AfterAnotherProcessWrote_StandsOnWhatThatWrote()
    {
        await using var left = Replica.On(await stores.ConnectAsync(StoreKind.Redis));
        await using var right = Replica.On(await stores.ConnectAsync(StoreKind.Redis));
        var key = NewKey();
        await left.SayAsync(key, Say("1"), Ct);
        await right.SayAsync(key, Say("2"), Ct);

        Assert.Equal(["EVALSHA", "GET", "EVALSHA"], await CommandsAsync(left, () => left.SayAsync(key, Say("4"), Ct)));
        Assert.Equal(7, Count((await left.Store.ReadAsync(key, Ct)).Record!.State));
    }

    [Fact]
    public async Task Turn_AfterAnErasureElsewhere_BeginsAnewAndTellsNothingOld()
    {
        await using var left = Replica.On(await stores.ConnectAsync(StoreKind.Redis));
        await using var right = Replica.On(await stores.ConnectAsync(StoreKind.Redis));
        var key = NewKey();
        await left.SayAsync(key, Say("5", "old"), Ct);
        await right.Store.LoseAsync(key, Ct);

        var repeat = await left.SayAsync(key, Say("5", "old"), Ct);

        Assert.False(repeat.Repeated);
        Assert.Equal("{\"text\":\"=5\"}", repeat.Entries[1].Text());
        await right.Store.LoseAsync(key, Ct);
        Assert.Equal("{\"text\":\"=1\"}", (await left.SayAsync(key, Say("1"), Ct)).Entries[1].Text());
    }

    private static async Task<IEnumerable<string>> CommandsAsync(Replica replica, Func<Task> act)
    {
        var session = new ProfilingSession();
        (await replica.Redis.GetAsync(Ct)).RegisterProfiler(() => session);
        await act();
        return session.FinishProfiling().Select(c => c.Command);
    }

    [Theory]
    [InlineData(StoreKind.Garnet)]
    [InlineData(StoreKind.Redis)]
    public async Task Message_Repeated_BringsTheSameActivitiesAndChangesNothing(StoreKind kind)
    {
        await using var replica = Replica.On(await stores.ConnectAsync(kind));
        await using var other = Replica.On(await stores.ConnectAsync(kind));
        var key = NewKey();
        var first = await replica.SayAsync(key, Say("5", "same"), Ct);
        await replica.SayAsync(key, Say("1"), Ct);

        var repeat = await other.SayAsync(key, Say("5", "same"), Ct);

        Assert.True(repeat.Repeated);
        Assert.Equal(first.Entries.Texts(), repeat.Entries.Texts());
        Assert.Equal(first.Entries.Select(e => e.Sequence), repeat.Entries.Select(e => e.Sequence));
        Assert.Equal(6, Count((await replica.Store.ReadAsync(key, Ct)).Record!.State));
    }

    [Theory]
    [InlineData(StoreKind.Garnet)]
    [InlineData(StoreKind.Redis)]
    [InlineData(StoreKind.Cluster)]
    public async Task Replicas_RacingOnOneConversation_LoseNothing(StoreKind kind)
    {
        const int each = 60;
        var key = NewKey();
        await using var left = Replica.On(await stores.ConnectAsync(kind));
        await using var right = Replica.On(await stores.ConnectAsync(kind));

        var outcomes = await Task.WhenAll(Enumerable.Range(0, each).SelectMany(i => new[] { left, right }.Select(r => Task.Run(() => r.SayAsync(key, Say("1"), Ct)))));

        var record = (await left.Store.ReadAsync(key, Ct)).Record!;
        Assert.Equal(2 * each, Count(record.State));
        var numbers = outcomes.SelectMany(o => o.Entries).Select(e => e.Sequence!.Value).Order().ToArray();
        Assert.Equal(Enumerable.Range(0, 4 * each).Select(i => numbers[0] + i), numbers);
        Assert.Equal(Enumerable.Range(1, 2 * each).Select(i => $"{{\"text\":\"={i}\"}}").Order(), outcomes.Select(o => o.Entries[1].Text()).Order());
    }

    [Fact]
    public async Task Step_ThatFails_IsAnsweredWithASentenceAndKeepsTheState()
    {
        await using var replica = Replica.On(await stores.ConnectAsync(StoreKind.Garnet), assistant: (state, message, now) =>
            message.Text == "boom" ? throw new InvalidOperationException("13800000000") : Add(state, message, now));
        var key = NewKey();
        await replica.SayAsync(key, Say("2"), Ct);

        var failed = await replica.SayAsync(key, Say("boom", "b"), Ct);
        var repeat = await replica.SayAsync(key, Say("boom", "b"), Ct);
        var next = await replica.SayAsync(key, Say("3"), Ct);

        Assert.Contains("抱歉", failed.Entries[1].Text());
        Assert.Equal(failed.Entries.Texts(), repeat.Entries.Texts());
        Assert.Equal("{\"text\":\"=5\"}", next.Entries[1].Text());
    }

    [Fact]
    public async Task Value_OfANewerRelease_IsLeftAsItIs()
    {
        await using var replica = Replica.On(await stores.ConnectAsync(StoreKind.Garnet));
        var key = NewKey();
        const string newer = """{"v":"0123456789abcdef","schema":99,"state":{"what":"ever"},"next":5}""";
        await replica.Redis.WriteAsync(db => db.StringSetAsync(key.Redis, newer), Ct);

        await Assert.ThrowsAsync<NewerSchemaException>(() => replica.SayAsync(key, Say("1"), Ct));

        Assert.Equal(newer, await replica.Redis.ReadAsync(db => db.StringGetAsync(key.Redis), Ct));
    }

    [Fact]
    public async Task Messages_ManyInOneConversation_KeepTheValueBounded()
    {
        await using var replica = Replica.On(await stores.ConnectAsync(StoreKind.Garnet));
        var key = NewKey();
        for (var i = 0; i < 100; i++) await replica.SayAsync(key, Say("1"), Ct);

        var record = (await replica.Store.ReadAsync(key, Ct)).Record!;
        Assert.Equal(ConversationRecord.MostSeen, record.Seen.Length);
        Assert.InRange(record.Transcript.Activities.Length, Transcript.MostEntries, Transcript.MostEntries + 20);
        Assert.InRange(await replica.Redis.ReadAsync(db => db.StringLengthAsync(key.Redis), Ct), 1, 10_000);
    }

    [Fact]
    public async Task Greeting_AskedForTwice_HappensOnce()
    {
        await using var replica = Replica.On(await stores.ConnectAsync(StoreKind.Garnet));
        var key = NewKey();
        Task<TurnOutcome> GreetAsync() => replica.Turns.RunAsync(key, "welcome", state => new Turn(state, [new() { Text = "您好" }], []), t => [Activity(t.Turn.Replies[0].Text)], Ct);

        var both = await Task.WhenAll(GreetAsync(), GreetAsync());

        Assert.Single(both, o => o.Repeated);
        Assert.Single((await replica.Store.ReadAsync(key, Ct)).Record!.Transcript.Activities);
    }
}
