using Bot.Delivery;
using Bot.Reminders;
using Bot.State.Redis;
using Bot.Tests.State;
using TestKit.Redis;
using static Bot.Tests.State.Samples;

namespace Bot.Tests.Reminders;

/// <summary>Each test has a Redis of its own: a round looks at everybody.</summary>
public sealed class ReminderRoundsTests : IAsyncLifetime
{
    private RedisServer server = null!;
    private RedisConnection redis = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        server = await RedisServer.StartAsync();
        redis = await Stores.OpenAsync(server.ConnectionString);
    }

    public async ValueTask DisposeAsync()
    {
        await redis.DisposeAsync();
        await server.DisposeAsync();
    }

    [Fact]
    public async Task Reminder_AtItsMoment_IsSentOnceAndNoted()
    {
        await using var bot = ReminderHost.On(redis, "2024-10-12T10:00:00+08:00");
        var person = NewKey();
        Assert.Contains("好的，到时候提醒您", await bot.SayAsync(person, "到时候提醒我", Ct), StringComparison.Ordinal);

        Assert.Empty(await bot.AtAsync("2024-10-14T08:59:59+08:00", Ct));
        Assert.Contains("还有3天", Assert.Single(await bot.AtAsync("2024-10-14T09:00:00+08:00", Ct)), StringComparison.Ordinal);
        Assert.Empty(await bot.AtAsync("2024-10-14T09:00:01+08:00", Ct));
        Assert.Empty(await bot.AtAsync("2024-10-15T12:00:00+08:00", Ct));

        var entry = Assert.Single(await bot.Ledger.ReadAsync(person, Ct));
        Assert.Equal(("publicity-3@2024-10-17", LedgerStatus.Sent), (entry.Key, entry.Status));
    }

    [Fact]
    public async Task Day_OnWhichSomebodyIsRemindedOfTwoThings_CountsThemOnce()
    {
        await using var bot = ReminderHost.On(redis, "2024-10-12T10:00:00+08:00");
        var clerk = NewKey();
        foreach (var line in (string[])["我是单位的经办人", "到时候提醒我"]) await bot.SayAsync(clerk, line, Ct);

        var days = await bot.Calendar.DaysAsync(bot.Time.GetUtcNow(), bot.Time.GetUtcNow().AddDays(30), Ct);

        var day = Assert.Single(days, d => d.What.Length == 2);
        Assert.Equal((new DateOnly(2024, 10, 25), 1), (day.Day, day.People));
        Assert.Equal([("网上形式审核", 1), ("受理纸质材料", 1)], day.What);
        Assert.Equal(days.Select(d => d.Day).Distinct(), days.Select(d => d.Day));
    }

    [Fact]
    public async Task Season_OfOnePerson_IsThePreview()
    {
        await using var bot = ReminderHost.On(redis, "2024-09-25T10:00:00+08:00");
        var person = NewKey();
        await bot.SayAsync(person, "到时候提醒我", Ct);
        var (from, to) = (DateTimeOffset.Parse("2024-09-25T10:00:01+08:00"), DateTimeOffset.Parse("2024-11-02T00:00:00+08:00"));
        var planned = new List<string>();
        await foreach (var p in bot.Calendar.PlannedAsync(from, to, Ct)) planned.AddRange(p.Items.Select(i => $"{p.At:MM-dd HH:mm} {i.Key}"));

        for (var hour = DateTimeOffset.Parse("2024-09-25T11:00:00+08:00"); hour < to; hour = hour.AddHours(1)) await bot.AtAsync(hour.ToString("O"), Ct);

        var sent = (await bot.Calendar.OfAsync(person, Ct)).Where(e => e.Status == LedgerStatus.Sent).Select(e => $"{e.At.ToOffset(TimeSpan.FromHours(8)):MM-dd HH:mm} {e.Key}");
        Assert.Equal(planned.Order(), sent.Order());
        Assert.Equal(["09-27 09:00 apply+0@2024-09-27", "10-10 09:00 publicity-7@2024-10-17", "10-14 09:00 publicity-3@2024-10-17", "10-16 09:00 publicity-1@2024-10-17",
            "10-17 09:00 publicity-0@2024-10-17", "10-18 09:00 apply-7@2024-10-25", "10-22 09:00 apply-3@2024-10-25", "10-24 09:00 apply-1@2024-10-25", "10-25 09:00 apply-0@2024-10-25"], planned);
    }

    [Fact]
    public async Task TwoReplicas_AtTheSameTime_RemindEverybodyOnce()
    {
        await using var one = ReminderHost.On(redis, "2024-10-12T10:00:00+08:00");
        await using var other = ReminderHost.On(redis, "", beside: one);
        var people = Enumerable.Range(0, 40).Select(_ => NewKey()).ToList();
        foreach (var person in people) await one.SayAsync(person, "到时候提醒我", Ct);

        one.Time.SetUtcNow(DateTimeOffset.Parse("2024-10-14T09:00:00+08:00"));
        await Task.WhenAll(one.Rounds.RunOnceAsync(Ct), other.Rounds.RunOnceAsync(Ct));

        Assert.Equal(people.Select(p => p.Id).Order(), one.Channel.Sent.Select(s => s.Person.Id).Order());
    }

    [Fact]
    public async Task TwoReplicas_OnACluster_RemindEverybodyOnceAndLookAtAllAgainAfterACorrection()
    {
        await using var cluster = await RedisCluster.StartAsync();
        await using var nodes = await Stores.OpenAsync(cluster.ConnectionString);
        await using var one = ReminderHost.On(nodes, "2024-10-12T10:00:00+08:00");
        await using var other = ReminderHost.On(nodes, "", beside: one);
        var people = Enumerable.Range(0, 20).Select(_ => NewKey()).ToList();
        foreach (var person in people) await one.SayAsync(person, "到时候提醒我", Ct);

        one.Time.SetUtcNow(DateTimeOffset.Parse("2024-10-14T09:00:00+08:00"));
        await Task.WhenAll(one.Rounds.RunOnceAsync(Ct), other.Rounds.RunOnceAsync(Ct));
        Assert.Equal(people.Select(p => p.Id).Order(), one.Channel.Sent.Select(s => s.Person.Id).Order());

        using var extended = new ExtendedPack("closes: 2024-10-25", "closes: 2024-11-08");
        await using var after = ReminderHost.On(nodes, "2024-10-14T15:00:00+08:00", extended.Library);
        Assert.Equal(people.Count, (await after.AtAsync("2024-10-14T15:00:00+08:00", Ct)).Length);
        await after.Queue.ForgetAsync(people[0], Ct);
        Assert.Equal(people.Count - 1, (await after.AtAsync("2024-11-01T09:00:00+08:00", Ct)).Length);
    }

    [Fact]
    public async Task Outage_OverSeveral_SendsWhatStillHelpsAndNotesTheRest()
    {
        await using var bot = ReminderHost.On(redis, "2024-10-08T10:00:00+08:00");
        var person = NewKey();
        await bot.SayAsync(person, "到时候提醒我", Ct);

        var said = Assert.Single(await bot.AtAsync("2024-10-23T11:00:00+08:00", Ct));

        Assert.Contains("个人网上申报10月25日（周五）截止，还有2天", said, StringComparison.Ordinal);
        Assert.DoesNotContain("公示是", said, StringComparison.Ordinal);
        var ledger = (await bot.Ledger.ReadAsync(person, Ct)).ToDictionary(e => e.Key, e => e.Status);
        Assert.Equal(LedgerStatus.Merged, ledger["apply-7@2024-10-25"]);
        Assert.Equal(LedgerStatus.Sent, ledger["apply-3@2024-10-25"]);
        Assert.All(ledger.Where(e => e.Key.StartsWith("publicity", StringComparison.Ordinal)), e => Assert.Equal(LedgerStatus.TooLate, e.Value));
        Assert.Equal(4, ledger.Count(e => e.Value == LedgerStatus.TooLate));
    }

    [Theory]
    [InlineData(false, false, true)]   // killed before the turn was committed: nothing was sent, so it is
    [InlineData(false, true, true)]
    [InlineData(true, false, false)]   // after it: a channel outside may or may not have been called
    [InlineData(true, true, false)]    // after it: where the commit is the delivery, it was sent
    public async Task Killed_WhileSending_NeverSendsTwice(bool committed, bool commitIsDelivery, bool sentAgain)
    {
        await using var bot = ReminderHost.On(redis, "2024-10-12T10:00:00+08:00", channel: new OutsideChannel { CommitIsDelivery = commitIsDelivery });
        var person = NewKey();
        await bot.SayAsync(person, "到时候提醒我", Ct);
        if (committed) bot.Channel.Instead = () => throw new Bot.State.StateUnavailableException("killed");
        else bot.Channel.Before = _ => throw new Bot.State.StateUnavailableException("killed");
        await Assert.ThrowsAsync<Bot.State.StateUnavailableException>(() => bot.AtAsync("2024-10-14T09:00:00+08:00", Ct));
        (bot.Channel.Instead, bot.Channel.Before) = (null, null);

        Assert.Empty(await bot.AtAsync("2024-10-14T09:00:10+08:00", Ct));
        Assert.Equal(sentAgain ? 1 : 0, (await bot.AtAsync("2024-10-14T09:00:16+08:00", Ct)).Length);

        var status = Assert.Single(await bot.Ledger.ReadAsync(person, Ct)).Status;
        Assert.Equal(committed && !commitIsDelivery ? LedgerStatus.Uncertain : LedgerStatus.Sent, status);
    }

    [Theory]
    [InlineData(false, nameof(LedgerStatus.Sent))]        // before its turn was committed: the other one sends, and it finds it said
    [InlineData(true, nameof(LedgerStatus.Uncertain))]    // after it: the other one cannot know whether it was sent, and the late result does not overwrite that
    public async Task Frozen_ForLongerThanItsLease_IsOvertakenWithoutSendingTwice(bool committed, string expected)
    {
        await using var slow = ReminderHost.On(redis, "2024-10-12T10:00:00+08:00");
        await using var other = ReminderHost.On(redis, "", beside: slow);
        var person = NewKey();
        await slow.SayAsync(person, "到时候提醒我", Ct);
        async Task OvertakeAsync()
        {
            (slow.Channel.Before, slow.Channel.Between) = (null, null);
            await other.Queue.DropLeasesAsync(Ct);
            await other.Rounds.RunOnceAsync(Ct);
        }
        if (committed) slow.Channel.Between = OvertakeAsync;
        else slow.Channel.Before = _ => OvertakeAsync();

        Assert.Single(await slow.AtAsync("2024-10-14T09:00:00+08:00", Ct));

        Assert.Equal(expected, Assert.Single(await slow.Ledger.ReadAsync(person, Ct)).Status.ToString());
        Assert.Empty(await slow.AtAsync("2024-10-14T09:30:00+08:00", Ct));
        Assert.Equal(expected, Assert.Single(await slow.Ledger.ReadAsync(person, Ct)).Status.ToString());
    }

    [Fact]
    public async Task Frozen_UntilItsPersonWasErased_WritesNothingOfThem()
    {
        await using var bot = ReminderHost.On(redis, "2024-10-12T10:00:00+08:00");
        var person = NewKey();
        await bot.SayAsync(person, "到时候提醒我", Ct);
        bot.Channel.Between = () => bot.Ledger.ForgetAsync(person, Ct);

        await bot.AtAsync("2024-10-14T09:00:00+08:00", Ct);

        Assert.Empty(await bot.Ledger.ReadAsync(person, Ct));
    }

    [Fact]
    public async Task Passing_IsTriedAgainLaterAndLater_WithTheDaysLeftAsOfThen()
    {
        await using var bot = ReminderHost.On(redis, "2024-10-12T10:00:00+08:00");
        var person = NewKey();
        await bot.SayAsync(person, "到时候提醒我", Ct);
        for (var i = 0; i < 5; i++) bot.Channel.Results.Enqueue(new DeliveryResult.Passing("忙"));

        Assert.Empty(await bot.AtAsync("2024-10-14T09:00:00+08:00", Ct));
        Assert.Equal((LedgerStatus.Retrying, 1), Assert.Single(await bot.Ledger.ReadAsync(person, Ct)) is var e ? (e.Status, e.Attempts) : default);
        Assert.Empty(await bot.AtAsync("2024-10-14T09:00:59+08:00", Ct));
        Assert.Equal(1, (await bot.Ledger.ReadAsync(person, Ct))[0].Attempts);
        Assert.Empty(await bot.AtAsync("2024-10-14T09:01:00+08:00", Ct));
        Assert.Empty(await bot.AtAsync("2024-10-14T09:06:00+08:00", Ct));
        Assert.Empty(await bot.AtAsync("2024-10-14T09:21:00+08:00", Ct));
        Assert.Empty(await bot.AtAsync("2024-10-14T10:21:00+08:00", Ct));
        Assert.Equal(5, (await bot.Ledger.ReadAsync(person, Ct))[0].Attempts);
        Assert.Contains("还有2天", Assert.Single(await bot.AtAsync("2024-10-15T09:00:00+08:00", Ct)), StringComparison.Ordinal);
        Assert.Equal(LedgerStatus.Sent, Assert.Single(await bot.Ledger.ReadAsync(person, Ct)).Status);
    }

    [Fact]
    public async Task Refused_IsNotTriedAgain()
    {
        await using var bot = ReminderHost.On(redis, "2024-10-12T10:00:00+08:00");
        var person = NewKey();
        await bot.SayAsync(person, "到时候提醒我", Ct);
        bot.Channel.Results.Enqueue(new DeliveryResult.Refused("被拉黑"));
        Assert.Empty(await bot.AtAsync("2024-10-14T09:00:00+08:00", Ct));
        Assert.Empty(await bot.AtAsync("2024-10-15T09:00:00+08:00", Ct));
        Assert.Equal((LedgerStatus.Refused, "被拉黑"), Assert.Single(await bot.Ledger.ReadAsync(person, Ct)) is var e ? (e.Status, e.Reason) : default);
    }

    [Fact]
    public async Task Wish_ThatComesJustBeforeIt_KeepsItUnsaid()
    {
        await using var bot = ReminderHost.On(redis, "2024-10-12T10:00:00+08:00");
        var person = NewKey();
        await bot.SayAsync(person, "到时候提醒我", Ct);
        bot.Channel.Before = async p => { bot.Channel.Before = null; await bot.SayAsync(p, "不用提醒了", Ct); };
        Assert.Empty(await bot.AtAsync("2024-10-14T09:00:00+08:00", Ct));
        Assert.Empty(await bot.Ledger.ReadAsync(person, Ct));
    }

    [Fact]
    public async Task Notice_Extended_TellsThoseWhoWereToldOtherwise_AndGoesOnWithTheNewDay()
    {
        var person = NewKey();
        await using (var bot = ReminderHost.On(redis, "2024-10-12T10:00:00+08:00")) await bot.SayAsync(person, "到时候提醒我", Ct);
        using var extended = new ExtendedPack("closes: 2024-10-25", "closes: 2024-11-08");
        await using var after = ReminderHost.On(redis, "2024-10-12T15:00:00+08:00", extended.Library);

        var said = Assert.Single(await after.AtAsync("2024-10-12T15:00:00+08:00", Ct));

        Assert.Contains("之前跟您说的是9月27日（周五）到10月25日（周五），现在是9月27日（周五）到11月8日（周五）", said, StringComparison.Ordinal);
        Assert.Empty(await after.AtAsync("2024-10-12T15:10:00+08:00", Ct));
        var planned = new List<string>();
        await foreach (var p in after.Calendar.PlannedAsync(DateTimeOffset.Parse("2024-10-12T15:10:00+08:00"), DateTimeOffset.Parse("2024-12-01T00:00:00+08:00"), Ct)) planned.AddRange(p.Items.Select(i => i.Key));
        Assert.Contains("apply-7@2024-11-08", planned);
        Assert.DoesNotContain("apply-7@2024-10-25", planned);
    }

    [Fact]
    public async Task Person_WhoErasesThemself_LeavesNothing()
    {
        await using var bot = ReminderHost.On(redis, "2024-10-12T10:00:00+08:00");
        var person = NewKey();
        await bot.SayAsync(person, "到时候提醒我", Ct);
        await bot.AtAsync("2024-10-14T09:00:00+08:00", Ct);
        await bot.SayAsync(person, "删除我的记录", Ct);
        await bot.SayAsync(person, "确定", Ct);
        Assert.Empty(await bot.AtAsync("2024-10-16T09:00:00+08:00", Ct));
        Assert.Empty((await redis.GetAsync(Ct)).GetServers()[0].Keys(pattern: $"*{person.Id}*"));
        Assert.Equal(0, await redis.ReadAsync(db => db.SortedSetLengthAsync("bot:{reminders}:due"), Ct));
    }
}
