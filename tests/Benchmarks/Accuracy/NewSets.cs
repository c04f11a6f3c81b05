using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Dialogs.Flows.Ask;
using Dialogs.Understanding;
using Knowledge.Loading;
using Knowledge.Notices;
using Knowledge.Rules;
using TestKit;
using TestKit.Evaluation;
using TestKit.Processes;

namespace Benchmarks.Accuracy;

/// <summary>Scores files that are no set of tests/Evaluation yet: what was just written blind, before anything is mended for it. Prints, and keeps nothing.</summary>
internal static class NewSets
{
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);

    /// <summary>An ordinary day inside of the first notice's window, for questions that name none.</summary>
    private static readonly DateTimeOffset Now = DateTimeOffset.Parse("2024-10-10T10:00:00+08:00", CultureInfo.InvariantCulture);

    /// <param name="files">JSON lines of questions, talks or phrases as tests/Evaluation/given/README.md says, or <c>.tsv</c>: a topic's id (or several, with a plus), a tab, a question.</param>
    public static async Task RunAsync(IEnumerable<string> files)
    {
        foreach (var file in files) Print(file, file.EndsWith(".tsv", StringComparison.Ordinal) ? Route(file) : await ScoreAsync(await File.ReadAllLinesAsync(file)));
    }

    /// <summary>What is answered to one question, with what was understood of it.</summary>
    public static void Ask(string question, DateTimeOffset? now)
    {
        var library = Library();
        var (answer, understood) = Answer(library, question, now ?? Now);
        var (whole, parts) = TopicRouter.Guess(NoticeLanguage.For(library.All[0]), understood);
        Console.WriteLine($"""
            {answer.Status} {answer.Topic}
            {answer.Text}
              read    {understood.Text}
              facts   {string.Join(", ", understood.Facts.Facts.Select(f => $"{f.Key}={f.Value}"))}
              said    {string.Join(' ', understood.Said)}
              parts   {string.Join(" | ", understood.Parts)}
              whole   {Likeliest(whole)}
            {string.Join('\n', parts.Select(p => "  a part  " + Likeliest(p)))}
            """);
    }

    private static string Likeliest(IEnumerable<TopicGuess> guesses) => string.Join(", ", guesses.Take(4).Select(g => $"{g.Topic.Id} {g.Probability:0.00}, new {g.Strange}"));

    private static async Task<ImmutableArray<ScoredItem>> ScoreAsync(string[] lines)
    {
        ImmutableArray<JsonElement> items = [.. lines.Where(l => l.Trim().Length > 0).Select(l => JsonElement.Parse(l))];
        await using var bot = await BotProcess.StartAsync();
        _ = Library();
        return
        [
            .. await Questions.AskAsync(bot.Client, Those<QuestionItem>(items, "q")),
            .. Talks.Hold(Those<TalkItem>(items, "turns")),
            .. await Phrases.RecogniseAsync(Those<PhraseItem>(items, "text")),
        ];
    }

    private static ImmutableArray<T> Those<T>(ImmutableArray<JsonElement> items, string member) =>
        [.. items.Where(i => i.TryGetProperty(member, out _)).Select(i => i.Deserialize<T>(Web)!)];

    /// <summary>Whether the topic answered is one of those that a question is labelled with.</summary>
    private static ImmutableArray<ScoredItem> Route(string file)
    {
        var library = Library();
        return [.. from line in File.ReadLines(file)
            where line.Contains('\t', StringComparison.Ordinal)
            let parts = line.Split('\t')
            let answer = Answer(library, parts[1], Now).Answer
            let right = parts[0].Split('+').Contains(answer.Topic)
            select new ScoredItem(parts[0], parts[1], answer.Text.ReplaceLineEndings(" "), right ? [] : [$"{answer.Status} {answer.Topic}"], !right && answer.Status == AskStatus.Answered)];
    }

    private static (AskAnswer Answer, Question Understood) Answer(NoticeLibrary library, string question, DateTimeOffset now)
    {
        var result = Asker.Answer(new AskQuestion(question, library.All[0], Profile.Empty, now), null, null);
        return (result.Answer, result.Question);
    }

    private static NoticeLibrary Library()
    {
        var library = PackLibrary.Load(Repository.At("Knowledge", "Packs")).Library;
        var learnt = Path.Combine(Path.GetDirectoryName(Repository.BotDll)!, "learnt", library.All[0].Id + ".bin");
        Asker.Attach(library.All[0], () => File.Exists(learnt) ? File.OpenRead(learnt) : null);
        return library;
    }

    private static void Print(string file, ImmutableArray<ScoredItem> items)
    {
        foreach (var item in items.Where(i => !i.Right)) Console.WriteLine($"{(item.Wrong ? "WRONG" : "miss ")} {item}");
        var score = Score.Of(items);
        Console.WriteLine($"{file}: {score.Right} of {score.Items} right ({score.RightPercent:0.0} %), {score.Wrong} wrong");
    }
}
