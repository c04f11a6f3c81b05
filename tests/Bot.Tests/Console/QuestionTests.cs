using System.IO.Compression;
using Bot.HrConsole.Questions;
using Bot.State.Effects;
using Bot.Tests.State;
using Dialogs.Turns;
using Knowledge.Loading;
using Knowledge.Notices;
using TestKit;
using TestKit.Processes;
using static Bot.Tests.State.Samples;

namespace Bot.Tests.Console;

/// <summary>The queue of unanswered questions as HR works through it.</summary>
public sealed class QuestionTests(Stores stores)
{
    private static readonly string Packs = Repository.At("Knowledge", "Packs");
    private static readonly Notice Notice = PackLibrary.Load(Packs).Library.All[0];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("评审结果什么时候公布", "评审结果啥时候公布啊", true)]
    [InlineData("要交报名费吗", "报名费要交吗？", true)]
    [InlineData("证书什么时候能拿到", "食堂几点开门", false)]
    [InlineData("能补交吗", "能改名吗", false)]
    public void Questions_ThatShareTheirCharacters_AreAlike(string one, string other, bool alike) =>
        Assert.Equal(alike, QuestionClusters.Likeness(one, other) >= QuestionClusters.Alike);

    [Fact]
    public void Clusters_StandByFrequency_UnderTheFormAskedMost()
    {
        var clusters = QuestionClusters.Of([Entry("食堂几点开门"), Entry("要交报名费吗"), Entry("要交报名费吗"), Entry("请问要交报名费吗")]);
        Assert.Equal([("要交报名费吗", 3), ("食堂几点开门", 1)], clusters.Select(c => (c.Title, c.Questions.Length)));
    }

    [Fact]
    public async Task Question_Answered_LeavesTheQueueAndThePersonsOwnList()
    {
        await using var replica = Replica.On(await stores.ConnectAsync(StoreKind.Garnet));
        var (key, notice) = (NewKey(), $"n{Guid.NewGuid():N}");
        foreach (var (id, text) in new[] { ("1-0", "要交报名费吗"), ("2-0", "食堂几点开门") }) await replica.Questions.HandleAsync(key, id, new Effect.QueueQuestion(notice, text, null), Ct);
        var group = $"{notice}/-";
        var entry = (await replica.Questions.EntriesAsync(group, Ct)).Single(e => e.Question.Question == "要交报名费吗");
        Assert.Equal("1-0", entry.Effect);

        await replica.Questions.RemoveAsync(group, key, entry.Effect, Ct);
        Assert.Equal(["食堂几点开门"], (await replica.Questions.ReadAsync(group, Ct)).Select(q => q.Question));
    }

    [Fact]
    public void TopicDraft_Exported_IsWhatThePackLoaderTakes()
    {
        using var folder = new ScratchFolder();
        var pack = Path.Combine(folder.FullName, Notice.Id.Value);
        foreach (var file in Directory.EnumerateFiles(Packs, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(folder.FullName, Path.GetRelativePath(Packs, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
        using (var zip = new ZipArchive(new MemoryStream(Draft().Zip()))) zip.ExtractToDirectory(pack);

        var loaded = PackLoader.Load(pack);
        Assert.False(loaded.HasErrors, string.Join('\n', loaded.Problems.Where(p => p.Severity == Severity.Error)));
        Assert.Equal("说了“算数”吗：\"引号\"", loaded.Notice!.Topics.Find("who-counts")!.Title);
    }

    [Fact]
    public void TopicDraft_WithoutWhatItNeeds_SaysEverythingAtOnce()
    {
        var problems = new TopicDraft("Bad Id", "", ["一种"], "", []).Problems(Notice).ToArray();
        Assert.Equal(5, problems.Length);
        Assert.Empty(Draft().Problems(Notice));
    }

    [Fact]
    public void Citation_ThatIsNotTheClausesOwnText_IsNamed() =>
        Assert.Contains("不是条款 三 的原文", Assert.Single((Draft() with { Citations = [new("三", "个人网上申报时间为9月27日到10月25日")] }).Problems(Notice)), StringComparison.Ordinal);

    private static TopicDraft Draft() => new("who-counts", "说了“算数”吗：\"引号\"", ["谁说了算", "听谁的", "有争议找谁"], "看第三条：\n按通知的时间来。", [new("三", "个人网上申报时间为9月27日--10月25日")]);

    private static int next;

    private static QueueEntry Entry(string question) => new($"{next++}-0", new(question, DateTimeOffset.UnixEpoch, "webchat", "c"));
}
