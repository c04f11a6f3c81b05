using System.Collections.Immutable;
using Knowledge.Notices;
using Knowledge.Papers;
using Knowledge.Wording;

namespace Dialogs.Wording;

/// <summary>What is said with papers that can be fetched.</summary>
internal static class PaperWording
{
    public static string Offer(Notice notice, ImmutableArray<Paper> papers, DateOnly today, DateOnly? starts, DateOnly? ends)
    {
        var what = string.Join("、", papers.Select(p => $"{p.Name}（{p.Template.Clause.Label}）"));
        var dates = papers.Select(p => Dates(notice, p, today, starts, ends)).Where(d => d.Length > 0).Distinct();
        return $"给您排好了，照通知的附件，点开就能下载 Word 文件：{what}。\n{string.Concat(dates.Select(d => d + "\n"))}姓名、号码、单位这些留了空，您自己填，不用告诉我。链接请别转发，过期了再跟我要。";
    }

    private static string Dates(Notice notice, Paper paper, DateOnly today, DateOnly? starts, DateOnly? ends)
    {
        if (paper.Period is null || notice.Deadline(paper.Period) is not { Rule: { } rule } latest) return "";
        var target = notice.Deadline(rule.Before)!;
        if (PaperWriter.Period(notice, paper, today, starts) is not { } period)
            return paper.Announces ? $"最迟要在{ChineseDates.Day(latest.Closes, today)}贴出，这一天已经过了，所以起止日期留空。" : $"{paper.Name}里的起止日期留空，照实际的填。";
        if (ends >= period.Days[^1]) return $"起止日期按您说的填：{ChineseDates.Day(period.Start)}贴出，{ChineseDates.Day(ends.Value)}期满；贴出当天不算，够{rule.WorkingDays}个工作日。";
        var early = ends is { } named ? $"您说{ChineseDates.Day(named)}期满，那天只有{period.Days.Count(d => d <= named)}个工作日，还不够。" : "";
        var late = period.End > target.Closes ? $"这样要到{ChineseDates.Day(period.End)}才满，赶不上{ChineseDates.Day(target.Closes)}截止的{target.Name}。" : "";
        var unsure = period.CalendarIncomplete ? "那一年的放假安排还没有，只扣了周末，请再核对。" : "";
        return $"起止日期按{ChineseDates.Day(period.Start)}贴出填到{ChineseDates.Day(period.Days[^1])}：贴出当天不算，数{rule.WorkingDays}个工作日；换一天贴，告诉我哪天就重排。{early}{late}{unsure}";
    }
}
