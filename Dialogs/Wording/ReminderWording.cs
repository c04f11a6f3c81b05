using Dialogs.Flows.Talk;
using Knowledge.Deadlines;
using Knowledge.Notices;
using Knowledge.Wording;

namespace Dialogs.Wording;

/// <summary>What is said to somebody who wants to be reminded.</summary>
internal static class ReminderWording
{
    public static string Later(Notice notice, string? role, DateOnly today) =>
        $"好的。到点主动提醒还在准备中，开通前我先把和您有关的日子给您，请自己也记一下：\n{List(notice, role, today)}\n随时问我“还有几天”也行。";

    public static string Silent() => "好的，不再给您发提醒。政策问题还是随时可以问。";

    public static string Calendar(Notice notice, string? role, DateOnly today) =>
        $"日历文件还在准备中，先把要记进日历的日子给您：\n{List(notice, role, today)}";

    public static string Dates(Notice notice, string? role, DateOnly today) => $"和您有关的日子：\n{List(notice, role, today)}";

    /// <summary>The deadlines of a role, those ahead first; unknown: of those who apply.</summary>
    public static string List(Notice notice, string? role, DateOnly today) => string.Join("\n", notice.Deadlines
        .Where(d => role is null ? d.Audience.Any(a => RoleFlow.IsApplicant(notice, a)) : d.Audience.Contains(role))
        .OrderBy(d => d.Closes < today).ThenBy(d => d.Closes)
        .Select(d => $"{d.Name}：{Window(d)}{State(d, today)}"));

    private static string Window(Deadline deadline) =>
        (deadline.Opens is { } opens ? ChineseDates.Day(opens) + "到" : "") + ChineseDates.Day(deadline.Closes);

    private static string State(Deadline deadline, DateOnly today) => deadline.PhaseOn(today) switch
    {
        DeadlinePhase.After => "（已过）",
        DeadlinePhase.LastDay => "（就是今天）",
        DeadlinePhase.Before => $"（还有{deadline.Opens!.Value.DayNumber - today.DayNumber}天开始）",
        _ => $"（还有{deadline.Closes.DayNumber - today.DayNumber}天）",
    };
}
