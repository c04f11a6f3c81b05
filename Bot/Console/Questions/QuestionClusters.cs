using System.Collections.Immutable;
using Bot.State.Effects;
using Dialogs.Language;

namespace Bot.HrConsole.Questions;

/// <summary>Questions that ask the same, as far as their characters tell.</summary>
/// <param name="Title">The form asked most, the shortest of those.</param>
internal sealed record QuestionCluster(string Title, ImmutableArray<QueueEntry> Questions)
{
    /// <summary>How many were answered, and the answer did not help.</summary>
    public int Unhelpful => Questions.Count(q => q.Question.Unhelpful == true);

    public DateTimeOffset Last => Questions.Max(q => q.Question.At);
}

/// <summary>Groups questions by the pairs of characters that they share.</summary>
internal static class QuestionClusters
{
    /// <summary>Share of common pairs (Dice) from which on two questions count as alike.</summary>
    public const double Alike = 0.5;

    /// <returns>Most asked first.</returns>
    public static ImmutableArray<QuestionCluster> Of(IEnumerable<QueueEntry> questions)
    {
        var clusters = new List<(HashSet<(char, char)> Pairs, List<QueueEntry> Questions)>();
        foreach (var entry in questions)
        {
            var pairs = Pairs(entry.Question.Question);
            var home = clusters.Select(c => (Cluster: c, Likeness: Likeness(c.Pairs, pairs))).Where(c => c.Likeness >= Alike).OrderByDescending(c => c.Likeness).Select(c => c.Cluster).FirstOrDefault();
            if (home.Questions is null) clusters.Add((pairs, [entry]));
            else home.Questions.Add(entry);
        }
        return [.. clusters.Select(c => new QuestionCluster(Title(c.Questions), [.. c.Questions.OrderByDescending(q => q.Question.At)])).OrderByDescending(c => c.Questions.Length).ThenByDescending(c => c.Last)];
    }

    public static double Likeness(string one, string other) => Likeness(Pairs(one), Pairs(other));

    private static double Likeness(HashSet<(char, char)> one, HashSet<(char, char)> other) =>
        one.Count + other.Count == 0 ? 1 : 2.0 * one.Count(other.Contains) / (one.Count + other.Count);

    private static HashSet<(char, char)> Pairs(string question)
    {
        var text = string.Concat(TextNormalizer.Normalize(question).Text.Where(char.IsLetterOrDigit));
        return text.Length == 1 ? [(text[0], '\0')] : [.. text.Zip(text.Skip(1))];
    }

    private static string Title(List<QueueEntry> questions) => questions.GroupBy(q => q.Question.Question).OrderByDescending(g => g.Count()).ThenBy(g => g.Key.Length).First().Key;
}
