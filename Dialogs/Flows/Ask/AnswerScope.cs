using System.Collections.Immutable;
using Dialogs.Recognizers;
using Dialogs.Understanding;
using Knowledge.Deadlines;
using Knowledge.Notices;
using Knowledge.Questions;
using Knowledge.Rules;

namespace Dialogs.Flows.Ask;

/// <summary>What the conditions of an answer are read against: the person, the day, and what the question itself says.</summary>
internal sealed class AnswerScope
{
    public AnswerScope(Notice notice, Topic topic, Question question, Profile known, string? role, DateOnly today)
    {
        (Topic, Question, Today) = (topic, question, today);
        AskedDay = topic.Day is null ? null : DayNamed(question, today);
        Counted = topic.Period is { } period && notice.Deadline(period)?.Rule is { } rule
            ? CountedPeriod.StartingOn(Begun(question, today), rule.WorkingDays, notice.Calendar)
            : null;
        InTime = Counted is { } counted && notice.Deadline(notice.Deadline(topic.Period!)!.Rule!.Before) is { } target ? counted.End <= target.Closes : null;
        Conditions = new ConditionScope(notice, topic.Assume.Over(known).Over(question.Facts), today) { Values = Values(notice, role) };
    }

    public Topic Topic { get; }

    public Question Question { get; }

    public DateOnly Today { get; }

    /// <summary>The day that the question asks about (「明天还能…吗」); null: none.</summary>
    public DateOnly? AskedDay { get; }

    /// <summary>The working days counted from the day that the question names; null unless the topic counts any.</summary>
    public Counted? Counted { get; }

    /// <summary>Whether the counted days are over before the window that they are for closes.</summary>
    public bool? InTime { get; }

    public ConditionScope Conditions { get; }

    private ImmutableDictionary<string, string> Values(Notice notice, string? role)
    {
        var values = ImmutableDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var concept in Question.Said) values["said." + concept] = "true";
        foreach (var field in Question.Ambiguous.Keys) values["ambiguous." + field] = "true";
        foreach (var (field, named) in Question.Several) values["several." + field] = named.All(v => notice.Field(field)!.Options.Any(o => o.Value == v && o.Text == v)) ? "listed" : "mixed";
        if (NamedDay is { } working) values["named_day"] = notice.Calendar.IsWorkingDay(working) ? IsWeekend(working) ? "worked-weekend" : "workday" : "off";
        foreach (var deadline in notice.Deadlines) values["today." + deadline.Id] = WireNames.Of(deadline.PhaseOn(Today));
        if (role is not null) values["role"] = role;
        if (InTime is { } inTime) values["period.in_time"] = inTime ? "true" : "false";
        if (Counted is not null && SubmitDayNamed() is { } by && by > Counted.Start) values["period.by_named"] = Counted.End <= by ? "true" : "false";
        if (Counted is not null) values["period.end_named"] = NamesEnd(Question) ? "true" : "false";
        if (Counted is not null) values["period.named"] = FirstDayNamed(Question) is null ? "false" : "true";
        if (AskedDay is { } day)
        {
            values["asked_day"] = day > Today ? "future" : day == Today ? "today" : "past";
            if (day >= Today) values[ScopeKey.Phase + Topic.Day] = WireNames.Of(notice.Deadline(Topic.Day!)!.PhaseOn(day));
        }
        return values.ToImmutable();
    }

    /// <summary>The first day that the question names, today if it says so.</summary>
    public DateOnly? NamedDay => (ExactDays.FirstOrDefault(d => !IsBeginning(Question.Text, d)) ?? ExactDays.FirstOrDefault()) is { } date ? OnItsWeekday(date) : null;

    private IEnumerable<DateMention> ExactDays => Question.Recognized.Dates.Where(d => d.Value is { IsExact: true } && !IsWeekday(d));

    /// <summary>「11号贴的」 beside another day: it is the other one that is asked about.</summary>
    private static bool IsBeginning(string text, DateMention date) => First(After(text, date)[..Math.Min(RightBeside, After(text, date).Length)], QuestionWords.Begin) >= 0;

    private const int RightBeside = 3;

    /// <summary>「周六算不算」 asks of all of them.</summary>
    private bool IsWeekday(DateMention date) => Question.Text[date.Span.Start] is '周' or '星' or '礼';

    private static bool IsWeekend(DateOnly day) => day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday;

    /// <summary>「29号那个周日」 is the last 29th that was a Sunday.</summary>
    private DateOnly OnItsWeekday(DateMention date)
    {
        var day = date.Value!.First;
        var after = After(Question.Text, date);
        if (!date.AssumedMonth || after.IndexOfAny('周', '期', '拜') is not (>= 0 and var at) || at + 1 >= after.Length || Weekdays.IndexOf(after[at + 1], StringComparison.Ordinal) is not (>= 0 and var weekday)) return day;
        var meant = (DayOfWeek)(weekday % 7);
        return day.DayOfWeek != meant && day.AddMonths(-1).DayOfWeek == meant ? day.AddMonths(-1) : day;
    }

    private const string Weekdays = "日一二三四五六天";

    /// <summary>「公示24号满」: the day named is the one on which the period ends.</summary>
    private static bool NamesEnd(Question question) => !question.NamesBeginning && question.Recognized.Dates.FirstOrDefault(d => d.Value is { IsExact: true }) is { } first && Ends(question.Text, first);

    private static bool Ends(string text, DateMention date) => After(text, date)[..Math.Min(3, After(text, date).Length)].IndexOfAny('满', '完') >= 0 || After(text, date).StartsWith("到期") || After(text, date).StartsWith("结束") || After(text, date).StartsWith("期满");

    /// <summary>「25号前够吗」: the day by which it must be over.</summary>
    private static bool IsLimit(string text, DateMention date) => After(text, date) is ['前', ..] or ['之', '前', ..] or ['以', '前', ..];

    /// <summary>「昨天没贴上」.</summary>
    private static bool IsDenied(string text, DateMention date) => After(text, date) is var after && after.IndexOfAny('没', '忘') is >= 0 and <= 4;

    /// <summary>The exact day named, of several the one on which something is handed in; none if a day is only put up to be confirmed as the deadline.</summary>
    private static DateOnly? DayNamed(Question question, DateOnly today)
    {
        if (question.Said.Contains("deadline") || question.Forms.Contains("hearsay")) return null;
        var days = question.Recognized.Dates.Where(d => d.Value is { IsExact: true } value && value.First >= today && !(question.Confirms && IsSaidToBeLast(question.Text, d))).ToList();
        var date = days.Count > 1 ? days.Find(d => IsForSubmitting(question, d)) ?? days[0] : days.FirstOrDefault();
        return date is null ? null : FollowsUpon(question.Text, date) ? date.Value!.First.AddDays(1) : date.Value!.First;
    }

    /// <summary>「报名到31号，对不对」, unlike 「到31号还能报吗」.</summary>
    private static bool IsSaidToBeLast(string text, DateMention date) =>
        QuestionWords.Until.Any(w => text.AsSpan(0, date.Span.Start).EndsWith(w)) && After(text, date).IndexOfAny("还能可行") < 0;

    /// <summary>「25号以后」, 「过了25号」.</summary>
    private static bool FollowsUpon(string text, DateMention date)
    {
        foreach (var word in QuestionWords.Afterwards)
            if (text.AsSpan(date.Span.End).StartsWith(word)) return true;
        return text.AsSpan(0, date.Span.Start).EndsWith("过了");
    }

    private static ReadOnlySpan<char> After(string text, DateMention date) => text.AsSpan(date.Span.End, Math.Min(Beside, text.Length - date.Span.End));

    private const int Beside = 12;

    /// <summary>The day on which the period begins: the first day named that is not followed by words of handing in; else today.</summary>
    private static DateOnly Begun(Question question, DateOnly today) => FirstDayNamed(question) ?? today;

    private static DateOnly? FirstDayNamed(Question question)
    {
        foreach (var date in question.Recognized.Dates)
            if (date.Value is { IsExact: true } value && !IsForSubmitting(question, date) && !Ends(question.Text, date) && !IsLimit(question.Text, date) && !IsDenied(question.Text, date)) return value.First;
        return null;
    }

    /// <summary>「27号就想报」: the day on which the asker would hand in.</summary>
    private DateOnly? SubmitDayNamed() => Question.Recognized.Dates.FirstOrDefault(d => d.Value is { IsExact: true } && IsForSubmitting(Question, d))?.Value!.First;

    private static bool IsForSubmitting(Question question, DateMention date)
    {
        var after = After(question.Text, date);
        int submit = First(after, QuestionWords.Submit), begin = First(after, QuestionWords.Begin);
        return submit >= 0 && (begin < 0 || submit < begin);
    }

    private static int First(ReadOnlySpan<char> text, ImmutableArray<string> words)
    {
        var first = -1;
        foreach (var word in words)
            if (text.IndexOf(word) is >= 0 and var at && (first < 0 || at < first)) first = at;
        return first;
    }
}
