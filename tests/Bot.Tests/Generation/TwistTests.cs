using System.Text.RegularExpressions;
using Bot.Generation.Verifying;
using Dialogs.Flows.Ask;
using Knowledge.Loading;
using Knowledge.Notices;
using Knowledge.Rules;
using TestKit;

namespace Bot.Tests.Generation;

/// <summary>
/// Answers of the pack with one twist each, of twists.txt: who does it to whom, "of" for "and", last year for this, a date in other words, a struck-out figure, a link of
/// another shape. A line is a question, what stands in its answer and what stands there instead; or a question and all that is written.
/// </summary>
public sealed class TwistTests
{
    private static readonly Notice Notice = PackLibrary.Load(Repository.At("Knowledge", "Packs")).Library.All.Single();

    [Fact]
    public void Answers_Twisted_AreNeverSent()
    {
        var (tried, through) = (0, new List<string>());
        foreach (var line in File.ReadLines(Repository.At("tests", "Bot.Tests", "Generation", "twists.txt")))
        {
            var parts = line.Split("||", StringSplitOptions.TrimEntries);
            var answer = new Asker().Ask(new AskQuestion(parts[0], Notice, Profile.Empty, new DateTimeOffset(2024, 10, 10, 10, 0, 0, TimeSpan.FromHours(8))));
            var written = parts is [_, var from, var to] ? answer.Text.Replace(from, Regex.Unescape(to), StringComparison.Ordinal) : parts[1];
            // The pack says it otherwise by now.
            if (written == answer.Text) continue;
            tried++;
            if (Verifier.Check(answer.Text, written, About(parts[0], answer)) is { } sent) through.Add($"{line}\n    {sent}");
        }
        Assert.True(tried > 150, $"only {tried}");
        Assert.True(through.Count == 0, $"{through.Count} of {tried}:\n{string.Join('\n', through)}");
    }

    private static Subject About(string question, AskAnswer answer) =>
        answer.Topic is { } id && Notice.Topics.Find(id) is { } topic ? new Subject(question, topic.Title, string.Join('\n', topic.Examples)) : Subject.None;
}
