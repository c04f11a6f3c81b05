using System.Text;
using Bot.Broadcasts;
using Bot.Broadcasts.Audiences;
using Bot.Broadcasts.Ledgers;
using Bot.Broadcasts.Sending;
using Bot.Delivery;
using Bot.Tests.State;
using Dialogs.Flows.Talk;
using Dialogs.Turns;

namespace Bot.Tests.Broadcasts;

/// <summary>What HR orders, and what is refused before anybody is sent anything.</summary>
[Collection("Broadcasts")]
public sealed class OrderTests(Stores stores)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Audience_OfNobody_CannotBeSentTo()
    {
        await using var bureau = await Bureau.OpenAsync(stores, StoreKind.Garnet);
        Assert.Contains("没有一个人", await RefusedAsync(bureau, bureau.Draft()));
    }

    [Theory]
    [InlineData(2, true)]
    [InlineData(3, false)]
    public async Task Audience_LargerThanAllowed_IsRefusedWithBothNumbers(int people, bool allowed)
    {
        await using var bureau = await Bureau.OpenAsync(stores, StoreKind.Redis, new() { LargestAudience = 2 });
        await bureau.MeetAsync(people);
        if (allowed) await bureau.SubmitAsync();
        else Assert.Equal("受众有 3 人，超过一次最多 2 人。请缩小范围，分几次发。", await RefusedAsync(bureau, bureau.Draft()));
    }

    [Theory]
    [InlineData("{{ deadline.x }}", "没有来源")]
    [InlineData("{% if %}", "模板")]
    [InlineData("", "还没有写")]
    [InlineData("  \n ", "还没有写")]
    [InlineData("铃\u0007声", "控制字符")]
    [InlineData("{{ words.education }}", "空")]
    public async Task Text_ThatCannotBeSent_IsRefusedInChinese(string text, string sentence)
    {
        await using var bureau = await Bureau.OpenAsync(stores, StoreKind.Garnet);
        await bureau.MeetAsync("p");
        Assert.Contains(sentence, await RefusedAsync(bureau, bureau.Draft(text)));
    }

    [Theory]
    [InlineData(200, null)]
    [InlineData(201, "最多 600 字节（约 200 个汉字），现在是 603 字节")]
    public async Task Text_TooLongForAChannel_IsRefusedWithItsLimit(int letters, string? sentence)
    {
        await using var bureau = await Bureau.OpenAsync(stores, StoreKind.Garnet);
        var problems = await bureau.Service.CheckAsync(bureau.Draft(new string('好', letters)), Ct);
        if (sentence is null) Assert.Empty(problems);
        else Assert.Contains(sentence, Assert.Single(problems));
    }

    [Fact]
    public async Task Preview_OfAChannelWithoutButtons_NumbersTheChoice()
    {
        await using var bureau = await Bureau.OpenAsync(stores, StoreKind.Garnet);
        var preview = Assert.Single(bureau.Service.Show(bureau.Draft("{{ deadlines.apply.closes | day }}截止。")));
        Assert.Matches(@"^\d+月\d+日.*截止。\n1\. 收到$", preview.Text);
        Assert.Null(preview.Problem);
    }

    [Fact]
    public async Task Audience_NamingWhatIsNotThere_IsRefusedByName()
    {
        await using var bureau = await Bureau.OpenAsync(stores, StoreKind.Garnet);
        async Task<string> Problem(Audience audience) => string.Join("", await bureau.Service.CheckAsync(bureau.Draft(audience: audience), Ct));
        Assert.Contains("渠道“fax”没有配置", await Problem(new Audience.OnChannel(["fax"])));
        Assert.Contains("没有“height”这一项", await Problem(new Audience.WithFact("height", ["x"])));
        Assert.Contains("没有“doctorate”这个选项", await Problem(new Audience.WithFact("education", ["doctorate"])));
        Assert.Contains("没有“路人”这种身份", await Problem(new Audience.InRole(["路人"])));
        Assert.Contains("没有编号为“passport”的材料", await Problem(new Audience.Missing("passport")));
        Assert.Contains("请重新上传", await Problem(new Audience.Listed("nothing")));
        Assert.Contains("请选一个 CSV 文件", await Problem(new Audience.Listed("")));
        Assert.Contains("请选一条", await Problem(new Audience.Unacknowledged("")));
        Assert.Contains("一项都没选", await Problem(new Audience.WithVerdict([])));
        Assert.Contains("是空的", await Problem(new Audience.Any([])));
    }

    [Fact]
    public async Task Time_ThatHasPassed_IsRefusedAndOneToComeIsKept()
    {
        await using var bureau = await Bureau.OpenAsync(stores, StoreKind.Redis);
        await bureau.MeetAsync("p");
        var now = bureau.Time.GetUtcNow();
        Assert.Contains("已经过了", await RefusedAsync(bureau, bureau.Draft(), at: now));

        var broadcast = await bureau.SubmitAsync(at: now.AddHours(1));
        Assert.Equal(BroadcastStatus.Scheduled, broadcast.Status);
        bureau.Time.Advance(TimeSpan.FromHours(1) - TimeSpan.FromMilliseconds(1));
        await bureau.Get<Dispatcher>().RunOnceAsync(false, Ct);
        await bureau.RunJobsAsync();
        Assert.Empty(bureau.Channel.Posted);

        bureau.Time.Advance(TimeSpan.FromMilliseconds(1));
        await bureau.Get<Dispatcher>().RunOnceAsync(false, Ct);
        await bureau.RunJobsAsync();
        Assert.Single(bureau.Channel.Posted);
    }

    [Fact]
    public async Task Approval_WhereItIsRequired_IsSomebodyElses()
    {
        await using var bureau = await Bureau.OpenAsync(stores, StoreKind.Garnet, new() { ApprovalRequired = true });
        await bureau.MeetAsync("p");
        var broadcast = await bureau.SubmitAsync(by: "张三");
        await bureau.RunJobsAsync();
        Assert.Equal(BroadcastStatus.AwaitingApproval, broadcast.Status);
        Assert.Empty(bureau.Channel.Posted);

        Assert.Contains("不能自己审批", Reason(await bureau.Service.ApproveAsync(broadcast.Id, "张三", Ct)));
        Assert.IsType<BroadcastOutcome.Done>(await bureau.Service.RejectAsync(broadcast.Id, "李四", "错字", Ct));
        Assert.Contains("李四退回：错字", (await bureau.Service.FindAsync(broadcast.Id, Ct))!.Note);
        Assert.IsType<BroadcastOutcome.Done>(await bureau.Service.SubmitAsync(broadcast.Id, "张三", null, Ct));
        Assert.IsType<BroadcastOutcome.Done>(await bureau.Service.ApproveAsync(broadcast.Id, "李四", Ct));
        await bureau.RunJobsAsync();

        Assert.Single(bureau.Channel.Posted);
        Assert.Equal("李四", (await bureau.Service.FindAsync(broadcast.Id, Ct))!.Approver);
    }

    [Fact]
    public async Task Cancel_InFlight_LeavesTheRestUnsentAndSaysSo()
    {
        await using var bureau = await Bureau.OpenAsync(stores, StoreKind.Redis);
        await bureau.MeetAsync(Batch.Size + 20);
        var broadcast = await bureau.SubmitAsync();
        bureau.Channel.Between = async _ =>
        {
            if (bureau.Channel.Posted.Count == 9) await bureau.Service.CancelAsync(broadcast.Id, "张三", Ct);
        };
        await bureau.RunJobsAsync();

        Assert.Equal(10, bureau.Channel.Posted.Count);
        var report = (await bureau.Service.ReportAsync(broadcast.Id, Ct))!;
        Assert.Equal([(DeliveryState.Sent, 10), (DeliveryState.Stopped, Batch.Size + 10)], report.Lines.Select(l => (l.State, l.Count)));
        Assert.Contains("张三取消", report.Progress.Broadcast.Note);
        await bureau.Get<Dispatcher>().RunOnceAsync(all: true, Ct);
        await bureau.RunJobsAsync();
        Assert.Equal(10, bureau.Channel.Posted.Count);

        // What was mended goes to those whom the stopped one did not reach.
        bureau.Channel.Between = _ => Task.CompletedTask;
        var rest = Assert.IsType<BroadcastOutcome.Done>(await bureau.Service.ResendAsync(broadcast.Id, uncertainToo: false, "张三", Ct)).Broadcast;
        Assert.Equal(Batch.Size + 10, (await bureau.Service.CountAsync(rest.Draft, null, Ct)).Total);
    }

    [Theory]
    [InlineData(false, 1)]
    [InlineData(true, 2)]
    public async Task Resend_GoesOnlyToThoseNotReached(bool uncertainToo, int expected)
    {
        await using var bureau = await Bureau.OpenAsync(stores, StoreKind.Garnet);
        foreach (var id in new[] { "good", "left", "unsure" }) await bureau.MeetAsync(id);
        bureau.Channel.Answer = p => p.Id switch { "left" => new DeliveryResult.Refused("已离开。"), "unsure" => new DeliveryResult.Uncertain("没有回音。"), _ => new DeliveryResult.Sent() };
        var first = await bureau.SubmitAsync();
        await bureau.RunJobsAsync();

        bureau.Channel.Answer = _ => new DeliveryResult.Sent();
        var resend = Assert.IsType<BroadcastOutcome.Done>(await bureau.Service.ResendAsync(first.Id, uncertainToo, "张三", Ct)).Broadcast;
        Assert.IsType<BroadcastOutcome.Done>(await bureau.Service.SubmitAsync(resend.Id, "张三", null, Ct));
        await bureau.RunJobsAsync();

        Assert.Equal(expected, (await bureau.LedgerAsync(resend.Id)).Length);
        Assert.Single(bureau.Channel.Posted, p => p.Person.Id == "good");
        Assert.Contains("没有需要重发的人", Reason(await bureau.Service.ResendAsync(resend.Id, true, "张三", Ct)));
    }

    [Fact]
    public async Task Trial_GoesToOnePersonByPseudonymAndCountsNowhere()
    {
        await using var bureau = await Bureau.OpenAsync(stores, StoreKind.Garnet);
        var (me, _) = (await bureau.MeetAsync("me"), await bureau.MeetAsync("other"));
        var draft = await bureau.Service.AddAsync(bureau.Draft(), "张三", Ct);
        var name = await bureau.Replica.Pseudonyms.OfAsync(me, Ct);

        Assert.IsType<BroadcastOutcome.Done>(await bureau.Service.TryOutAsync(draft.Id, name, Ct));
        Assert.IsType<BroadcastOutcome.Done>(await bureau.Service.TryOutAsync(draft.Id, $"{me.Channel}:me", Ct));
        Assert.Contains("找不到", Reason(await bureau.Service.TryOutAsync(draft.Id, "webchat-zzzzzzzz", Ct)));

        Assert.Equal([me, me], bureau.Channel.Posted.Select(p => p.Person));
        Assert.Equal(0, (await bureau.Service.ProgressAsync(draft.Id, Ct))!.Acknowledged);
    }

    [Fact]
    public async Task Acknowledgement_Repeated_CountsOnceAndGoesWithTheErasure()
    {
        await using var bureau = await Bureau.OpenAsync(stores, StoreKind.Redis);
        var person = await bureau.MeetAsync("p");
        var broadcast = await bureau.SubmitAsync();
        await bureau.RunJobsAsync();
        var handler = bureau.Get<Acknowledgements>();

        for (var i = 0; i < 2; i++) await handler.HandleAsync(person, "e", new Effect.Acknowledge(broadcast.Id), Ct);
        await handler.HandleAsync(person, "e", new Effect.Acknowledge("nothingx"), Ct);
        Assert.Equal(1, (await bureau.Service.ProgressAsync(broadcast.Id, Ct))!.Acknowledged);

        await handler.HandleAsync(person, "e", new Effect.Erase(), Ct);
        Assert.Equal(0, (await bureau.Service.ProgressAsync(broadcast.Id, Ct))!.Acknowledged);
        Assert.Empty(await bureau.LedgerAsync(broadcast.Id));
    }

    [Fact]
    public async Task Copy_OfABroadcast_IsADraftOfItsOwn()
    {
        await using var bureau = await Bureau.OpenAsync(stores, StoreKind.Garnet);
        await bureau.MeetAsync("p");
        var first = await bureau.SubmitAsync();
        var copy = Assert.IsType<BroadcastOutcome.Done>(await bureau.Service.CopyAsync(first.Id, "李四", Ct)).Broadcast;
        Assert.Equal((BroadcastStatus.Draft, "李四", first.Draft.Text), (copy.Status, copy.Author, copy.Draft.Text));
        Assert.NotEqual(first.Id, copy.Id);
        Assert.NotEqual(AcknowledgeFlow.ChoiceOf(first.Id), AcknowledgeFlow.ChoiceOf(copy.Id));
        Assert.Contains("只有草稿可以修改", Reason(await bureau.Service.ChangeAsync(first.Id, first.Draft, "李四", Ct)));
    }

    [Fact]
    public async Task Report_AsAFile_OpensInASpreadsheetAndRunsNothing()
    {
        await using var bureau = await Bureau.OpenAsync(stores, StoreKind.Garnet);
        await bureau.MeetAsync("p");
        bureau.Channel.Answer = _ => new DeliveryResult.Refused("=HYPERLINK(\"x\")");
        var broadcast = await bureau.SubmitAsync();
        await bureau.RunJobsAsync();

        using var file = new MemoryStream();
        await bureau.Service.WriteCsvAsync(broadcast.Id, file, Ct);

        Assert.Equal(Encoding.UTF8.Preamble, file.ToArray().AsSpan(0, 3));
        var lines = Encoding.UTF8.GetString(file.ToArray().AsSpan(3)).Split("\r\n");
        Assert.Equal("\"用户编号\",\"渠道\",\"状态\",\"原因\",\"时间\",\"收到\"", lines[0]);
        Assert.Contains("\"邮递\",\"发不到\",\"'=HYPERLINK(\"\"x\"\")\",\"2024-09-30 09:00:00\",\"\"", lines[1]);
    }

    private static async Task<string> RefusedAsync(Bureau bureau, Draft draft, DateTimeOffset? at = null)
    {
        var broadcast = await bureau.Service.AddAsync(draft, "张三", Ct);
        var reason = Reason(await bureau.Service.SubmitAsync(broadcast.Id, "张三", at, Ct));
        Assert.Equal(BroadcastStatus.Draft, (await bureau.Service.FindAsync(broadcast.Id, Ct))!.Status);
        return reason;
    }

    private static string Reason(BroadcastOutcome outcome) => string.Join("", Assert.IsType<BroadcastOutcome.Refused>(outcome).Reasons);
}
