using System.Collections.Immutable;
using System.ComponentModel;
using Bot.Api;
using Bot.Api.Contracts;
using Dialogs.Language;
using Knowledge.Notices;
using Knowledge.Rules;

namespace Bot.Generation.Tools;

/// <param name="Text">Literal.</param>
internal sealed record FoundClause(string Clause, string Text, string Url);

/// <summary>What is wanted of a person: each requirement as it stands for them (levels among them), and their papers.</summary>
internal sealed record Requirements(ImmutableArray<WireCriterion> Criteria, ImmutableArray<WireMaterial> Materials);

/// <summary>What a model or another assistant may look up: the same engine that answers people.</summary>
internal static class NoticeLookup
{
    private const int MostFound = 5;

    /// <summary>The clauses that share most pairs of characters with the words, the rarer the pair the more.</summary>
    public static ImmutableArray<FoundClause> Search(Notice notice, [Description("关键词")] string query)
    {
        var pairs = Pairs(TextNormalizer.NormalizeText(query)).ToHashSet(StringComparer.Ordinal);
        var texts = notice.Clauses.Select(c => (Clause: c, Text: TextNormalizer.NormalizeText($"{c.Heading} {c.Text}"))).ToList();
        var weights = pairs.ToDictionary(p => p, p => 1.0 / (1 + texts.Count(t => t.Text.Contains(p, StringComparison.Ordinal))), StringComparer.Ordinal);
        return
        [
            .. texts.Select(t => (t.Clause, Score: pairs.Where(p => t.Text.Contains(p, StringComparison.Ordinal)).Sum(p => weights[p])))
                .Where(t => t.Score > 0).OrderByDescending(t => t.Score).Take(MostFound)
                .Select(t => new FoundClause(t.Clause.Label.Label, t.Clause.Text, WireFormat.Url(notice, t.Clause.Label))),
        ];
    }

    public static ImmutableArray<WireDeadline> Deadlines(Notice notice) => WireFormat.From(notice, notice.Deadlines);

    public static Requirements Requirements(Notice notice, Profile profile, DateOnly day)
    {
        var check = WireFormat.From(SelfCheck.Evaluate(notice, profile, day));
        return new(check.Criteria, check.Materials);
    }

    private static IEnumerable<string> Pairs(string text)
    {
        for (var i = 0; i + 1 < text.Length; i++) yield return text.Substring(i, 2);
    }
}
