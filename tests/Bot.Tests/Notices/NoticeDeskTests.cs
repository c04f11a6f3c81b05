using System.IO.Compression;
using Bot.Notices;
using Bot.Reminders;
using Dialogs.Turns;
using Knowledge.Loading;
using Knowledge.Notices;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using TestKit;
using TestKit.DirectLine;
using TestKit.Processes;

namespace Bot.Tests.Notices;

/// <summary>A supplement or a whole notice, loaded while the assistant runs.</summary>
public sealed class NoticeDeskTests : IAsyncLifetime
{
    private const string Text = "因平台维护，个人网上申报时间延长至10月31日，请相互转告。";
    private static readonly DateOnly Later = new(2024, 10, 31);
    private readonly ScratchFolder data = new();
    private BotHost bot = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private NoticeDesk Desk => bot.Services.GetRequiredService<NoticeDesk>();

    private Notice Notice => bot.Services.GetRequiredService<NoticeLibrary>().All[0];

    public async ValueTask InitializeAsync() => bot = await BotHost.StartWithStoreAsync(data);

    public async ValueTask DisposeAsync()
    {
        await bot.DisposeAsync();
        data.Dispose();
    }

    [Fact]
    public async Task Supplement_Loaded_MovesTheDayAndWhatFollowsFromIt_AndIsTakenBack()
    {
        var before = Notice;
        await Desk.PublishAsync(await OfferAsync(), "李科长", Ct);

        Assert.Equal(Later, Notice.Deadline("apply")!.Closes);
        Assert.Equal(new DateOnly(2024, 10, 23), Notice.Deadline("publicity")!.Closes);
        Assert.Equal("补充通知", Notice.Deadline("apply")!.Citations.Single().Clause.Label);
        Assert.Equal("个人网上申报的截止日由10月25日（周五）改为10月31日（周四）", Notice.Changes);
        Assert.Contains("10-31", (await bot.GetAsync("/api/deadlines?asOf=2024-10-26")).GetRawText(), StringComparison.Ordinal);

        await Desk.WithdrawAsync(before.Id, Ct);
        Assert.Equal(before.Version, Notice.Version);
    }

    [Fact]
    public async Task Verdict_GivenBeforeACorrection_IsTakenUpAtTheNextWord()
    {
        var assistant = bot.Services.GetRequiredService<Assistant>();
        var now = new DateTimeOffset(2024, 10, 10, 10, 0, 0, TimeSpan.FromHours(8));
        var state = Say(assistant, new(), "开始自查", now).State;
        state = Say(assistant, state, "我全日制大专，若羌县企业，专业技术岗，2023年10月28日参加工作，专业是水利，考核合格", now).State;
        Assert.Equal(Knowledge.Rules.Verdict.NeedsReview, state.Check!.Shown);

        await Desk.PublishAsync(await OfferAsync(), "李科长", Ct);
        var turn = Say(assistant, state, "谢谢", now);
        Assert.Contains("结论变了：原来是“要先问清楚”，现在是“符合条件”", turn.Replies[0].Text, StringComparison.Ordinal);
        Assert.DoesNotContain("更正", Say(assistant, turn.State, "谢谢", now).Replies[0].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Answers_AfterACorrection_TellTheNewDayAndNeverTheOldOne_AndCiteTheCorrection()
    {
        await Desk.PublishAsync(await OfferAsync(), "李科长", Ct);
        var assistant = bot.Services.GetRequiredService<Assistant>();
        var now = new DateTimeOffset(2024, 10, 10, 10, 0, 0, TimeSpan.FromHours(8));
        var asked = Say(assistant, new(), "网上申报什么时候截止", now).Replies[^1];
        Assert.Contains("10月31日", asked.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("10月25日", asked.Text, StringComparison.Ordinal);
        Assert.Contains(asked.Citations, c => c.Clause.Label == "补充通知");
        Assert.Contains("通知有更正：个人网上申报的截止日由10月25日（周五）改为10月31日（周四）", Say(assistant, new(), "会不会延期", now).Replies[^1].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Restarted_KnowsTheNewDayFromTheFirstWord()
    {
        await Desk.PublishAsync(await OfferAsync(), "李科长", Ct);
        await bot.DisposeAsync();
        bot = await BotHost.StartWithStoreAsync(data);
        var chat = await DirectLineClient.StartAsync(bot.Client);
        Assert.Contains("10月31日", string.Join('\n', (await chat.SayAsync("网上申报什么时候截止")).Select(a => a.Readable())), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Preview_AfterACorrection_HasTheNewDays()
    {
        var chat = await DirectLineClient.StartAsync(bot.Client);
        await chat.SayAsync("到时候提醒我");
        await Desk.PublishAsync(await OfferAsync(), "李科长", Ct);

        var settings = new ConfigurationBuilder().AddInMemoryCollection([new("Data:Directory", data.FullName)]).Build();
        await using var output = new StringWriter();
        Assert.Equal(0, await RemindersCommand.PreviewAsync(["--from", "2024-09-25", "--to", "2024-11-02", "--format", "csv"], settings, output, TextWriter.Null));
        Assert.Contains("2024-10-31T09:00:00+08:00", output.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("apply-0@2024-10-25", output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Topics_SpellNoDayOfADeadline_SoThatASupplementMovesThemAll()
    {
        var days = Notice.Deadlines.Select(d => Knowledge.Wording.ChineseDates.MonthDay(d.Closes)).ToArray();
        Assert.Empty(Notice.Topics.All.Where(t => t.Answers.Any(a => days.Any(d => a.Text.Source.Contains(d, StringComparison.Ordinal)))).Select(t => t.Id));
    }

    [Fact]
    public void Supplement_ThatDoesNotSayTheDay_IsNotOffered()
    {
        var problems = new Supplement("补充通知", "时间延长，另行通知。", [new("apply", Notice.Deadline("apply")!.Opens, Later)]).Problems(Notice);
        Assert.Contains("没有写到“10月31日”", Assert.Single(problems), StringComparison.Ordinal);
        Assert.Equal(3, new Supplement("", "", []).Problems(Notice).Count());
    }

    [Fact]
    public void Window_MovedAsAWhole_IsSaidWithBothItsDays()
    {
        var supplement = new Supplement("补充通知", "受理纸质材料时间调整为11月11日至15日。", [new("paper", new(2024, 11, 11), new(2024, 11, 15))]);
        Assert.Empty(supplement.Problems(Notice));
        Assert.Equal("受理纸质材料的时间由10月28日（周一）至11月1日（周五）改为11月11日（周一）至11月15日（周五）", supplement.Changes(Notice));
    }

    [Theory]
    [InlineData("受理纸质材料延长至11月15日。", "没有写到“11月11日”")] // the new opening day
    [InlineData("受理纸质材料时间为11月11日至12月15日。", "没有写到“11月15日”")]
    [InlineData("受理纸质材料时间为11月11日至115日。", "没有写到“11月15日”")]
    [InlineData("受理纸质材料时间为111月11日至111月15日。", "没有写到“11月11日”")] // a tail of another number
    public void Window_WhoseDaysTheTextDoesNotSay_IsNotOffered(string text, string says) =>
        Assert.Contains(says, new Supplement("补充通知", text, [new("paper", new(2024, 11, 11), new(2024, 11, 15))]).Problems(Notice).First(), StringComparison.Ordinal);

    [Fact]
    public void OpeningDay_LeftEmpty_IsAskedFor() =>
        Assert.Contains("开始日空着", Assert.Single(new Supplement("补充通知", "延长至11月15日。", [new("paper", null, new(2024, 11, 15))]).Problems(Notice)), StringComparison.Ordinal);

    [Fact]
    public void Zip_OfAFolder_IsReadWhereverItsRootIs_AndChecked()
    {
        using var zip = new MemoryStream();
        using (var archive = new ZipArchive(zip, ZipArchiveMode.Create, leaveOpen: true))
            foreach (var (path, text) in PackFiles.Read(Repository.At("Knowledge", "Packs", Notice.Id.Value)).Texts)
            {
                using var writer = new StreamWriter(archive.CreateEntry($"outer/{Notice.Id.Value}/{path}").Open());
                writer.Write(path == "deadlines.yaml" ? text.Replace("closes: 2024-10-25", "closes: 2024-10-32", StringComparison.Ordinal) : text);
            }
        zip.Position = 0;
        var (pack, problem) = Desk.Read(zip);
        Assert.Null(problem);
        Assert.Null(pack!.Notice);
        Assert.Contains(pack.Problems, p => p.File == "deadlines.yaml" && p.Severity == Severity.Error);
    }

    [Fact]
    public void File_ThatIsNoZip_IsRefusedWithASentence()
    {
        using var noise = new MemoryStream([1, 2, 3, 4]);
        Assert.Contains("不是能打开的 zip", Desk.Read(noise).Problem, StringComparison.Ordinal);
    }

    private async Task<OfferedPack> OfferAsync()
    {
        var supplement = new Supplement("关于延长申报时间的补充通知", Text, [new("apply", Notice.Deadline("apply")!.Opens, Later)]);
        Assert.Empty(supplement.Problems(Notice));
        var pack = Desk.Check(Notice.Id.Value, supplement.Apply(Notice, await Desk.FilesOfAsync(Notice.Id, Ct)));
        Assert.True(pack.Notice is not null, string.Join('\n', pack.Problems));
        return pack;
    }

    private static Turn Say(Assistant assistant, ConversationState state, string text, DateTimeOffset now) => assistant.Run(state, new() { Id = Guid.NewGuid().ToString(), Text = text }, now);
}
