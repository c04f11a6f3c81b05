using Dialogs.Flows.Ask;
using Knowledge.Loading;
using Knowledge.Notices;
using Knowledge.Rules;

namespace Bot.Tests.Notices;

/// <summary>What the build has learnt must not answer otherwise than what is learnt at the start.</summary>
public sealed class LearntNoticesTests
{
    private static readonly DateTimeOffset Now = new(2024, 10, 10, 10, 0, 0, TimeSpan.FromHours(8));

    private static Notice Load() => PackLibrary.Load(Path.Combine(AppContext.BaseDirectory, "Packs")).Library.All.Single();

    private static string[] Answers(Notice notice) =>
        [.. new[] { "哪天截止", "公示要几天", "大专工作几年能报", "要交多少钱", "今天天气怎么样", "你好" }
            .Select(q => new Asker().Ask(new AskQuestion(q, notice, Profile.Empty, Now)))
            .Select(a => $"{a.Status} {a.Topic} {a.Text}")];

    [Fact]
    public void Learnt_SavedAndRead_AnswersTheSame()
    {
        var (taught, read) = (Load(), Load());
        using var file = new MemoryStream();
        Asker.Save(taught, file);
        file.Position = 0;
        Asker.Prepare(read, file);
        Assert.Equal(file.Length, file.Position);
        Assert.Equal(Answers(taught), Answers(read));
    }

    [Fact]
    public void Learnt_Damaged_IsLearntAnew()
    {
        var (taught, read) = (Load(), Load());
        using var whole = new MemoryStream();
        Asker.Save(taught, whole);
        using var half = new MemoryStream(whole.ToArray()[..(int)(whole.Length / 2)]);
        Asker.Prepare(read, half);
        Assert.Equal(Answers(taught), Answers(read));
    }
}
