using System.Collections.Immutable;
using System.Text;
using Bot.Broadcasts.Audiences;
using Bot.Delivery;
using Bot.Tests.State;
using Dialogs.Turns;
using Knowledge.Rules;

namespace Bot.Tests.Broadcasts;

[Collection("Broadcasts")]
public sealed class AudienceTests(Stores stores)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static readonly Profile Bachelor = Profile.Empty.With("education", new FactValue.Choice("bachelor"));

    [Fact]
    public async Task Filters_AndTheirCombinations_FindTheirPeople()
    {
        await using var bureau = await Bureau.OpenAsync(stores, StoreKind.Garnet);
        await bureau.MeetAsync("bachelor", new() { Facts = Bachelor });
        await bureau.MeetAsync("associate", new() { Facts = Profile.Empty.With("education", new FactValue.Choice("associate")) });
        await bureau.MeetAsync("clerk", new() { Role = "用人单位" });
        await bureau.MeetAsync("elsewhere", new() { Facts = Bachelor, Notice = "another-2020" });
        await bureau.MeetAsync("new");
        async Task AssertAsync(int expected, Audience audience) => Assert.Equal(expected, (await CountAsync(bureau, audience)).Total);

        await AssertAsync(5, new Audience.Everybody());
        await AssertAsync(1, new Audience.WithFact("education", ["bachelor"]));
        await AssertAsync(2, new Audience.WithFact("education", ["bachelor", "associate"]));
        await AssertAsync(2, new Audience.WithFact("education", [Audience.Untold]));
        await AssertAsync(4, new Audience.InRole([Audience.Untold]));
        await AssertAsync(1, new Audience.Not(new Audience.InRole([Audience.Untold])));
        await AssertAsync(2, new Audience.Any([new Audience.InRole(["用人单位"]), new Audience.WithFact("education", ["associate"])]));
        await AssertAsync(0, new Audience.All([new Audience.InRole(["用人单位"]), new Audience.WithFact("education", ["associate"])]));
        await AssertAsync(4, new Audience.WithVerdict([Verdict.Incomplete]));
        await AssertAsync(0, new Audience.WithVerdict([Verdict.Eligible]));
    }

    [Fact]
    public async Task WhoTickedThePaper_IsCountedAsDoneAndNotSentIt()
    {
        await using var bureau = await Bureau.OpenAsync(stores, StoreKind.Garnet);
        var check = new SelfCheckState { Active = false };
        await bureau.MeetAsync("missing", new() { Facts = Bachelor, Check = check });
        await bureau.MeetAsync("ticked", new() { Facts = Bachelor, Check = check with { Done = ["pledge"] } });
        // Their own papers, while they check for somebody else.
        await bureau.MeetAsync("aside", new() { Facts = Bachelor, Check = check with { Of = "爱人" }, Aside = check with { Done = ["pledge"] } });

        var count = await CountAsync(bureau, new Audience.Missing("pledge"));

        Assert.Equal((1, 2), (count.Total, count.AlreadyDone));
    }

    [Fact]
    public async Task HeadCount_SplitsByReachWithReasons()
    {
        await using var bureau = await Bureau.OpenAsync(stores, StoreKind.Redis);
        foreach (var id in new[] { "now", "later1", "later2", "never" }) await bureau.MeetAsync(id);
        bureau.Channel.Reach = p => p.Id switch
        {
            "now" => new(Reach.Now),
            "never" => new(Reach.Never, "已取消关注。"),
            _ => new(Reach.OnceTheyWrite, "两天没说过话。"),
        };

        var count = await CountAsync(bureau, bureau.Mine);

        Assert.Equal((4, 1, 2, 1), (count.Total, count.Now, count.OnceTheyWrite, count.Never));
        Assert.Equal([(Reach.OnceTheyWrite, "两天没说过话。", 2), (Reach.Never, "已取消关注。", 1)], count.Reasons.Select(r => (r.Reach, r.Reason, r.Count)));
        Assert.Equal(("邮递", 4), count.Channels.Select(c => (c.Name, c.Count)).Single());
    }

    [Fact]
    public async Task List_NamesPeopleByPseudonymOrKey_EachOnce()
    {
        await using var bureau = await Bureau.OpenAsync(stores, StoreKind.Garnet);
        var (one, two, _) = (await bureau.MeetAsync("one"), await bureau.MeetAsync("two"), await bureau.MeetAsync("three"));
        var name = await bureau.Replica.Pseudonyms.OfAsync(one, Ct);
        var upload = await UploadAsync(bureau, $"姓名,用户编号\r\n甲,{name}\r\n乙,{two.Channel}:two\r\n丙,{one.Channel}:one\r\n丁,webchat-zzzzzzzz\r\n");

        Assert.Equal((3, 1, null), (upload.People, upload.Duplicates, upload.Problem));
        var count = await bureau.Service.CountAsync(bureau.Draft(audience: new Audience.Listed(upload.List!)), null, Ct);
        Assert.Equal((2, 1, 1), (count.Total, count.Duplicates, count.Unmatched));
    }

    [Fact]
    public async Task Unacknowledged_AreThoseSentItWhoDidNotPress()
    {
        await using var bureau = await Bureau.OpenAsync(stores, StoreKind.Redis);
        var (pressed, _) = (await bureau.MeetAsync("pressed"), await bureau.MeetAsync("silent"));
        var first = await bureau.SubmitAsync();
        await bureau.RunJobsAsync();
        await bureau.MeetAsync("newcomer");
        await bureau.Get<Bot.Broadcasts.Acknowledgements>().HandleAsync(pressed, "e", new Effect.Acknowledge(first.Id), Ct);

        var count = await CountAsync(bureau, new Audience.Unacknowledged(first.Id));

        Assert.Equal((1, 1), (count.Total, count.AlreadyDone));
    }

    [Theory]
    [InlineData("utf-8", false)]
    [InlineData("utf-8", true)]
    [InlineData("utf-16", true)]
    [InlineData("gb18030", false)]
    public async Task List_InEachEncodingOfExcel_IsRead(string name, bool mark)
    {
        var encoding = name == "gb18030" ? CodePagesEncodingProvider.Instance.GetEncoding(name)! : Encoding.GetEncoding(name);
        using var file = new MemoryStream([.. mark ? encoding.Preamble : [], .. encoding.GetBytes("姓名;用户编号\n\"张;三\"; webchat-7k3fq2ab \n")]);
        var (keys, problem) = await KeyFile.ReadAsync(file, Ct);
        Assert.Null(problem);
        Assert.Equal(["webchat-7k3fq2ab"], keys);
    }

    [Theory]
    [InlineData("", "空的")]
    [InlineData("\n\n", "一行内容也没有")]
    [InlineData("姓名,电话\n张三,1\n", "找不到“用户编号”这一列；第一行是：姓名、电话")]
    [InlineData("用户编号\n", "只有列名")]
    [InlineData("用户编号\nwebchat-7k3fq2ab\n张三\n李四\n", "有 2 行不是用户编号（第 3、4 行）")]
    [InlineData("PK\u0003\u0004xlsx", "Excel 文件")]
    public async Task List_ThatIsWrong_IsRefusedWithWhatToDo(string text, string sentence)
    {
        using var file = new MemoryStream(Encoding.UTF8.GetBytes(text));
        Assert.Contains(sentence, (await KeyFile.ReadAsync(file, Ct)).Problem);
    }

    [Fact]
    public async Task List_InNoKnownEncoding_IsRefused()
    {
        using var file = new MemoryStream([0xFF, 0x80, 0x80, 0xFF, 0x01]);
        Assert.Contains("编码", (await KeyFile.ReadAsync(file, Ct)).Problem);
    }

    [Fact]
    public async Task List_WithoutAHeading_IsReadIfItsOnlyColumnHoldsKeys()
    {
        using var file = new MemoryStream("webchat-7k3fq2ab\r\nwebchat:0123abcd"u8.ToArray());
        Assert.Equal(["webchat-7k3fq2ab", "webchat:0123abcd"], (await KeyFile.ReadAsync(file, Ct)).Keys);
    }

    private static Task<HeadCount> CountAsync(Bureau bureau, Audience audience) =>
        bureau.Service.CountAsync(bureau.Draft(audience: new Audience.All(ImmutableArray.Create(bureau.Mine, audience))), null, Ct);

    private static Task<ListUpload> UploadAsync(Bureau bureau, string text) => bureau.Service.UploadAsync(new MemoryStream(Encoding.UTF8.GetBytes(text)), Ct);
}
