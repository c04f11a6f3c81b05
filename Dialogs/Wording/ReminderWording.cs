using System.Collections.Immutable;
using Dialogs.Reminders;
using Dialogs.Replies;
using Knowledge.Deadlines;
using Knowledge.Notices;
using Knowledge.Wording;

namespace Dialogs.Wording;

/// <summary>What a reminder says.</summary>
internal static class ReminderWording
{
    public static readonly Choice Offer = new("到时候提醒我", "到时候提醒我");
    private const string Done = "办好了";
    public static readonly Choice Tomorrow = new("明天再提醒我", "明天再提醒我");
    public static readonly Choice Stop = new("不用提醒了", "不用提醒了");
    public static readonly Choice What = new("我会收到哪些提醒", "我会收到哪些提醒");
    public static readonly Choice Calendar = new("给我日历文件", "给我日历文件");
    public static readonly Choice How = new("怎么弄", "怎么弄");

    public static string Message(List<string> paragraphs) => Message(paragraphs, $"提醒您{paragraphs.Count}件事：\n");

    /// <param name="lead">Before several.</param>
    public static string Message(List<string> paragraphs, string lead) => paragraphs.Count == 1 ? paragraphs[0] : lead + AskWording.Numbered(paragraphs);

    /// <summary>The day of a deadline, and how far off it is.</summary>
    /// <param name="opening">Whether the first day is asked for too.</param>
    public static string DayOf(Deadline deadline, DateOnly today, bool opening)
    {
        var (closes, left) = (ChineseDates.Day(deadline.Closes, today), Left(deadline.Closes, today));
        var opens = deadline.Opens is { } first && (opening || today < first) ? $"{ChineseDates.Day(first, today)}开始{(today < first ? $"（还有{Days(first, today)}）" : "")}，" : "";
        return (deadline.PhaseOn(today) switch
        {
            DeadlinePhase.LastDay => deadline.Derived ? $"{deadline.Name}就是今天，{closes}，最后一天。" : $"{deadline.Name}{opens}今天，{closes}截止，最后一天。",
            DeadlinePhase.After => deadline.Derived ? $"{deadline.Name}是{closes}，过了{Days(today, deadline.Closes)}。" : $"{deadline.Name}已于{closes}截止，过了{Days(today, deadline.Closes)}。",
            _ => deadline.Derived ? $"{deadline.Name}是{closes}，{left}。" : $"{deadline.Name}{opens}{closes}截止，{left}。",
        }) + Worked(deadline);
    }

    private static string Worked(Deadline deadline) => deadline.Derived ? "这个日子是推算的，通知没有直接写。" : "";

    public static string When(Deadline deadline, DateOnly today) =>
        (deadline.PhaseOn(today) switch
        {
            DeadlinePhase.Before => $"提醒：{deadline.Name}{ChineseDates.Day(deadline.Opens!.Value, today)}开始（还有{Days(deadline.Opens.Value, today)}），{ChineseDates.Day(deadline.Closes, today)}截止。",
            DeadlinePhase.LastDay => $"提醒：{deadline.Name}就是今天，{ChineseDates.Day(deadline.Closes)}，最后一天。",
            DeadlinePhase.After => $"{deadline.Name}已于{ChineseDates.Day(deadline.Closes, today)}截止。",
            _ when deadline.Opens == today => $"提醒：{deadline.Name}今天开始，{ChineseDates.Day(deadline.Closes, today)}截止，还有{Days(deadline.Closes, today)}。",
            _ => $"提醒：{deadline.Name}{(deadline.Derived ? "是" : "")}{ChineseDates.Day(deadline.Closes, today)}{(deadline.Derived ? "" : "截止")}，{Left(deadline.Closes, today)}。",
        })
        + Worked(deadline);

    public static string Correction(ReminderItem item, DateOnly today) => item.Gone
        ? $"更正：之前跟您说的一个日子（{Window(item.Was!.Opens, item.Was.Closes)}）通知里已经取消了，请不要再按它准备。"
        : $"更正：通知有变动，{item.Deadline.Name}之前跟您说的是{Window(item.Was!.Opens, item.Was.Closes)}，现在是{Window(item.Deadline.Opens, item.Deadline.Closes)}{State(item.Deadline, today)}，请按新的日子办。";

    public static string Missing(IEnumerable<string> names)
    {
        var all = names.ToList();
        return $"您还有{all.Count}样材料没说准备好：{string.Join("、", all)}。";
    }

    public static string NothingMissing() => "必交的材料您都说准备好了。";

    public static string NotChecked() => "您还没自查过，说“自查”我给您列一份自己的材料清单。";

    public static string Ineligible() => "按您说的情况这次还不能报；情况有变就说“改一下……”，我重新算。";

    public static string Where(string where) => $"办理的地方：{where}。";

    /// <summary>What may be answered to a reminder; on the last day nothing is put off to the next.</summary>
    public static ImmutableArray<Choice> After(Notice notice, ImmutableArray<Deadline> about, DateOnly today)
    {
        if (about.IsEmpty) return [What, Stop];
        // What is pressed names the deadline: on a card it may be pressed long after the talk has gone elsewhere.
        var done = about.Select(d => new Choice(about.Length == 1 ? Done : Short(notice, d) + Done, Short(notice, d) + Done));
        return [.. done, How, .. about.Any(d => d.Closes > today) ? [Tomorrow] : (IEnumerable<Choice>)[], Stop];
    }

    /// <summary>What people call it.</summary>
    public static string Short(Notice notice, Deadline deadline) => notice.Reminders.Step(deadline.Id).Said is [var said, ..] ? said : deadline.Name;

    /// <summary>The deadlines of a role, those ahead first.</summary>
    public static string List(Notice notice, string? role, DateOnly today) => List(Chosen.OfRole(notice, role), today);

    public static string List(IEnumerable<Deadline> deadlines, DateOnly today) => string.Join("\n", deadlines
        .OrderBy(d => d.Closes < today).ThenBy(d => d.Closes)
        .Select(d => $"{d.Name}：{Window(d.Opens, d.Closes)}{State(d, today)}"));

    public static string Moment(DateTimeOffset at, DateOnly today) => $"{ChineseDates.Day(ReminderPlanner.Day(at), today)}{at.ToOffset(ReminderPlanner.Offset):HH:mm}";

    private static string Window(DateOnly? opens, DateOnly closes) => (opens is { } from ? ChineseDates.Day(from) + "到" : "") + ChineseDates.Day(closes);

    private static string State(Deadline deadline, DateOnly today) => deadline.PhaseOn(today) switch
    {
        DeadlinePhase.After => "（已过）",
        DeadlinePhase.LastDay => "（就是今天）",
        DeadlinePhase.Before => $"（还有{Days(deadline.Opens!.Value, today)}开始）",
        _ => $"（还有{Days(deadline.Closes, today)}）",
    };

    private static string Left(DateOnly day, DateOnly today) => day.DayNumber - today.DayNumber == 1 ? "还有1天，就是明天" : $"还有{Days(day, today)}";

    private static string Days(DateOnly day, DateOnly today) => $"{day.DayNumber - today.DayNumber}天";
}
