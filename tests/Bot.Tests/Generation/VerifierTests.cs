using Bot.Generation.Verifying;
using Dialogs.Flows.Ask;
using Knowledge.Loading;
using Knowledge.Notices;
using Knowledge.Rules;
using TestKit;

namespace Bot.Tests.Generation;

/// <summary>What holds for every answer of every topic, whatever is changed in it.</summary>
public sealed class VerifierTests
{
    private static readonly Notice Notice = PackLibrary.Load(Repository.At("Knowledge", "Packs")).Library.All.Single();
    private static readonly Lazy<string[]> Answers = new(ReadAnswers);

    [Fact]
    public void Answer_WithAKindWordBefore_IsLetThrough()
    {
        Assert.All(Answers.Value, a => Assert.Equal("您好，" + a.Trim(), Verifier.Check(a, "您好，" + a, Subject.None)));
    }

    [Fact]
    public void Answer_AsItIs_GainsNothing() => Assert.All(Answers.Value, a => Assert.Null(Verifier.Check(a, a, Subject.None)));

    [Fact]
    public void Answer_WithOneFigureChanged_IsRefused() => AssertRefused(char.IsAsciiDigit, c => (char)('0' + ((c - '0' + 1) % 10)));

    [Fact]
    public void Answer_WithoutOneDenial_IsRefused() => AssertRefused("不没未无非".Contains, null);

    [Fact]
    public void Answer_WithOneGradeChanged_IsRefused() => AssertRefused("甲乙丙".Contains, c => c == '甲' ? '乙' : '甲');

    [Fact]
    public void Answer_WithoutOneLetter_IsRefusedUnlessItSaysNothing() => AssertRefused(c => char.IsLetter(c) && !PlainWords.Empty.Contains(c.ToString()) && !MayGo.Contains(c, StringComparison.Ordinal), null);

    // A courtesy, a link between parts, "by", "at" and "take" before a name that stays, or the "until" before a day that closes something.
    private const string MayGo = "请并且而到由在把";

    [Fact]
    public void Answer_WithASentenceOfAnother_IsItselfAtMost()
    {
        var answers = Answers.Value;
        for (var i = 1; i < answers.Length; i++)
            Assert.Null(Verifier.Check(answers[i], answers[i] + answers[i - 1], Subject.None) is { } sent && sent != answers[i].Trim() ? sent : null);
    }

    [Fact]
    public void Answer_WithTwoSentencesChangedRound_IsRefused()
    {
        foreach (var answer in Answers.Value)
            if (Tokenizer.Read(answer) is { Length: > 1 } s && s[0].Written.Trim() != s[1].Written.Trim())
                Assert.Null(Verifier.Check(answer, string.Concat(s.Skip(2).Prepend(s[0]).Prepend(s[1]).Select(x => x.Written)), Subject.None));
    }

    private static void AssertRefused(Func<char, bool> where, Func<char, char>? instead)
    {
        var (tried, through) = (0, new List<string>());
        foreach (var answer in Answers.Value)
            for (var i = 0; i < answer.Length; i++)
                if (where(answer[i]))
                {
                    tried++;
                    var changed = answer[..i] + (instead is null ? "" : instead(answer[i]).ToString()) + answer[(i + 1)..];
                    // One of two characters that mean the same together and alone.
                    if (Tokenizer.Line(changed) != Tokenizer.Line(answer) && Verifier.Check(answer, changed, Subject.None) is { } sent) through.Add($"{sent}\n    of {answer}");
                }
        Assert.True(tried > 10, $"only {tried}");
        Assert.True(through.Count == 0, $"{through.Count} of {tried}:\n{string.Join('\n', through.Take(12))}");
    }

    private static string[] ReadAnswers()
    {
        var asker = new Asker();
        var days = new[] { new DateTimeOffset(2024, 10, 10, 9, 0, 0, TimeSpan.FromHours(8)), new DateTimeOffset(2024, 11, 18, 9, 0, 0, TimeSpan.FromHours(8)) };
        return
        [
            .. Notice.Topics.All.SelectMany(t => days.Select(d => asker.Ask(new AskQuestion(t.Examples[0], Notice, Profile.Empty, d))))
                .Where(a => a.Status == AskStatus.Answered && !a.Text.Any(c => c is >= '①' and <= '⑳')).Select(a => a.Text).Distinct(),
        ];
    }
}
