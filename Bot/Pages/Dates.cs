using Knowledge.Deadlines;

namespace Bot.Pages;

/// <summary>Days and windows as people write them.</summary>
internal static class Dates
{
    private const string Weekdays = "日一二三四五六";

    public static string Day(DateOnly day, int? withoutYear = null) =>
        $"{(day.Year == withoutYear ? "" : $"{day.Year}年")}{day.Month}月{day.Day}日（周{Weekdays[(int)day.DayOfWeek]}）";

    public static string Window(Deadline deadline) => deadline.Opens is { } opens && opens != deadline.Closes
        ? $"{Day(opens)} 至 {Day(deadline.Closes, opens.Year)}"
        : $"{(deadline.Opens is null ? "截至 " : "")}{Day(deadline.Closes)}";

    public static string State(Deadline deadline, DateOnly today) => deadline.PhaseOn(today) switch
    {
        DeadlinePhase.Before => $"还有 {deadline.Opens!.Value.DayNumber - today.DayNumber} 天开始",
        DeadlinePhase.LastDay => "今天是最后一天",
        DeadlinePhase.Open when deadline.Opens is null => $"还有 {deadline.Closes.DayNumber - today.DayNumber} 天",
        DeadlinePhase.Open => $"进行中，还有 {deadline.Closes.DayNumber - today.DayNumber} 天截止",
        _ => "已结束",
    };

    /// <summary>For styles.</summary>
    public static string Class(Deadline deadline, DateOnly today) => deadline.PhaseOn(today) switch
    {
        DeadlinePhase.Before => "before",
        DeadlinePhase.LastDay => "last",
        DeadlinePhase.Open => "open",
        _ => "after",
    };
}
