using Dialogs.Flows.Ask;
using Dialogs.Understanding;
using Knowledge.Loading;
using Knowledge.Notices;
using Knowledge.Questions;
using Knowledge.Rules;

namespace Dialogs.Tests.Flows.Ask;

/// <summary>How much the likeliest topic is believed.</summary>
public sealed class TrustTests
{
    private static readonly Notice First = PackLoader.Load(Path.Combine(AppContext.BaseDirectory, "Packs", "ruoqiang-2024")).Notice!;
    private static readonly Topic Said = First.Topics.All.First(t => t.Kind == TopicKind.Answer), Unsaid = First.Topics.All.First(t => t.Kind == TopicKind.Unanswerable);

    private const int Length = 12;

    [Fact]
    public void Trust_TheLessOfTheQuestionIsExplained_IsLess() =>
        Assert.True(Trust.Of(Guess(Said, 0.5f, 0.1f), Guess(Said, 0.1f), Length) > Trust.Of(Guess(Said, 0.5f, 0.9f), Guess(Said, 0.1f), Length));

    [Fact]
    public void Trust_BesideWhatTheNoticeDoesNotSay_IsLess() =>
        Assert.True(Trust.Of(Guess(Said, 0.5f), Guess(Said, 0.1f), Length) > Trust.Of(Guess(Said, 0.5f), Guess(Unsaid, 0.1f), Length));

    [Fact]
    public void Trust_TheMoreCharactersAreNew_IsLess() =>
        Assert.True(Trust.Of(Guess(Said, 0.5f), Guess(Said, 0.1f), Length) > Trust.Of(Guess(Said, 0.5f) with { Strange = 2 }, Guess(Said, 0.1f), Length));

    [Fact]
    public void Trust_WithoutALead_DoesNotAllow() => Assert.False(Trust.Allows(Guess(Said, 0.4f, 0.5f), Guess(Unsaid, 0.4f), Length));

    [Fact]
    public void Trust_OfACertainTopic_Allows() => Assert.True(Trust.Allows(Guess(Said, 1), Guess(Said, 0), Length));

    [Fact]
    public void Pairs_OfATopicsOwnExample_ExplainIt()
    {
        var pairs = new TopicPairs(3);
        pairs.Add(0, "呈报表要几份");
        pairs.Add(1, "水印在哪里");
        pairs.Complete();
        Assert.Equal(0, pairs.Unexplained("呈报表要几份", 0));
        Assert.Equal(1, pairs.Unexplained("水印在哪里", 0));
        Assert.InRange(pairs.Unexplained("呈报表水印", 0), 0.01f, 0.99f);
    }

    [Theory]
    [InlineData("普通话报名网站是哪个")]
    [InlineData("工程师要几年才能考")]
    [InlineData("用电子公章行不行")]
    [InlineData("呈报表上的水印是啥字样")]
    [InlineData("有一年的年度考核表单位给弄丢了咋整")]
    public void NearMiss_OfSomethingTheNoticeSays_IsDeclinedWithThePhone(string question)
    {
        var answer = new Asker().Ask(new AskQuestion(question, First, Profile.Empty, DateTimeOffset.Parse("2024-10-10T10:00:00+08:00")));
        Assert.Equal(AskStatus.Declined, answer.Status);
        Assert.Contains("7105096", answer.Text);
    }

    private static TopicGuess Guess(Topic topic, float probability, float unexplained = 0) => new(topic, probability, 0, unexplained);
}
