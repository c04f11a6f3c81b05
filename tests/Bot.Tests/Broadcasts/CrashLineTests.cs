using Bot.Broadcasts;
using Bot.Broadcasts.Ledgers;
using Bot.Broadcasts.Sending;
using Bot.Delivery;
using Bot.State.Conversations;
using Bot.Tests.State;
using Microsoft.Extensions.Time.Testing;

namespace Bot.Tests.Broadcasts;

/// <summary>What a batch does with what a dead or a rival process left.</summary>
[Collection("Broadcasts")]
public sealed class CrashLineTests(Stores stores)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(StoreKind.Garnet)]
    [InlineData(StoreKind.Redis)]
    public async Task Person_WhoseTurnADeadProcessHadCommitted_IsUncertainAndNotSentItAgain(StoreKind kind)
    {
        await using var bureau = await Bureau.OpenAsync(stores, kind);
        var (said, noted) = (await bureau.MeetAsync("said"), await bureau.MeetAsync("noted"));
        var broadcast = await BeginAndDieAsync(bureau, said, noted);
        await bureau.Replica.Turns.AnnounceAsync(said, Announcements.IdOf(broadcast), state => new(state, [], []), _ => [], Ct);

        await bureau.Get<Dispatcher>().TendAsync(broadcast.Id, Ct);
        await bureau.RunJobsAsync();

        Assert.Equal([noted], bureau.Channel.Posted.Select(p => p.Person));
        var lines = (await bureau.LedgerAsync(broadcast.Id)).ToDictionary(l => l.Person);
        Assert.Equal((DeliveryState.Uncertain, DeliveryState.Sent), (lines[said].State, lines[noted].State));
        Assert.Contains("不能确定", lines[said].Reason);
    }

    [Fact]
    public async Task Person_OfAChannelWhoseCommitDelivers_IsNeverUncertain()
    {
        await using var bureau = await Bureau.OpenAsync(stores, StoreKind.Garnet, channel: new PostChannel { CommitDelivers = true });
        var said = await bureau.MeetAsync("said");
        var broadcast = await BeginAndDieAsync(bureau, said);
        await bureau.Replica.Turns.AnnounceAsync(said, Announcements.IdOf(broadcast), state => new(state, [], []), _ => [], Ct);

        await bureau.Get<Dispatcher>().TendAsync(broadcast.Id, Ct);
        await bureau.RunJobsAsync();

        Assert.Equal(DeliveryState.Sent, Assert.Single(await bureau.LedgerAsync(broadcast.Id)).State);
        Assert.Empty(bureau.Channel.Posted);
    }

    /// <summary>Of what was on its way when a broadcast was stopped and its process killed the report says what became, and nobody is sent it.</summary>
    [Theory]
    [InlineData(false, "Uncertain")]
    [InlineData(true, "Sent")]
    public async Task CancelledAndKilled_LinesBeingSent_AreSettledAndNothingIsSent(bool commitDelivers, string expected)
    {
        await using var bureau = await Bureau.OpenAsync(stores, StoreKind.Garnet, channel: new PostChannel { CommitDelivers = commitDelivers });
        var (said, noted) = (await bureau.MeetAsync("said"), await bureau.MeetAsync("noted"));
        var broadcast = await BeginAndDieAsync(bureau, said, noted);
        await bureau.Replica.Turns.AnnounceAsync(said, Announcements.IdOf(broadcast), state => new(state, [], []), _ => [], Ct);
        await bureau.Service.CancelAsync(broadcast.Id, "张三", Ct);

        await bureau.Get<Dispatcher>().TendAsync(broadcast.Id, Ct);
        await bureau.RunJobsAsync();
        await bureau.Get<Dispatcher>().TendAsync(broadcast.Id, Ct);
        await bureau.RunJobsAsync();

        Assert.Empty(bureau.Channel.Posted);
        var lines = (await bureau.LedgerAsync(broadcast.Id)).ToDictionary(l => l.Person);
        Assert.Equal((expected, DeliveryState.Pending), (lines[said].State.ToString(), lines[noted].State));
        Assert.Equal(BroadcastStatus.Cancelled, (await bureau.Get<BroadcastStore>().FindAsync(broadcast.Id, Ct))!.Broadcast.Status);
    }

    [Fact]
    public async Task CancelledWhileAnotherHoldsTheBatch_ItIsLeftToItUntilItIsDead()
    {
        await using var bureau = await Bureau.OpenAsync(stores, StoreKind.Redis);
        var said = await bureau.MeetAsync("said");
        var broadcast = await BeginAndDieAsync(bureau, said);
        var batch = Assert.Single(await bureau.Get<Ledger>().BatchesAsync(broadcast.Id, Ct));
        var holder = (await TakeAsync(bureau, new("elsewhere", false, TimeSpan.FromSeconds(10)), broadcast.Id, batch))!;
        await bureau.Service.CancelAsync(broadcast.Id, "张三", Ct);

        await bureau.Get<Dispatcher>().TendAsync(broadcast.Id, Ct);
        await bureau.RunJobsAsync();
        Assert.True(await holder.WriteAsync([], Ct));
        Assert.Equal(DeliveryState.Sending, Assert.Single(await bureau.LedgerAsync(broadcast.Id)).State);

        bureau.Time.Advance(TimeSpan.FromSeconds(10));
        await bureau.Get<Dispatcher>().TendAsync(broadcast.Id, Ct);
        await bureau.RunJobsAsync();
        Assert.Equal(DeliveryState.Pending, Assert.Single(await bureau.LedgerAsync(broadcast.Id)).State);
    }

    [Fact]
    public async Task Preparation_KilledAfterItsFirstBatch_GoesOnAfterItsLastPerson()
    {
        await using var bureau = await Bureau.OpenAsync(stores, StoreKind.Redis);
        var people = (await bureau.MeetAsync(Batch.Size + 5)).Order(PersonOrder.Instance).ToArray();
        var broadcast = await bureau.SubmitAsync();
        await bureau.Get<Ledger>().AddAsync(broadcast.Id, 0, people[..Batch.Size], Ct);

        await bureau.RunJobsAsync();

        Assert.Equal(people, (await bureau.LedgerAsync(broadcast.Id)).Select(l => l.Person));
        Assert.Equal(people.Length, bureau.Channel.Posted.Count);
    }

    [Theory]
    [InlineData(StoreKind.Garnet)]
    [InlineData(StoreKind.Redis)]
    [InlineData(StoreKind.Cluster)]
    public async Task Number_ThatTwoPrepareAtOnce_IsTakenByOne(StoreKind kind)
    {
        await using var bureau = await Bureau.OpenAsync(stores, kind);
        var (ledger, id) = (bureau.Get<Ledger>(), BroadcastStore.NewId());
        var added = await Task.WhenAll(Enumerable.Range(0, 4).Select(i => ledger.AddAsync(id, 0, [Samples.NewKey($"c{i}")], Ct)));
        var winner = Assert.Single(added.OfType<Batch>());
        Assert.Equal(winner.Channel, Assert.Single(await bureau.LedgerAsync(id)).Person.Channel);
    }

    [Theory]
    [InlineData(StoreKind.Garnet)]
    [InlineData(StoreKind.Redis)]
    [InlineData(StoreKind.Cluster)]
    public async Task Lease_TakenOverAfterItRanOut_LetsTheSlowOneWriteNothing(StoreKind kind)
    {
        await using var bureau = await Bureau.OpenAsync(stores, kind);
        var (ledger, id, person) = (bureau.Get<Ledger>(), BroadcastStore.NewId(), Samples.NewKey());
        var batch = (await ledger.AddAsync(id, 0, [person], Ct))!;
        var (one, other) = (new LeaseTerms("one", false, TimeSpan.FromSeconds(10)), new LeaseTerms("other", false, TimeSpan.FromSeconds(10)));

        var slow = (await TakeAsync(bureau, one, id, batch))!;
        Assert.Null(await TakeAsync(bureau, other, id, batch));
        bureau.Time.Advance(TimeSpan.FromMilliseconds(9_999));
        Assert.Null(await TakeAsync(bureau, other, id, batch));
        Assert.False(slow.IsSafe);
        bureau.Time.Advance(TimeSpan.FromMilliseconds(1));
        var next = (await TakeAsync(bureau, other, id, batch))!;

        var sent = new LedgerEntry(person, DeliveryState.Sent, 1, bureau.Time.GetUtcNow());
        Assert.False(await slow.WriteAsync([sent], Ct));
        Assert.True(slow.IsLost);
        Assert.Equal(DeliveryState.Pending, Assert.Single(await bureau.LedgerAsync(id)).State);
        Assert.True(await next.WriteAsync([sent with { Reason = "一句 带 空格 的话" }], Ct));
        Assert.Equal(sent with { Reason = "一句 带 空格 的话" }, Assert.Single(await bureau.LedgerAsync(id)));
    }

    [Fact]
    public async Task Lease_OfADeadProcessOnItsOwnStore_IsTakenAtOnce()
    {
        await using var bureau = await Bureau.OpenAsync(stores, StoreKind.Garnet);
        var (ledger, id) = (bureau.Get<Ledger>(), BroadcastStore.NewId());
        var batch = (await ledger.AddAsync(id, 0, [Samples.NewKey()], Ct))!;
        Assert.NotNull(await TakeAsync(bureau, new("dead", true, TimeSpan.FromMinutes(5)), id, batch));
        Assert.NotNull(await TakeAsync(bureau, new("alive", true, TimeSpan.FromMinutes(5)), id, batch));
        Assert.Null(await TakeAsync(bureau, new("alive", true, TimeSpan.FromMinutes(5)), id, batch));
    }

    [Fact]
    public async Task Line_ErasedWhileItsBatchIsSent_DoesNotComeBack()
    {
        await using var bureau = await Bureau.OpenAsync(stores, StoreKind.Redis);
        var (ledger, id, person) = (bureau.Get<Ledger>(), BroadcastStore.NewId(), Samples.NewKey());
        var batch = (await ledger.AddAsync(id, 0, [person, Samples.NewKey(person.Channel)], Ct))!;
        var lease = (await TakeAsync(bureau, new("one", false, TimeSpan.FromMinutes(1)), id, batch))!;

        await ledger.ForgetAsync(id, person, Ct);
        await lease.WriteAsync([new(person, DeliveryState.Sent, 1, bureau.Time.GetUtcNow())], Ct);

        Assert.DoesNotContain(await bureau.LedgerAsync(id), l => l.Person == person);
    }

    [Fact]
    public async Task Replicas_ThatRunTheSameBatchAtOnce_SendItOnce()
    {
        var (channel, time) = (new PostChannel(), new FakeTimeProvider(Bureau.Monday));
        await using var one = await Bureau.OpenAsync(stores, StoreKind.Redis, channel: channel, time: time);
        await using var other = await Bureau.OpenAsync(stores, StoreKind.Redis, channel: channel, time: time);
        await one.MeetAsync(50);
        var broadcast = await one.SubmitAsync();
        await one.Get<Preparation>().RunAsync(broadcast.Id, Ct);

        await Task.WhenAll(one.Get<BatchSender>().RunAsync(broadcast.Id, 0, Ct), other.Get<BatchSender>().RunAsync(broadcast.Id, 0, Ct));

        Assert.Equal(50, channel.Posted.Count);
    }

    // A process that noted whom it sends to and died.
    private static async Task<Broadcast> BeginAndDieAsync(Bureau bureau, params ConversationKey[] people)
    {
        var broadcast = await bureau.SubmitAsync();
        await bureau.Get<Preparation>().RunAsync(broadcast.Id, Ct);
        bureau.Jobs.Lose();
        var batch = Assert.Single(await bureau.Get<Ledger>().BatchesAsync(broadcast.Id, Ct));
        var lease = (await TakeAsync(bureau, new("dead", false, TimeSpan.FromSeconds(10)), broadcast.Id, batch))!;
        await lease.WriteAsync([.. people.Select(p => new LedgerEntry(p, DeliveryState.Sending, 0, bureau.Time.GetUtcNow()))], Ct);
        bureau.Time.Advance(TimeSpan.FromSeconds(10));
        return broadcast;
    }

    private static Task<BatchLease?> TakeAsync(Bureau bureau, LeaseTerms terms, string id, Batch batch) =>
        BatchLease.TakeAsync(bureau.Replica.Redis, bureau.Time, terms, id, batch, SendJournal.NewId(), Ct);
}
