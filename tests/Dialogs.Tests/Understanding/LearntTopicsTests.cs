using Dialogs.Understanding;
using Knowledge.Loading;
using Knowledge.Notices;

namespace Dialogs.Tests.Understanding;

/// <summary>What the build has learnt must not answer otherwise than what is learnt at the start, and nothing is learnt twice.</summary>
public sealed class LearntTopicsTests : IDisposable
{
    private readonly DirectoryInfo copy = Directory.CreateTempSubdirectory();

    public void Dispose() => copy.Delete(recursive: true);

    private static readonly string[] Questions = ["哪天截止", "补贴多少钱", "加装电梯要几户同意", "今天天气怎么样", "材料交到哪里"];

    private static string Folder => Path.Combine(TestFiles.Root, "tests", "Packs", "qinghe-lift-2025");

    private static Notice Load() => PackLibrary.Load(Path.GetDirectoryName(Folder)!).Library.All.Single();

    private static string[] Guesses(NoticeLanguage language, Notice notice) =>
        [.. Questions.SelectMany(q => language.Guess(language.Reader.Marked(q, notice.Issued))).Select(g => $"{g.Topic.Id} {g.Probability}")];

    private static byte[] Saved(NoticeLanguage language)
    {
        using var file = new MemoryStream();
        language.Save(file);
        return file.ToArray();
    }

    [Fact]
    public void Learnt_SavedAndRead_GuessesTheSame()
    {
        var notice = Load();
        var taught = new NoticeLanguage(notice, null, new());
        using var file = new MemoryStream(Saved(taught));
        var read = new NoticeLanguage(notice, file, new());
        Assert.Equal(file.Length, file.Position);
        Assert.Equal(Guesses(taught, notice), Guesses(read, notice));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(100)]
    [InlineData(4_000)]
    public void Learnt_CutShort_IsLearntAnew(int length)
    {
        var notice = Load();
        var taught = new NoticeLanguage(notice, null, new());
        using var half = new MemoryStream(Saved(taught)[..length]);
        Assert.Equal(Guesses(taught, notice), Guesses(new(notice, half, new()), notice));
    }

    /// <summary>The first message may come before the start has come to the notice: it waits for what lies there learnt, and learns nothing itself.</summary>
    [Fact]
    public async Task For_ManyAtOnceBeforeAnybodyPrepared_OpensWhatWasLearntOnce()
    {
        var (notice, opened) = (Load(), 0);
        using var file = new MemoryStream(Saved(new NoticeLanguage(notice, null, new())));
        NoticeLanguage.Attach(notice, () => { Interlocked.Increment(ref opened); return file; });
        using var together = new Barrier(4);

        var languages = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Factory.StartNew(() =>
        {
            together.SignalAndWait(TestContext.Current.CancellationToken);
            return NoticeLanguage.For(notice);
        }, TestContext.Current.CancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default)));

        Assert.Single(languages.Distinct());
        Assert.Equal(1, opened);
    }

    /// <summary>A postponement or a supplement is loaded while people chat: learning takes a processor for seconds.</summary>
    [Theory]
    [InlineData("deadlines.yaml", "opens: 2025-03-03", "opens: 2025-03-04", true)]
    [InlineData("topics/all.yaml", "还没开始，", "还没有开始，", true)]
    [InlineData("notice.yaml", "issued: 2025-02-20", "issued: 2025-02-21", false)]
    [InlineData("questions/amount.txt", "补多少钱", "补几块钱", false)]
    [InlineData("words.yaml", "到期", "到期日", false)]
    [InlineData("fields/building.yaml", "居民楼", "居民房", false)]
    public void Find_OfAChangedNotice_LearnsOnlyWhatItIsLearntFrom(string file, string text, string changed, bool isKnown)
    {
        foreach (var from in Directory.EnumerateFiles(Folder, "*", SearchOption.AllDirectories))
        {
            var to = Path.Combine(copy.FullName, Path.GetFileName(Folder), Path.GetRelativePath(Folder, from));
            Directory.CreateDirectory(Path.GetDirectoryName(to)!);
            File.WriteAllText(to, Path.GetRelativePath(Folder, from) == file ? File.ReadAllText(from).Replace(text, changed, StringComparison.Ordinal) : File.ReadAllText(from));
        }
        var (kept, learnt) = (new LearntTopics(), 0);
        var (before, after) = (Load(), PackLibrary.Load(copy.FullName).Library.All.Single());
        Assert.NotEqual(before.Version, after.Version);

        var first = kept.Find(LearntTopics.Key(before), Learn);
        var second = kept.Find(LearntTopics.Key(after), Learn);

        Assert.Equal((isKnown, isKnown ? 1 : 2), (ReferenceEquals(first, second), learnt));

        TopicClassifier Learn()
        {
            learnt++;
            return TopicClassifier.Train(new FeatureReader(new Concepts([])), []);
        }
    }
}
