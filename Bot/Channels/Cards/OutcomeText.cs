using System.Text;
using Dialogs.Replies;
using Knowledge.Materials;
using Knowledge.Rules;

namespace Bot.Channels.Cards;

/// <summary>An outcome in plain text: whole, for whoever sees no card.</summary>
internal static class OutcomeText
{
    /// <summary>The reply's own text, followed by the sections that it leaves out.</summary>
    public static string Complete(Reply reply)
    {
        if (reply.Outcome is not { } outcome) return reply.Text;
        var text = new StringBuilder(reply.Text.TrimEnd());
        var result = outcome.Result;
        Add(text, "您的情况", outcome.Understood.Where(f => !reply.Text.Contains(f.Value, StringComparison.Ordinal)).Select(f => $"{f.Label}：{f.Value}"));
        Add(text, "逐项看", result.Criteria.Where(c => c.Status != CriterionStatus.NotApplicable && (result.Verdict != Verdict.Ineligible || c.Status != CriterionStatus.Unknown) && !reply.Text.Contains(c.Reason, StringComparison.Ordinal)).Select(Line));
        Add(text, "材料清单", result.Materials.Where(m => result.Verdict is not (Verdict.Ineligible or Verdict.Incomplete) && !reply.Text.Contains(m.Material.Name, StringComparison.Ordinal)).Select(m => Line(m, outcome.Done.Contains(m.Material.Id))));
        Add(text, "请留意", outcome.Tips.Where(t => !reply.Text.Contains(t, StringComparison.Ordinal)));
        return text.ToString();
    }

    public static string Sign(CriterionStatus status) => status switch
    {
        CriterionStatus.Met => "✓",
        CriterionStatus.Unmet => "✗",
        CriterionStatus.Pending => "…",
        CriterionStatus.Review => "！",
        CriterionStatus.Unknown => "？",
        _ => "–",
    };

    public static string Word(CriterionStatus status) => status switch
    {
        CriterionStatus.Met => "符合",
        CriterionStatus.Unmet => "不符合",
        CriterionStatus.Pending => "还差一步",
        CriterionStatus.Review => "待核实",
        CriterionStatus.Unknown => "还不清楚",
        _ => "不涉及",
    };

    private static string Line(CriterionResult c) =>
        $"{Sign(c.Status)} {c.Criterion.Name}（{Word(c.Status)}）：{c.Reason}{(c.Citations.IsEmpty ? "" : $"〔{string.Join("、", c.Citations.Select(q => q.Clause.Label).Distinct())}〕")}";

    private static string Line(MaterialResult m, bool done) =>
        $"{(done ? "☑" : "☐")} {m.Material.Name}{(m.Status == MaterialStatus.IfAvailable ? "（有则上传）" : "")}——{m.Material.Where}{(m.Note.Length == 0 ? "" : $"；{m.Note}")}";

    private static void Add(StringBuilder text, string heading, IEnumerable<string> lines)
    {
        var first = true;
        foreach (var line in lines)
        {
            if (first) text.Append("\n\n").Append(heading).Append('：');
            text.Append('\n').Append(line);
            first = false;
        }
    }
}
