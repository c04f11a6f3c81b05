using Knowledge.Deadlines;
using Knowledge.Notices;
using Knowledge.Rules;
using Knowledge.Wording;

namespace Dialogs.Wording;

/// <summary>The sentences around answers that are the same for every notice.</summary>
internal static class AskWording
{
    public static string Whom(Notice notice) => $"{notice.Contact.Office}（{notice.Contact.Phone}）";

    public static string Closed(Notice notice, Deadline deadline, DateOnly today) => $"{deadline.Name}已于{ChineseDates.Day(deadline.Closes, today)}截止，以下按{notice.ShortName}，仅供参考。\n";

    public static string MayNot(CriterionResult obstacle) => (obstacle.Status == CriterionStatus.Unmet ? "不能报。" : "要先问清楚。") + obstacle.Reason;

    /// <summary>What stands against the asker beside what they asked.</summary>
    public static string Besides(CriterionResult obstacle) => (obstacle.Status == CriterionStatus.Unmet ? "另外请注意：" : "另外要先问清楚：") + obstacle.Reason;

    public static string NotUnderstood(Notice notice) =>
        $"这个问题我没有把握，通知里没有找到对应的内容，不敢乱答。请问{Whom(notice)}；我已把问题记下来（号码会打码），供工作人员查看。";

    public static string WhichOne() => "您问的是哪一个？";

    public static string Empty() => "我只看得懂文字。请把问题写下来，比如“什么时候截止”。";

    /// <summary>One a line, numbered ① ② ….</summary>
    public static string Numbered(IEnumerable<string> items) => string.Join("\n", items.Select((item, i) => $"{Mark(i)} {item}"));

    private static string Mark(int index) => index < 20 ? ((char)('①' + index)).ToString() : $"{index + 1}.";
}
