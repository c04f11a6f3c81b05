using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace TestKit.Evaluation;

/// <summary>What an item's checks look at in a reply: the members of an answer of /api/ask.</summary>
public sealed record ScoredReply(string Status, string Text, ImmutableArray<string> Clauses);

/// <summary>What came of one item.</summary>
/// <param name="Faults">What is wrong with the reply; empty: nothing.</param>
/// <param name="Wrong">Faulty, and said as if it were the answer: counts twice against the score. Declining is never wrong in this sense.</param>
public sealed record ScoredItem(string Id, string Asked, string Answered, ImmutableArray<string> Faults, bool Wrong)
{
    public bool Right => Faults.IsEmpty;

    public override string ToString() => $"{Id} {Asked}\n    {string.Join("; ", Faults)}\n    {Answered}";
}

/// <summary>The score that counts is (right − 2 × wrong) / items.</summary>
public sealed record Score(int Items, int Right, int Wrong)
{
    public double Percent => Items == 0 ? 0 : 100.0 * (Right - 2 * Wrong) / Items;

    public double RightPercent => Items == 0 ? 0 : 100.0 * Right / Items;

    public static Score Of(IReadOnlyCollection<ScoredItem> items) => new(items.Count, items.Count(i => i.Right), items.Count(i => i.Wrong));
}

/// <summary>Holds replies against items, as the sets' own README says it.</summary>
public static partial class Scoring
{
    public static ScoredItem Judge(QuestionItem item, ScoredReply reply)
    {
        var text = Normalise(reply.Text);
        var faults = new List<string>();
        if (item.Status is { } status && !status.Contains(reply.Status)) faults.Add($"status {reply.Status}");
        faults.AddRange(WordFaults(text, item.Must, item.Not));
        if (reply.Status == "answered" && item.Clauses is { Length: > 0 } clauses && !clauses.Any(c => reply.Clauses.Contains(c)))
            faults.Add($"cites {(reply.Clauses.IsEmpty ? "nothing" : string.Join(' ', reply.Clauses))}");
        if (item.Max is { } max && text.Length > max) faults.Add($"{text.Length} > {max} characters");
        return new ScoredItem(item.Id, item.Q, reply.Text, [.. faults], faults.Count > 0 && reply.Status == "answered");
    }

    /// <param name="text">Normalised.</param>
    public static IEnumerable<string> WordFaults(string text, ImmutableArray<string>? must, ImmutableArray<string>? not)
    {
        foreach (var pattern in must ?? [])
            if (!JavaScriptRegex.IsMatch(text, pattern)) yield return $"lacks /{pattern}/";
        foreach (var pattern in not ?? [])
            if (JavaScriptRegex.IsMatch(text, pattern)) yield return $"has /{pattern}/";
    }

    /// <summary>Full-width digits and letters become half-width, spaces go, letters become capitals; punctuation stays.</summary>
    public static string Normalise(string? text) =>
        Space().Replace(FullWidth().Replace(text ?? "", m => ((char)(m.Value[0] - 0xFEE0)).ToString()), "").ToUpperInvariant();

    [GeneratedRegex("[０-９Ａ-Ｚａ-ｚ]")]
    private static partial Regex FullWidth();

    [GeneratedRegex(@"[\s\uFEFF]+")]
    private static partial Regex Space();
}
