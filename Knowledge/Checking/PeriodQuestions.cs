using System.Text.RegularExpressions;

namespace Knowledge.Checking;

/// <summary>The same number of the same unit, once as a bound (not fewer than) and once bare.</summary>
internal static partial class PeriodQuestions
{
    public static IEnumerable<Question> Of(NoticeText text)
    {
        var mentions = text.Clauses.SelectMany(c => Counted().Matches(c.Text).Select(m => (Clause: c, Match: m))).ToList();
        foreach (var group in mentions.GroupBy(m => m.Match.Groups["number"].Value + m.Match.Groups["unit"].Value))
        {
            var bound = group.FirstOrDefault(m => IsBound(m.Match));
            if (bound.Match is null) continue;
            foreach (var (clause, match) in group.Where(m => !IsBound(m.Match) && m.Clause != bound.Clause))
                yield return new Question(clause, text.LineOf(clause, match.Value.Trim()), $"这里写“{match.Value.Trim()}”，{bound.Clause.Label}写“{bound.Match.Value.Trim()}”：是正好，还是不能少于？");
        }
    }

    private static bool IsBound(Match match) => match.Groups["before"].Success || match.Groups["after"].Success;

    [GeneratedRegex(@"(?<before>不少于|不得少于|至少|不低于|不得低于|不超过|不得超过)?\s*(?<number>\d+)\s*个?(?<unit>工作日|自然日|[^\d\s]分|周岁)(?<after>以上|以下|以内|之内)?")]
    private static partial Regex Counted();
}
