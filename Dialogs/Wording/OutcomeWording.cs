using System.Collections.Immutable;
using System.Text;
using Dialogs.Flows.Checks;
using Dialogs.Replies;
using Knowledge.Deadlines;
using Knowledge.Materials;
using Knowledge.Notices;
using Knowledge.Rules;
using Knowledge.Wording;

namespace Dialogs.Wording;

/// <summary>An outcome in words: the verdict first, then what decides it, the papers, the dates, what to do next.</summary>
internal static class OutcomeWording
{
    private const string First = "请先确认：";
    private const string Disclaimer = "以上是初步自查，以审核为准。";

    /// <param name="change">What the outcome was before; empty: nothing to say of it.</param>
    public static string Text(CheckSession session, Outcome outcome, string change)
    {
        var text = new StringBuilder();
        var notice = session.Notice;
        var main = notice.Deadline(notice.MainDeadline)!;
        if (main.PhaseOn(session.Today) == DeadlinePhase.After) text.Append(AskWording.Closed(notice, main, session.Today));
        if (change.Length > 0) text.Append(change).Append('\n');
        text.Append(outcome.Headline);
        var first = outcome.Tips.FirstOrDefault(t => t.StartsWith(First, StringComparison.Ordinal));
        if (first is not null) text.Append('\n').Append(first);
        if (outcome.Understood.Length > 0) text.Append($"\n\n我了解的情况：{string.Join("；", outcome.Understood.Select(f => f.Value))}。哪项不对，说“改一下……”。");
        text.Append("\n\n逐项看：").AppendJoin("", Criteria(outcome.Result).Select(c => "\n" + c));
        if (outcome.Result.Verdict is not Verdict.Ineligible and not Verdict.Incomplete) text.Append("\n\n").Append(Materials(outcome));
        var tips = outcome.Tips.Where(t => t != first).ToList();
        if (tips.Count > 0) text.Append("\n\n请留意：").AppendJoin("", tips.Select(t => "\n" + t));
        text.Append("\n\n").Append(Disclaimer);
        return outcome.Question is { } question ? text.Append("\n\n").Append(question).ToString() : text.ToString();
    }

    public static ImmutableArray<Choice> Choices(CheckSession session) => session.Result.Verdict switch
    {
        Verdict.Incomplete => [.. session.Result.Missing.Take(4).Select(f => new Choice($"补充{f.Label}", $"改一下{f.Label}")), new("你记了什么", "你记了什么")],
        Verdict.Ineligible => [new("你记了什么", "你记了什么"), new("重新开始", "重新开始")],
        _ => [CheckWording.WhatIsLeft, .. Remind(session), new("你记了什么", "你记了什么"), new("什么时候截止", "什么时候截止")],
    };

    /// <summary>Offered to whom it can still help, for their own case.</summary>
    private static IEnumerable<Choice> Remind(CheckSession session) =>
        session.Check.Of is null && session.State.Reminders is not { IsFull: true } ? [ReminderWording.Offer] : [];

    public static string Print() => "网页上，自查结果下面有“打印或保存结果”，点开就能打印或存成 PDF，上面有您的情况、依据和时间。没有这个按钮的，把结果截图或复制下来。要交上去的表不在这里打印，直接问我怎么打。";

    public static string Remaining(CheckSession session)
    {
        if (session.Result.Verdict == Verdict.Ineligible) return "按您说的情况这次还不能报，先不用准备材料。哪项情况不对，说“改一下……”。";
        var left = Left(session).ToList();
        var required = left.Where(m => m.Status == MaterialStatus.Required).ToList();
        return required.Count == 0
            ? "必交的材料您都说准备好了。提交前再核对一遍签字、盖章。"
            : $"还有{required.Count}样没准备：\n{AskWording.Numbered(required.Select(m => m.Material.Name))}\n准备好一样，说一声“……好了”，我给您打勾。";
    }

    public static string Ticked(CheckSession session, Ticks ticks)
    {
        var said = new StringBuilder();
        if (ticks.Done.Length > 0) said.Append($"已打勾：{Names(session, ticks.Done)}。");
        if (ticks.Undone.Length > 0) said.Append($"记下了，还没有：{Names(session, ticks.Undone)}。");
        var left = Left(session).Where(m => m.Status == MaterialStatus.Required).Select(m => m.Material.Name).ToList();
        return said.Append(left.Count == 0 ? "必交的材料都齐了。" : $"还差{left.Count}样：{string.Join("、", left)}。").ToString();
    }

    public static string Passed(Deadline derived, Deadline main) =>
        $"{First}{derived.Name}是{ChineseDates.Day(derived.Closes)}，这一天已经过了。那天或更早就办了的不受影响；没有的话，赶不上{ChineseDates.Day(main.Closes)}截止的{main.Name}。";

    public static string Ahead(Deadline deadline, DateOnly today) => $"{deadline.Name}：{ChineseDates.Day(deadline.Closes)}{DaysLeft(deadline.Closes, today)}。";

    public static string Window(Deadline deadline, DateOnly today) => deadline.PhaseOn(today) switch
    {
        DeadlinePhase.Before => $"{deadline.Name}：{ChineseDates.Day(deadline.Opens!.Value)}开始，{ChineseDates.Day(deadline.Closes)}截止。",
        DeadlinePhase.After => $"{deadline.Name}：已于{ChineseDates.Day(deadline.Closes, today)}截止。",
        DeadlinePhase.LastDay => $"{deadline.Name}今天（{ChineseDates.Day(deadline.Closes)}）截止，请尽快提交。",
        _ => $"{deadline.Name}：{ChineseDates.Day(deadline.Closes)}截止{DaysLeft(deadline.Closes, today)}。",
    };

    public static string SameDay(Deadline main, Deadline other, DateOnly today) => today == main.Closes
        ? $"{other.Name}也在今天截止：请马上提交，并告诉后面经手的人。"
        : $"{other.Name}也在{ChineseDates.MonthDay(other.Closes)}截止：最后一天才提交，后面的环节就没有时间了，请提前几天。";

    public static string Next(CheckSession session, Verdict verdict) => verdict switch
    {
        Verdict.Eligible => "下一步：照清单备齐材料，备好一样告诉我一声，我给您打勾。",
        Verdict.NotYet => $"下一步：先把上面“还差”的补上；拿不准请问{AskWording.Whom(session.Notice)}。",
        Verdict.NeedsReview => $"下一步：请先问{AskWording.Whom(session.Notice)}，问清楚再准备材料。",
        _ => $"下一步：把不清楚的问清楚再告诉我；拿不准请问{AskWording.Whom(session.Notice)}。",
    };

    public static string Ask(Notice notice, Verdict verdict, DeadlinePhase main) => verdict == Verdict.Ineligible
        ? $"如果哪一项我理解错了，说“改一下……”就能重新算；有疑问请问{AskWording.Whom(notice)}。"
        : main == DeadlinePhase.After ? $"这一轮已经截止，以后有没有新的一轮请留意通知，或问{AskWording.Whom(notice)}。" : "";

    private static IEnumerable<string> Criteria(SelfCheckResult result) =>
        result.Criteria.Where(c => c.Status != CriterionStatus.NotApplicable && !(result.Verdict == Verdict.Ineligible && c.Status == CriterionStatus.Unknown)).OrderBy(c => Weight(c.Status)).Select(c => $"{Sign(c.Status)} {c.Criterion.Name}：{c.Reason}");

    private static string Materials(Outcome outcome)
    {
        var shared = Shared([.. outcome.Result.Materials.Select(m => m.Material.Where)]);
        var text = new StringBuilder(shared.Length > 0 ? $"材料清单（都传到{shared}）：" : "材料清单：");
        foreach (var place in outcome.Result.Materials.GroupBy(m => m.Material.Where))
            text.Append($"\n{place.Key[shared.Length..].TrimStart('，', '的')}：{string.Join("、", place.Select(m => (outcome.Done.Contains(m.Material.Id) ? "☑" : "") + m.Material.Name + (m.Status == MaterialStatus.IfAvailable ? "（有则上传）" : "")))}");
        return text.ToString();
    }

    /// <summary>What all places begin with, if it ends with a closed bracket; else nothing.</summary>
    private static string Shared(ImmutableArray<string> places)
    {
        if (places.IsEmpty) return "";
        var length = places.Min(p => p.Length);
        while (length > 0 && (places[0][length - 1] != '）' || places.Any(p => string.CompareOrdinal(p, 0, places[0], 0, length) != 0))) length--;
        return places[0][..length];
    }

    private static IEnumerable<MaterialResult> Left(CheckSession session) => session.Result.Materials.Where(m => !session.Check.Done.Contains(m.Material.Id));

    /// <summary>Of the person's own list, or all if none of them is on it.</summary>
    private static string Names(CheckSession session, ImmutableArray<string> ids)
    {
        var own = session.Result.Materials.Select(m => m.Material).Where(m => ids.Contains(m.Id)).ToList();
        return string.Join("、", (own.Count > 0 ? own : session.Notice.Materials.Where(m => ids.Contains(m.Id))).Select(m => m.Name));
    }

    private static string DaysLeft(DateOnly day, DateOnly today) => (day.DayNumber - today.DayNumber) switch { 0 => "（就是今天）", 1 => "（就是明天）", var n => $"（还有{n}天）" };

    private static int Weight(CriterionStatus status) => status switch
    {
        CriterionStatus.Unmet => 0,
        CriterionStatus.Pending => 1,
        CriterionStatus.Review => 2,
        CriterionStatus.Unknown => 3,
        _ => 4,
    };

    private static string Sign(CriterionStatus status) => status switch
    {
        CriterionStatus.Met => "✓",
        CriterionStatus.Unmet => "✗",
        CriterionStatus.Pending => "还差",
        CriterionStatus.Review => "待核实",
        _ => "？",
    };
}
