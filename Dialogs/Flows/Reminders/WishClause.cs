using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Dialogs.Recognizers;
using Dialogs.Recognizers.Commands;
using Dialogs.Reminders;
using Dialogs.Turns;
using Knowledge.Notices;

namespace Dialogs.Flows.Reminders;

/// <summary>One clause: the wish in it, if there is one, the deadlines it names, and when.</summary>
internal sealed partial record WishClause(string Text, Wish? Wish, ImmutableArray<string> Deadlines, Setting Setting, bool Asks)
{
    public static WishClause Read(Heard heard, string clause)
    {
        var named = Named(heard.Notice, clause, heard.State.Role);
        var setting = SettingReader.Read(clause);
        return new(clause, WishIn(heard, clause, named, setting), named, setting, Heard.AsksIn(clause));
    }

    private static Wish? WishIn(Heard heard, string clause, ImmutableArray<string> named, Setting setting)
    {
        if (Says("every", clause) && (Says("remind", clause) || Says("reminder-word", clause))) return new Wish.Impossible();
        if (SettingReader.IsTooEarly(clause) && Says("reminder-word", clause)) return new Wish.Impossible(TooEarly: true);
        if (ChangesDays(heard, clause, setting)) return new Wish.Remind(named, setting, false);
        if (Stops(heard, clause, named)) return new Wish.Stop(named);
        if (DoneIn(heard, clause, named) is { } done) return done;
        if (TakenBack(heard, clause, named)) return WishReader.IsSubscribed(heard) ? new Wish.Remind(named, Setting.None, false) : new Wish.Undone(named);
        if (Again(heard, clause, named, setting) is { } again) return again;
        if (Says("reminders", clause) && !Says("not-reminders", clause)) return new Wish.List();
        if (Is("reminders", clause)) return new Wish.List();
        if (Says("calendar", clause) && !Says("not-calendar", clause)) return new Wish.Calendar();
        if (Is("explain-reminders", clause) || Says("explain-reminders", clause)) return new Wish.Explain();
        return Reminds(clause, setting) ? new Wish.Remind(named, setting, Says("go-on-reminding", clause)) : null;
    }

    /// <summary>A question that only has 「叫我」 in it asks for something else.</summary>
    private static bool Reminds(string clause, Setting setting) =>
        (Says("remind", clause) || Is("remind", clause) || Says("call-me", clause) && !(setting.Days.IsEmpty && setting.Opening is null)) && !Says("not-remind", clause) && (Says("reminder-itself", clause) || !Heard.AsksIn(clause));

    /// <summary>「再加一个前一天的」「前七天那个不要」「只留当天的」.</summary>
    private static bool ChangesDays(Heard heard, string clause, Setting setting)
    {
        if (setting.Days.IsEmpty && setting.Opening is null || setting is { Change: DayChange.Replace, Only: false }) return false;
        var subscribed = WishReader.IsSubscribed(heard);
        return (subscribed || setting.Change == DayChange.More && Says("reminder-itself", clause))
            && (Says("reminder-word", clause) || subscribed && heard.State.Subject is ReminderFlow.Name or ReminderWriter.Subject)
            && (!Heard.AsksIn(clause) || Says("request", clause));
    }

    private static bool Stops(Heard heard, string clause, ImmutableArray<string> named) =>
        !Says("not-silence", clause)
        && (Says("silence", clause) || WishReader.IsSubscribed(heard) && (Is("enough", clause) && heard.State.Subject is ReminderFlow.Name or ReminderWriter.Subject || !named.IsEmpty && EndsSo("enough", clause)));

    private static Wish.Done? DoneIn(Heard heard, string clause, ImmutableArray<string> named)
    {
        if (Heard.AsksIn(clause) || Says("undone", clause) || Says("remind", clause) || IsOfOthers(clause)) return null;
        // Without reminders it is only noted, and only of a step: with a self-check it speaks of the papers, which are ticked off.
        if (!WishReader.IsSubscribed(heard) && heard.State.Check is not null) return null;
        // Of what, is asked back; in the middle of a self-check it speaks of the papers.
        if (Is("bare-done", clause) && heard.State.Subject != ReminderWriter.Subject && (heard.State.Check is not { Active: true } || heard.State.Subject == ReminderFlow.Name)) return new Wish.Done([]);
        var answers = heard.State.Subject == ReminderWriter.Subject && heard.State.Reminders!.Last is { IsEmpty: false };
        if (answers && Is("all-done", clause)) return new Wish.Done([]);
        var said = heard.Notice.Reminders.Steps.Where(s => s.Done.Any(p => clause.Contains(p, StringComparison.Ordinal))).Select(s => s.Deadline).ToImmutableArray();
        if (!said.IsEmpty) return new Wish.Done(said);
        if (!Says("step-done", clause)) return answers && Is("step-done", clause) ? new Wish.Done([]) : null;
        return !named.IsEmpty && NamesNoPaper(heard.Notice, clause, named) ? new Wish.Done(named) : answers && named.IsEmpty && clause.Length <= LongestBareDone ? new Wish.Done([]) : null;
    }

    /// <summary>「我同事去年报上了」 tells nothing of the person's own step.</summary>
    private static bool IsOfOthers(string clause) => Says("third-person", clause) || Says("not-this-time", clause) || CommandReader.IsOfRelation(clause);

    /// <summary>「公示还没做完」 of what was said to be done before.</summary>
    private static bool TakenBack(Heard heard, string clause, ImmutableArray<string> named) =>
        heard.State.Reminders is { } r && r.Notice == heard.Notice.Id.Value && !named.IsEmpty && Says("undone", clause) && !Heard.AsksIn(clause) && named.All(r.Done.Contains);

    private const int LongestBareDone = 10;

    /// <summary>「公示结果弄好了」 speaks of a paper that is called by more than the step's name.</summary>
    private static bool NamesNoPaper(Notice notice, string clause, ImmutableArray<string> named) =>
        !notice.Materials.Any(m => m.Said.Append(m.Name).Any(n => clause.Contains(n, StringComparison.Ordinal) && !named.Any(d => notice.Reminders.Step(d).Said.Contains(n))));

    /// <summary>「明天再提醒我」: a moment, and no number of days before a close.</summary>
    private static Wish.Again? Again(Heard heard, string clause, ImmutableArray<string> named, Setting setting)
    {
        if (!setting.Days.IsEmpty || setting.Opening is not null || Says("close-word", clause)) return null;
        var (now, hour) = (heard.Start.Now, setting.At);
        if (Is("not-yet", clause) && heard.State.Subject == ReminderWriter.Subject) return new(named, null);
        // 「晚上8点」「明天」, asked when.
        if (ReminderTalk.HasAskedWhen(heard.State) && clause.Length <= LongestMoment && (hour ?? (object?)DayIn(heard, clause)) is not null && !Says("change", clause))
            return new(named, DayIn(heard, clause) is { } on ? Moment(on, hour ?? ReminderPlanner.Hour(heard.Notice, heard.State.Reminders!)) : NextAt(heard, hour!.Value));
        // 「明天九点叫我交材料」; in reply to a reminder 「晚上提醒我」 is of this evening.
        var calls = Calls(heard, clause);
        var reply = heard.State.Subject == ReminderWriter.Subject && !Says("change", clause);
        if (!calls && !Reminds(clause, setting) && !Says("again", clause) && !Is("again", clause)) return null;
        if (Hours().Match(clause) is { Success: true } hours) return new(named, now.AddHours(hours.Groups["half"].Success ? 0.5 : Math.Max(1, SettingReader.Whole(hours.Groups["n"].Value))));
        var usual = heard.State.Reminders is { } r ? ReminderPlanner.Hour(heard.Notice, r) : heard.Notice.Reminders.At;
        if (DayIn(heard, clause) is { } day) return new(named, Moment(day, hour ?? (Says("evening-day", clause) ? new TimeOnly(20, 0) : usual)));
        if (!Says("again", clause) && !Is("again", clause) && !(hour is not null && (calls || reply))) return null;
        if (hour is { } at) return new(named, NextAt(heard, at));
        return Says("soon", clause) ? new(named, now.AddHours(2)) : heard.State.Subject == ReminderWriter.Subject ? new(named, null) : null;
    }

    /// <summary>A time, and then 「叫我」: whom somebody else called tells of something that is over.</summary>
    private static bool Calls(Heard heard, string clause)
    {
        var at = Math.Max(clause.IndexOf("叫我", StringComparison.Ordinal), clause.IndexOf("喊我", StringComparison.Ordinal));
        return at > 0 && !Says("not-remind", clause) && !Heard.AsksIn(clause) && (SettingReader.ReadHour(clause[..at]) is not null || DayIn(heard, clause[..at]) is not null);
    }

    private const int LongestMoment = 12;

    private static DateTimeOffset NextAt(Heard heard, TimeOnly hour) => Moment(ReminderPlanner.Moment(heard.Today, hour) > heard.Start.Now ? heard.Today : heard.Today.AddDays(1), hour);

    private static DateTimeOffset Moment(DateOnly day, TimeOnly hour) => ReminderPlanner.Moment(day, hour);

    private static DateOnly? DayIn(Heard heard, string clause)
    {
        if (InDays().Match(clause) is { Success: true } match && SettingReader.Whole(match.Groups["n"].Value) is > 0 and var n) return heard.Today.AddDays(match.Groups["unit"].Value is "天" or "日" ? n : 7 * n);
        var date = RecognizerSuite.For(heard.Notice).Recognize(clause, heard.Today).Dates.FirstOrDefault(d => d.Value is { IsExact: true });
        if (date is not null) return date.Value!.First;
        return Weekday().Match(clause) is { Success: true } weekday ? Next(heard.Today, "日一二三四五六天".IndexOf(weekday.Groups["day"].Value, StringComparison.Ordinal) % 7) : null;
    }

    private static DateOnly Next(DateOnly today, int weekday) => today.AddDays((weekday - (int)today.DayOfWeek + 6) % 7 + 1);

    /// <summary>The deadlines named, in the order of the text; a name inside a longer one does not count.</summary>
    /// <param name="role">Of a word that several are called by, those of the person's role are meant.</param>
    internal static ImmutableArray<string> Named(Notice notice, string clause, string? role)
    {
        var found = new List<(int Start, int End, string Id)>();
        foreach (var deadline in notice.Deadlines)
            foreach (var name in notice.Reminders.Step(deadline.Id).Said.Append(deadline.Name))
                for (var at = clause.IndexOf(name, StringComparison.Ordinal); at >= 0; at = clause.IndexOf(name, at + 1, StringComparison.Ordinal))
                    found.Add((at, at + name.Length, deadline.Id));
        var own = Chosen.OfRole(notice, role).Select(d => d.Id).ToHashSet();
        found.RemoveAll(f => !own.Contains(f.Id) && found.Exists(o => own.Contains(o.Id) && o.Start == f.Start && o.End == f.End));
        return [.. found.Where(f => !found.Exists(o => o.Id != f.Id && o.Start <= f.Start && f.End <= o.End && o.End - o.Start > f.End - f.Start)).OrderBy(f => f.Start).Select(f => f.Id).Distinct()];
    }

    private static bool Says(string list, string clause) => CommandWords.Named(list).In(clause);

    private static bool EndsSo(string list, string clause) => CommandWords.Named(list).EndsWith(clause);

    private static bool Is(string list, string clause) => CommandReader.IsOneOf(clause, CommandWords.Named(list));

    [GeneratedRegex("(?:过)?(?:(?<half>半)|(?<n>[0-9一二两三四五六七八九十]{1,2}))个?(?:小时|钟头)(?:后|以后|之后|再)?")]
    private static partial Regex Hours();

    [GeneratedRegex("(?:过|隔)(?<n>[0-9一二两三四五六七八九十]{1,2})个?(?<unit>天|日|周|星期|礼拜)|(?<n>[0-9一二两三四五六七八九十]{1,2})个?(?<unit>天|日|周|星期|礼拜)(?:后|以后|之后)")]
    private static partial Regex InDays();

    [GeneratedRegex("(?:这|本)?(?:周|星期|礼拜)(?<day>[一二三四五六日天])")]
    private static partial Regex Weekday();
}
