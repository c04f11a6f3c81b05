using System.Collections.Immutable;
using Knowledge.Notices;
using Knowledge.Rules.Tables;

namespace Knowledge.Rules;

/// <summary>Which questions are still worth asking, and in which order.</summary>
internal static class Questions
{
    /// <summary>First those that can change the verdict, then those that can only change the list of papers; within each those that surely concern the person first.</summary>
    public static ImmutableArray<Field> Order(Notice notice, ulong[] masks, HashSet<int> verdict)
    {
        var papers = notice.Plan.Materials.SelectMany(t => RuleView.Of(t, masks).Deciding((a, b) => a == b)).Where(v => v < notice.Fields.Length && !verdict.Contains(v)).ToHashSet();
        return [.. Group(notice, masks, verdict, keepAll: true), .. Group(notice, masks, papers, keepAll: false)];
    }

    private static IEnumerable<Field> Group(Notice notice, ulong[] masks, HashSet<int> wanted, bool keepAll)
    {
        var (sure, maybe, never) = (new List<Field>(), new List<Field>(), new List<Field>());
        for (var i = 0; i < notice.Fields.Length; i++)
        {
            if (!wanted.Contains(i)) continue;
            var view = RuleView.Of(notice.Plan.Asked[i], masks);
            (view.IsSettled ? view.Cases[0] == 0 ? sure : never : maybe).Add(notice.Fields[i]);
        }
        // A field that decides but is never asked is the pack's mistake; asking it is better than being stuck.
        return keepAll && sure.Count + maybe.Count == 0 ? never : sure.Concat(maybe);
    }
}
