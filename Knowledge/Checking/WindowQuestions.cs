using System.Text.RegularExpressions;
using Knowledge.Deadlines;
using Knowledge.Wording;

namespace Knowledge.Checking;

/// <summary>Windows that leave somebody no time, begin or end on a day off, or name no hour.</summary>
internal static partial class WindowQuestions
{
    public static IEnumerable<Question> Of(NoticeText text, IReadOnlyList<Deadline> deadlines, WorkingCalendar calendar, DateOnly issued)
    {
        var stated = deadlines.Where(d => !d.Derived).ToList();
        return SameDay(text, stated).Concat(DaysOff(text, stated, calendar)).Concat(NoHour(text, stated)).Concat(TooShort(text, deadlines, calendar, issued));
    }

    private static IEnumerable<Question> SameDay(NoticeText text, List<Deadline> stated) =>
        from first in stated
        from second in stated.SkipWhile(d => d != first).Skip(1)
        where first.Closes == second.Closes && !first.Audience.SequenceEqual(second.Audience)
        select At(text, second, $"“{first.Name}”和“{second.Name}”同在{ChineseDates.Day(first.Closes)}截止：最后一天才办第一件的，第二件还来得及吗？");

    private static IEnumerable<Question> DaysOff(NoticeText text, List<Deadline> stated, WorkingCalendar calendar) =>
        from deadline in stated
        from day in new[] { deadline.Opens, deadline.Closes }.OfType<DateOnly>()
        where calendar.Knows(day.Year) && !calendar.IsWorkingDay(day) && !(day.Month == 12 && day.Day == 31)
        select At(text, deadline, $"“{deadline.Name}”的{ChineseDates.Day(day)}不是工作日：那天有人受理吗？");

    private static IEnumerable<Question> NoHour(NoticeText text, List<Deadline> stated) =>
        stated.Where(d => d.Opens is not null).SelectMany(d => d.Citations).All(c => text.Find(c.Clause) is { } clause && !Hour().IsMatch(clause.Text))
            ? stated.Where(d => d.Opens is not null).Take(1).Select(d => At(text, d, "时间安排没有写几点开始、几点截止：最后一天到几点？"))
            : [];

    private static IEnumerable<Question> TooShort(NoticeText text, IReadOnlyList<Deadline> deadlines, WorkingCalendar calendar, DateOnly issued) =>
        from derived in deadlines
        where derived.Rule is not null
        let window = deadlines.First(d => d.Id == derived.Rule!.Before)
        let earliest = CountedPeriod.StartingOn(issued, derived.Rule!.WorkingDays, calendar)
        where window.Opens < earliest.End
        select At(text, derived, $"发布当天（{ChineseDates.Day(issued)}）就开始的，{derived.Rule!.WorkingDays}个工作日最早{ChineseDates.Day(earliest.End)}才满，“{window.Name}”却从{ChineseDates.Day(window.Opens!.Value)}开始：开头几天谁能办？");

    private static Question At(NoticeText text, Deadline deadline, string question)
    {
        var citation = deadline.Citations[0];
        var clause = text.Find(citation.Clause)!;
        return new Question(clause, text.LineOf(clause, citation.Quote), question);
    }

    [GeneratedRegex(@"\d\s*[:：]\s*\d\d|\d\s*[点时]")]
    private static partial Regex Hour();
}
