using System.Collections.Immutable;
using System.Globalization;
using Dialogs.Flows.Reminders;
using Dialogs.Reminders;
using Dialogs.Replies;
using Dialogs.Turns;
using Knowledge.Deadlines;
using Knowledge.Notices;
using Knowledge.Wording;

namespace Dialogs.Wording;

/// <summary>What is said when people talk about reminders.</summary>
internal static class ReminderTalkWording
{
    public static readonly Choice Resume = new("恢复提醒", "恢复提醒");
    public static readonly Choice Tonight = new("今晚8点再提醒我", "今晚8点再提醒我");

    private const string Next = "最近一次：";
    private const string Changed = "好的，改好了：";
    private const int MostMoments = 12;

    /// <param name="wanted">The deadlines ahead that the wish is about.</param>
    /// <param name="before">What was wished before; null: nothing.</param>
    public static string Reminding(Notice notice, ReminderState r, ImmutableArray<Deadline> wanted, ReminderState? before, bool nothingNew, DateTimeOffset now)
    {
        if (wanted.IsEmpty) return "好的，记下了。不过要提醒的日子这一轮都已经过了；通知有变动的话我会告诉您。";
        var left = wanted.Select(d => (Deadline: d, Items: ReminderPlanner.Of(notice, r, d).Where(i => i.At > now && i.Kind != ReminderKind.Snoozed).ToList())).ToList();
        if (left.TrueForAll(l => l.Items.Count == 0)) return Late(notice, r, wanted, now);
        var lead = nothingNew ? r.Days.IsEmpty && r.DaysOf.IsEmpty ? "提醒本来就开着：" : "本来就是这样：" : before is null || !before.On && before.Since == default || before.OnlySnoozes ? "好的，到时候提醒您：" : before.On ? Changed : "好的，恢复提醒了：";
        return lead + Schedule(notice, r, left) + Missed(left);
    }

    public static string Nearest(Notice notice, ConversationState state, DateTimeOffset now)
    {
        var next = Ahead(notice, state, now).GroupBy(i => i.At).FirstOrDefault();
        return next is null ? NothingAhead() : $"{Next}{ReminderWording.Moment(next.Key, ReminderPlanner.Day(now))}，{Names(next, ReminderPlanner.Day(now))}。";
    }

    public static bool IsChanged(string sentence) => sentence.StartsWith(Changed, StringComparison.Ordinal);

    public static string NoneLeft() => "这样就一次都不剩了，先没有改。要全停，说“不用提醒了”。";

    public static bool IsNearest(string sentence) => sentence.StartsWith(Next, StringComparison.Ordinal);

    public static string NothingAhead() => "往后没有要提醒的日子了。";

    /// <summary>The windows, then each moment on which something is sent.</summary>
    public static string Planned(Notice notice, ConversationState state, DateTimeOffset now)
    {
        var today = ReminderPlanner.Day(now);
        var moments = Ahead(notice, state, now).GroupBy(i => i.At).ToList();
        if (moments.Count == 0) return NothingAhead() + "\n" + ReminderWording.List(Chosen.OfRole(notice, state.Role), today);
        var lines = moments.Take(MostMoments).Select(m => $"{ReminderWording.Moment(m.Key, today)}　{Names(m, today)}");
        return $"会给您发{moments.Count}次提醒：\n{string.Join('\n', lines)}\n对应的日子：\n{ReminderWording.List(Chosen.Ahead(notice, state, today), today)}";
    }

    public static string NotOnYet(Notice notice, string? role, DateOnly today, bool ahead) => $"您还没有开提醒{(ahead ? "，说“到时候提醒我”就开" : "，这一轮也没有要提醒的日子了")}。和您有关的日子：\n{ReminderWording.List(notice, role, today)}";

    public static string Stopped() => "好的，不再给您发提醒了。想恢复时说“恢复提醒”就行，政策问题还是随时可以问。";

    public static string NotOn() => "好的，提醒没有开着，我不会给您发提醒。";

    public static string StoppedOne(Notice notice, ImmutableArray<string> deadlines) => $"好的，{Named(notice, deadlines)}不再提醒，别的照旧。";

    public static string Done(Notice notice, ImmutableArray<string> deadlines, bool on) => $"好的，{Named(notice, deadlines)}记为办好了{(on ? "，这一项不再提醒" : "")}。";

    public static string Undone(Notice notice, ImmutableArray<string> deadlines) => $"好的，{Named(notice, deadlines)}改回还没办好。";

    /// <summary>What comes after something is done, for somebody who is not reminded.</summary>
    public static string NextDay(IEnumerable<Deadline> ahead, DateOnly today) => ahead.FirstOrDefault() is { } next ? $"接下来的日子：\n{ReminderWording.List([next], today)}" : "";

    /// <param name="once">Nothing else is sent to them.</param>
    public static string Again(IEnumerable<Deadline> deadlines, DateTimeOffset when, DateOnly today, bool once) =>
        $"好的，{ReminderWording.Moment(when, today)}{(once ? "提醒您一次" : "再提醒您")}：{string.Join("、", deadlines.Select(d => d.Name))}。";

    public static string WhenAgain(bool tomorrow) => $"好的，什么时候再提醒您？比如{(tomorrow ? "“明天再提醒我”" : "")}“晚上8点再提醒我”。";

    public static string OverAlready(DateTimeOffset when, DateOnly today) => $"{ReminderWording.Moment(when, today)}已经过了，请说一个以后的时间，比如“明天再提醒我”。";

    public static string ClosedThen(Deadline deadline, DateTimeOffset when, DateOnly today) =>
        $"{ChineseDates.Day(ReminderPlanner.Day(when))}就晚了：{deadline.Name}{(deadline.Closes == today ? "今天" : ChineseDates.Day(deadline.Closes))}截止，{(deadline.Closes < today ? "已经过了" : "请在那之前办好")}。";

    public static string Impossible() => "不会天天发，也不打电话、不发短信，免得打扰您。";

    public static string TooEarly() => $"最多提前{SettingReader.LongestBefore}天。";

    public static string AllOver() => "这一轮要提醒的日子都已经过了，现在没有可以提醒的。";

    public static string WhichIsDone() => "好的，是哪一项办好了？点一下就记上。";

    public static Choice IsDone(Deadline deadline) => new($"{deadline.Name}办好了", $"{deadline.Name}办好了");

    /// <param name="on">Whether they are reminded already.</param>
    public static string Explain(Notice notice, bool on) => on
        ? "您的提醒已经开着，到日子就在这个聊天里告诉您。天数和钟点都能改，比如“提前5天”“只在当天”“晚上8点”；也可以只要其中一项，随时能停。"
        : $"我可以在这个聊天里提醒您：截止前{Days(notice.Reminders.DaysBefore)}的{notice.Reminders.At:HH:mm}{(notice.Reminders.OnOpening ? "，还有开始那天" : "")}。天数和钟点都能改，比如“提前5天”“只在当天”“晚上8点”；也可以只要其中一项，随时能停。说“到时候提醒我”就开。";

    public static string Calendar(Notice notice, ConversationState state, DateOnly today) =>
        $"有日历文件（calendar.ics），点下面的链接导入手机或电脑日历，日子有变动会跟着更新。里面的日子：\n{ReminderWording.List(Chosen.OfCalendar(notice, state), today)}";

    private static IEnumerable<ReminderItem> Ahead(Notice notice, ConversationState state, DateTimeOffset now) =>
        ReminderPlanner.Plan(notice, state, now).Where(i => i.At > now && i.Kind != ReminderKind.Correction);

    private static string Names(IEnumerable<ReminderItem> items, DateOnly today) =>
        string.Join("、", items.DistinctBy(i => i.Deadline.Id).Select(i => i.Deadline.Name + Of(i, today)));

    private static string Of(ReminderItem item, DateOnly today) =>
        item.Kind == ReminderKind.Opening ? "开始" : $"〔{ChineseDates.Day(item.Deadline.Closes, today)}{(ReminderPlanner.Day(item.At) == item.Deadline.Closes ? "，当天" : "")}〕";

    /// <summary>Only what can still come is promised.</summary>
    private static string Schedule(Notice notice, ReminderState r, List<(Deadline Deadline, List<ReminderItem> Items)> left)
    {
        var ahead = left.Where(l => l.Items.Count > 0).ToList();
        var opening = ahead.Exists(l => l.Items.Exists(i => i.Kind == ReminderKind.Opening));
        var days = ahead.Where(l => l.Items.Exists(i => i.Kind == ReminderKind.Before)).GroupBy(l => Days([.. l.Items.Where(i => i.Kind == ReminderKind.Before).Select(i => i.Days)])).ToList();
        var said = string.Join("；", days.Select(g => $"{(days.Count > 1 || left.Count == 1 || ahead.Count < left.Count ? string.Join("、", g.Select(l => l.Deadline.Name)) : "")}截止前{g.Key}"));
        var hour = ReminderPlanner.Hour(notice, r).ToString("HH:mm", CultureInfo.InvariantCulture);
        return said.Length == 0 ? $"开始那天的{hour}。" : $"{said}的{hour}{(opening ? "，开始那天也提醒" : "")}。";
    }

    private static string Missed(List<(Deadline Deadline, List<ReminderItem> Items)> left) =>
        left.Where(l => l.Items.Count == 0).Select(l => l.Deadline.Name).ToList() is { Count: > 0 } names ? $"{string.Join("、", names)}按这个天数已经过了，不再提醒。" : "";

    /// <summary>All that the wish asks for lies behind: what can still be had.</summary>
    private static string Late(Notice notice, ReminderState r, ImmutableArray<Deadline> wanted, DateTimeOffset now)
    {
        var (today, hour, last) = (ReminderPlanner.Day(now), ReminderPlanner.Hour(notice, r), wanted[^1]);
        var days = notice.Reminders.DaysBefore.Where(d => ReminderPlanner.Moment(last.Closes.AddDays(-d), hour) > now).ToList();
        var still = days is [var soonest, ..] ? $"还赶得上的，说“{(soonest == 0 ? "当天" : $"提前{soonest}天")}提醒我”。" : now < ReminderPlanner.Moment(last.Closes, new TimeOnly(20, 0)) ? "今天还想再提醒一次，说“今晚8点再提醒我”。" : NothingAhead();
        return $"好的，记下了。不过照这样算，提醒的时间都已经过了。\n{ReminderWording.List(wanted, today)}\n{still}";
    }

    private static string Days(ImmutableArray<int> days)
    {
        var before = days.Where(d => d > 0).Select(d => $"{d}天").ToList();
        var said = string.Join("、", before);
        return !days.Contains(0) ? said : before.Count == 0 ? "当天" : $"{said}和当天";
    }

    private static string Named(Notice notice, ImmutableArray<string> deadlines) => string.Join("、", deadlines.Select(notice.Deadline).OfType<Deadline>().Select(d => $"“{d.Name}”"));
}
