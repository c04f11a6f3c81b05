using System.Buffers;
using System.Collections.Immutable;
using Dialogs.Language;
using Dialogs.Turns;
using Knowledge.Notices;
using Knowledge.Questions;

namespace Dialogs.Flows.Ask;

/// <summary>A message that the engine did not understand as a whole, with parts of it that somebody else believes to be the questions: each is put to the same engine.</summary>
public static class HintedQuestions
{
    private const int Most = 3;
    private const int Shortest = 4;
    private const int DenialsReach = 2;

    private static readonly SearchValues<char> Denials = SearchValues.Create("不没未无非别勿");

    /// <summary>A message is not taken apart that says hardly more than one thing.</summary>
    private const int Rambling = 40;

    /// <returns>The answers to the parts; or the first answer alone, with the topic hinted at among its choices.</returns>
    internal static ImmutableArray<AskResult> Answer(AskQuestion asked, AskResult first, Hints? hints, TopicContext? context, string? role)
    {
        if (hints is null || !IsUnsure(first.Answer)) return [first];
        var parts = Parts(asked, hints).Select(p => Asker.Answer(asked with { Text = p }, context, role)).Where(r => r.Answer.Status == AskStatus.Answered).DistinctBy(r => r.Answer.Topic).Take(Most);
        ImmutableArray<AskResult> answers = [.. parts];
        return answers.IsEmpty ? [first with { Answer = Offering(first.Answer, asked.Notice, hints.Topic) }] : answers;
    }

    /// <summary>Whether the engine did not know what was meant.</summary>
    public static bool IsUnsure(AskAnswer answer) => answer is { Status: AskStatus.Clarify } or { Status: AskStatus.Declined, Topic: null };

    /// <summary>Several answers as one.</summary>
    internal static AskAnswer Join(ImmutableArray<AskResult> results) => results.Length == 1 ? results[0].Answer : results[0].Answer with
    {
        Text = string.Join("\n", results.Select(r => r.Answer.Text).Distinct()),
        Citations = [.. results.SelectMany(r => r.Answer.Citations).Distinct()],
    };

    private static IEnumerable<string> Parts(AskQuestion asked, Hints hints)
    {
        var text = TextNormalizer.NormalizeText(asked.Text);
        return Said(text) < Rambling ? [] : hints.Questions.Select(TextNormalizer.NormalizeText).Where(q => q.Length >= Shortest && q.Length < text.Length && IsPart(text, q)).Distinct();
    }

    /// <summary>How much is said: characters, a Latin word or a number as one.</summary>
    private static int Said(string text)
    {
        var said = 0;
        for (var i = 0; i < text.Length; i++)
            if (i == 0 || !char.IsAsciiLetterOrDigit(text[i]) || !char.IsAsciiLetterOrDigit(text[i - 1])) said++;
        return said;
    }

    /// <summary>A part that begins right behind a denial says the opposite of what stands there.</summary>
    private static bool IsPart(string text, string part) =>
        text.IndexOf(part, StringComparison.Ordinal) is >= 0 and var at && text.AsSpan(Math.Max(0, at - DenialsReach), Math.Min(at, DenialsReach)).IndexOfAny(Denials) < 0;

    /// <summary>The status and the words stay: what is hinted at is put first among the choices, once.</summary>
    private static AskAnswer Offering(AskAnswer answer, Notice notice, string? topic) =>
        topic is not null && notice.Topics.Find(topic) is { Kind: TopicKind.Answer } found
            ? answer with { Suggestions = [found.Title, .. answer.Suggestions.Where(s => s != found.Title)] }
            : answer;
}
