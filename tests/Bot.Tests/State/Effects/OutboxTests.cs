using Bot.State;
using Bot.State.Conversations;
using Bot.State.Effects;
using Dialogs.Turns;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using StackExchange.Redis;
using System.Text.Json;
using static Bot.Tests.State.Samples;

namespace Bot.Tests.State.Effects;

public sealed class OutboxTests(Stores stores)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(StoreKind.Garnet)]
    [InlineData(StoreKind.Redis)]
    [InlineData(StoreKind.Cluster)]
    public async Task Question_NobodyCouldAnswer_WaitsForHrInItsGroup(StoreKind kind)
    {
        var topic = Guid.NewGuid().ToString("N");
        await using var replica = Replica.On(await stores.ConnectAsync(kind), assistant: Ask("n", topic));
        var key = NewKey();

        await replica.SayAsync(key, Say("能报几个人"), Ct);
        await replica.SayAsync(key, Say("要不要体检"), Ct);

        Assert.Contains($"n/{topic}", await replica.Questions.GroupsAsync(Ct));
        Assert.Equal(["能报几个人", "要不要体检"], (await replica.Questions.ReadAsync($"n/{topic}", Ct)).Select(q => q.Question));
        Assert.Empty((await replica.Store.ReadAsync(key, Ct)).Record!.Outbox);
    }

    [Theory]
    [InlineData(StoreKind.Garnet)]
    [InlineData(StoreKind.Redis)]
    public async Task Effect_ThatFailedAtFirst_IsCarriedOutByTheSweep(StoreKind kind)
    {
        var time = new FakeTimeProvider(Morning + TimeSpan.FromTicks(Random.Shared.NextInt64(TimeSpan.TicksPerDay)));
        var handler = new Stubborn();
        await using var replica = Replica.On(await stores.ConnectAsync(kind), time, Ask("n", "t"), s => s.AddSingleton<IEffectHandler>(handler));
        var key = NewKey();
        var turn = await replica.SayAsync(key, Say("问"), Ct);
        Assert.Equal(2, turn.Entries.Length);
        Assert.NotEmpty((await replica.Store.ReadAsync(key, Ct)).Record!.Outbox);

        handler.Fails = false;
        time.Advance(TimeSpan.FromSeconds(30));
        await replica.Sweeper.RunOnceAsync(Ct);

        Assert.Empty((await replica.Store.ReadAsync(key, Ct)).Record!.Outbox);
        Assert.Single(handler.Done.Where(d => d.Key == key).Distinct());
        Assert.DoesNotContain(key, await replica.Outbox.FindLeftAsync(TimeSpan.Zero, Ct));
    }

    [Fact]
    public async Task Question_CarriedOutTwice_IsThereOnce()
    {
        var topic = Guid.NewGuid().ToString("N");
        await using var replica = Replica.On(await stores.ConnectAsync(StoreKind.Garnet));
        var (key, effect) = (NewKey(), new Effect.QueueQuestion("n", "问", topic));
        await replica.Questions.HandleAsync(key, "7-0", effect, Ct);
        await replica.Questions.HandleAsync(key, "7-0", effect, Ct);
        Assert.Single(await replica.Questions.ReadAsync($"n/{topic}", Ct));
    }

    [Theory]
    [InlineData(StoreKind.Garnet)]
    [InlineData(StoreKind.Redis)]
    public async Task Question_BeyondThoseKept_TakesThePlaceOfTheOldest(StoreKind kind)
    {
        var topic = Guid.NewGuid().ToString("N");
        var time = new FakeTimeProvider(Morning);
        await using var replica = Replica.On(await stores.ConnectAsync(kind), time);
        var earlier = Enumerable.Range(1, QuestionQueue.MostInGroup).Select(i => new QueuedQuestion($"{i}", Morning.AddMinutes(-i), "test", $"{i}"));
        await replica.Redis.WriteAsync(
            async db =>
            {
                await db.HashSetAsync($"bot:{{questions}}:in:n/{topic}", [.. earlier.Select(q => new HashEntry(q.Conversation, JsonSerializer.SerializeToUtf8Bytes(q, StateJson.Options)))]);
                return true;
            },
            Ct);

        await replica.Questions.HandleAsync(NewKey(), "7-0", new Effect.QueueQuestion("n", "新的", topic), Ct);

        var kept = (await replica.Questions.ReadAsync($"n/{topic}", Ct)).Select(q => q.Question).ToList();
        Assert.Equal("新的", kept[^1]);
        Assert.Contains("1", kept);
        Assert.DoesNotContain($"{QuestionQueue.MostInGroup}", kept);
        Assert.InRange(kept.Count, QuestionQueue.MostInGroup - 100, QuestionQueue.MostInGroup);
    }

    [Theory]
    [InlineData(StoreKind.Garnet)]
    [InlineData(StoreKind.Redis)]
    [InlineData(StoreKind.Cluster)]
    public async Task Erasure_OfAPerson_LeavesNothingOfThemAndEverythingOfOthers(StoreKind kind)
    {
        var topic = Guid.NewGuid().ToString("N");
        TurnStep assistant = (state, message, now) =>
            message.Text == "erase" ? new(new(), [new() { Text = "已删除" }], [new Effect.Erase()]) : Ask("n", topic)(state, message, now);
        await using var replica = Replica.On(await stores.ConnectAsync(kind), assistant: assistant);
        var (key, other) = (NewKey(), NewKey());
        foreach (var asking in new[] { key, other }) await replica.SayAsync(asking, Say($"问 {asking.Id}"), Ct);

        var erased = await replica.SayAsync(key, Say("erase"), Ct);

        Assert.Contains("已删除", erased.Entries[1].Text());
        Assert.Empty(await Leftovers.OfAsync(replica.Redis, key.Id, Ct));
        Assert.NotEmpty(await Leftovers.OfAsync(replica.Redis, other.Id, Ct));
        Assert.Single(await replica.Questions.ReadAsync($"n/{topic}", Ct));
    }

    [Theory]
    [InlineData(StoreKind.Garnet)]
    [InlineData(StoreKind.Redis)]
    public async Task Erasure_ThatFailedAtFirst_ComesBeforeTheNextMessage_WhichIsKept(StoreKind kind)
    {
        var handler = new Stubborn();
        await using var replica = Replica.On(await stores.ConnectAsync(kind), assistant: EraseOrAdd, more: s => s.AddSingleton<IEffectHandler>(handler));
        var key = NewKey();
        await replica.SayAsync(key, Say("1"), Ct);
        var erased = await replica.SayAsync(key, Say("erase"), Ct);

        handler.Fails = false;
        var next = await replica.SayAsync(key, Say("2"), Ct);

        Assert.True(next.First > erased.First);
        Assert.Contains(next.Entries[^1].Text(), (await replica.Feed.ReadAsync(key, erased.Entries[^1].Sequence!.Value, Ct))!.Value.Select(e => e.Text()));
        var record = (await replica.Store.ReadAsync(key, Ct)).Record!;
        Assert.Equal((next.First, 1), (record.Transcript.First, record.Seen.Length));
        await replica.Sweeper.RunOnceAsync(Ct);
        Assert.NotNull((await replica.Store.ReadAsync(key, Ct)).Record);
    }

    [Theory]
    [InlineData(StoreKind.Garnet)]
    [InlineData(StoreKind.Redis)]
    public async Task Erasure_ThatFailsOn_RefusesTheNextMessage_AndNothingIsAnnounced(StoreKind kind)
    {
        await using var replica = Replica.On(await stores.ConnectAsync(kind), assistant: EraseOrAdd, more: s => s.AddSingleton<IEffectHandler>(new Stubborn()));
        var key = NewKey();
        await replica.SayAsync(key, Say("erase"), Ct);
        var kept = (await replica.Store.ReadAsync(key, Ct)).Record!.Transcript.Next;

        await Assert.ThrowsAsync<StateUnavailableException>(() => replica.SayAsync(key, Say("2"), Ct));
        Assert.Null(await replica.Turns.AnnounceAsync(key, "news", state => new(state, [new() { Text = "新消息" }], []), Render(Say("")), Ct));
        var ahead = new TurnsAhead();
        await replica.Turns.AnnounceAheadAsync([key], "news", state => new(state, [new() { Text = "新消息" }], []), Render(Say("")), ahead, Ct);

        Assert.Null(ahead.Take(key));
        Assert.Equal(kept, (await replica.Store.ReadAsync(key, Ct)).Record!.Transcript.Next);
    }

    private static Turn EraseOrAdd(ConversationState state, Message message, DateTimeOffset now) =>
        message.Text == "erase" ? new(new(), [new() { Text = "已删除" }], [new Effect.Erase()]) : Add(state, message, now);

    private static TurnStep Ask(string notice, string topic) => (state, message, _) =>
        new(state, [new() { Text = "已转给工作人员" }], [new Effect.QueueQuestion(notice, message.Text, topic)]);

    private sealed class Stubborn : IEffectHandler
    {
        public bool Fails { get; set; } = true;
        public List<(ConversationKey Key, string Id)> Done { get; } = [];

        public Task HandleAsync(ConversationKey key, string effectId, Effect effect, CancellationToken ct)
        {
            if (Fails) throw new InvalidOperationException("not yet");
            Done.Add((key, effectId));
            return Task.CompletedTask;
        }
    }
}
