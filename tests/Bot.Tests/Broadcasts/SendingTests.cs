using Bot.Broadcasts;
using Bot.Broadcasts.Ledgers;
using Bot.Broadcasts.Sending;
using Bot.Delivery;
using Bot.Tests.State;

namespace Bot.Tests.Broadcasts;

[Collection("Broadcasts")]
public sealed class SendingTests(Stores stores)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(StoreKind.Garnet)]
    [InlineData(StoreKind.Redis)]
    [InlineData(StoreKind.Cluster)]
    public async Task Broadcast_ToMoreThanTwoBatches_ReachesEachOnce(StoreKind kind)
    {
        await using var bureau = await Bureau.OpenAsync(stores, kind);
        var people = await bureau.MeetAsync((Batch.Size * 2) + 1);

        var broadcast = await bureau.SubmitAsync();
        await bureau.RunJobsAsync();

        Assert.Equal(people.ToHashSet(), bureau.Channel.Posted.Select(p => p.Person).ToHashSet());
        Assert.Equal(people.Length, bureau.Channel.Posted.Count);
        var progress = (await bureau.Service.ProgressAsync(broadcast.Id, Ct))!;
        Assert.Equal(BroadcastStatus.Finished, progress.Broadcast.Status);
        Assert.Equal((people.Length, people.Length, 1.0), (progress.Total, progress.Of(DeliveryState.Sent), progress.Share));
    }

    [Theory]
    [InlineData(StoreKind.Garnet)]
    [InlineData(StoreKind.Redis)]
    [InlineData(StoreKind.Cluster)]
    public async Task Broadcast_CommittedAheadInGroups_ReachesEachOnceAndStandsInTheirTalk(StoreKind kind)
    {
        var channel = new PostChannel { Prepares = true };
        await using var bureau = await Bureau.OpenAsync(stores, kind, channel: channel);
        var people = await bureau.MeetAsync(Batch.Size + 5);
        // Somebody writes between the commit and the send.
        var busy = people[3];
        channel.Between = async person => { if (person == people[0]) await bureau.MeetAsync(busy.Id); };

        var broadcast = await bureau.SubmitAsync();
        await bureau.RunJobsAsync();

        Assert.Equal(people.Length, channel.Prepared);
        Assert.Equal(people.Order(PersonOrder.Instance), channel.Posted.Select(p => p.Person).Order(PersonOrder.Instance));
        Assert.All(channel.Posted, p => Assert.Equal("请大家尽快上传材料。", p.Text));
        foreach (var person in people)
            Assert.NotNull((await bureau.Replica.Store.ReadAsync(person, Ct)).Record!.FindSeen(Announcements.IdOf(broadcast)));
    }

    [Theory]
    [InlineData(StoreKind.Garnet)]
    [InlineData(StoreKind.Redis)]
    public async Task Jobs_LostAndQueuedTwice_ChangeNothing(StoreKind kind)
    {
        await using var bureau = await Bureau.OpenAsync(stores, kind);
        var people = await bureau.MeetAsync(3);
        var broadcast = await bureau.SubmitAsync();
        bureau.Jobs.Lose();

        for (var i = 0; i < 3; i++) await bureau.Get<Dispatcher>().TendAsync(broadcast.Id, Ct);
        await bureau.RunJobsAsync();

        Assert.Equal(people.Length, bureau.Channel.Posted.Count);
    }

    [Fact]
    public async Task Jobs_OfABatchThatIsHeldOrDone_QueueNoOthers()
    {
        await using var bureau = await Bureau.OpenAsync(stores, StoreKind.Redis);
        await bureau.MeetAsync((Batch.Size * 2) + 1);
        var broadcast = await bureau.SubmitAsync();
        await bureau.Get<Preparation>().RunAsync(broadcast.Id, Ct);
        bureau.Jobs.Lose();
        var held = (await bureau.Get<Ledger>().FindAsync(broadcast.Id, 0, Ct))!;
        var lease = await BatchLease.TakeAsync(bureau.Replica.Redis, bureau.Time, new("other", false, TimeSpan.FromMinutes(1)), broadcast.Id, held, "", Ct);

        await bureau.Get<BroadcastJobs>().SendAsync(broadcast.Id, 0, Ct);
        Assert.False(bureau.Jobs.TryTake(out _));

        await lease!.ReleaseAsync(Ct);
        await bureau.Get<BroadcastJobs>().SendAsync(broadcast.Id, 0, Ct);
        Assert.True(bureau.Jobs.TryTake(out _));
        bureau.Jobs.Lose();
        await bureau.Get<BroadcastJobs>().SendAsync(broadcast.Id, 0, Ct);
        Assert.False(bureau.Jobs.TryTake(out _));
    }

    [Fact]
    public async Task Failure_ThatMayPass_IsTriedAgainAfterGrowingPausesAndThenGivenUp()
    {
        await using var bureau = await Bureau.OpenAsync(stores, StoreKind.Redis);
        var person = await bureau.MeetAsync("p");
        bureau.Channel.Answer = _ => new DeliveryResult.Passing("对方服务器忙。");
        var broadcast = await bureau.SubmitAsync();
        await bureau.RunJobsAsync();

        foreach (var (i, pause) in RetrySchedule.Pauses.Index())
        {
            var waiting = Assert.Single(await bureau.LedgerAsync(broadcast.Id));
            Assert.Equal((DeliveryState.Passing, i + 1, bureau.Time.GetUtcNow() + pause), (waiting.State, waiting.Attempts, waiting.At));

            bureau.Time.Advance(pause - TimeSpan.FromMilliseconds(1));
            await bureau.Get<Dispatcher>().TendAsync(broadcast.Id, Ct);
            await bureau.RunJobsAsync();
            Assert.Equal(i + 1, Assert.Single(await bureau.LedgerAsync(broadcast.Id)).Attempts);

            bureau.Time.Advance(TimeSpan.FromMilliseconds(1));
            await bureau.Get<Dispatcher>().RunOnceAsync(all: false, Ct);
            await bureau.RunJobsAsync();
        }

        var given = Assert.Single(await bureau.LedgerAsync(broadcast.Id));
        Assert.Equal(DeliveryState.GivenUp, given.State);
        Assert.Contains("对方服务器忙", given.Reason);
        Assert.Equal(BroadcastStatus.Finished, (await bureau.Service.FindAsync(broadcast.Id, Ct))!.Status);
    }

    [Fact]
    public async Task Broadcast_HeldByTheSwitchForDays_GivesNobodyUpAndGoesOnAMinuteAfterItIsOnAgain()
    {
        await using var bureau = await Bureau.OpenAsync(stores, StoreKind.Redis);
        await bureau.MeetAsync("p");
        var sending = bureau.Get<SendingSwitch>();
        await sending.SwitchOffAsync(bureau.Channel.Channel, "李科长", "发错了", Ct);
        var broadcast = await bureau.SubmitAsync();
        await bureau.RunJobsAsync();
        var noted = bureau.Time.GetUtcNow();

        // As often as a channel that fails is tried before it is given up, and more.
        for (var i = 0; i < RetrySchedule.Pauses.Length + 3; i++)
        {
            bureau.Time.Advance(TimeSpan.FromHours(6));
            await bureau.Get<Dispatcher>().RunOnceAsync(all: false, Ct);
            await bureau.RunJobsAsync();
            var held = Assert.Single(await bureau.LedgerAsync(broadcast.Id));
            // Noted once, not again with each look.
            Assert.Equal((DeliveryState.Passing, 0, noted + TimeSpan.FromMinutes(1)), (held.State, held.Attempts, held.At));
        }

        await sending.SwitchOnAsync(bureau.Channel.Channel, Ct);
        bureau.Time.Advance(TimeSpan.FromMinutes(1));
        await bureau.Get<Dispatcher>().RunOnceAsync(all: false, Ct);
        await bureau.RunJobsAsync();
        Assert.Equal(DeliveryState.Sent, Assert.Single(await bureau.LedgerAsync(broadcast.Id)).State);
    }

    [Fact]
    public async Task Channel_ThatAsksForALongerPause_GetsIt()
    {
        await using var bureau = await Bureau.OpenAsync(stores, StoreKind.Redis);
        await bureau.MeetAsync("p");
        bureau.Channel.Answer = _ => new DeliveryResult.Passing("慢一点。", TimeSpan.FromMinutes(30));
        var broadcast = await bureau.SubmitAsync();
        await bureau.RunJobsAsync();
        Assert.Equal(bureau.Time.GetUtcNow() + TimeSpan.FromMinutes(30), Assert.Single(await bureau.LedgerAsync(broadcast.Id)).At);
    }

    [Fact]
    public async Task Results_OfEachKind_StandInTheReportWithTheirReasons()
    {
        await using var bureau = await Bureau.OpenAsync(stores, StoreKind.Garnet);
        foreach (var id in new[] { "sent", "kept", "refused", "uncertain" }) await bureau.MeetAsync(id);
        bureau.Channel.Answer = p => p.Id switch
        {
            "kept" => new DeliveryResult.Kept("48 小时内没说过话。"),
            "refused" => new DeliveryResult.Refused("已取消关注。"),
            "uncertain" => new DeliveryResult.Uncertain("对方没有回音。"),
            _ => new DeliveryResult.Sent(),
        };

        var broadcast = await bureau.SubmitAsync();
        await bureau.RunJobsAsync();

        var report = (await bureau.Service.ReportAsync(broadcast.Id, Ct))!;
        Assert.Equal(
            [(DeliveryState.Sent, "", 1), (DeliveryState.Kept, "48 小时内没说过话。", 1), (DeliveryState.Refused, "已取消关注。", 1), (DeliveryState.Uncertain, "对方没有回音。", 1)],
            report.Lines.Select(l => (l.State, l.Reason, l.Count)));
        Assert.Equal(BroadcastStatus.Finished, report.Progress.Broadcast.Status);
    }

    [Fact]
    public async Task WhoWaitedAndWroteSince_IsReportedAsDelivered_AndWhoDidNot_StillWaits()
    {
        await using var bureau = await Bureau.OpenAsync(stores, StoreKind.Garnet);
        var people = await bureau.MeetAsync(3);
        bureau.Channel.Answer = _ => new DeliveryResult.Kept("只能等对方来信。");
        var broadcast = await bureau.SubmitAsync();
        await bureau.RunJobsAsync();
        Assert.Equal(3, (await bureau.Service.ReportAsync(broadcast.Id, Ct))!.Progress.Of(DeliveryState.Kept));

        bureau.Channel.Wrote.Add(people[1]);
        var report = (await bureau.Service.ReportAsync(broadcast.Id, Ct))!;
        Assert.Equal((1, 2), (report.Progress.Of(DeliveryState.Sent), report.Progress.Of(DeliveryState.Kept)));
        Assert.Equal(1, (await bureau.Service.ProgressAsync(broadcast.Id, Ct))!.Of(DeliveryState.Sent));
    }
}
