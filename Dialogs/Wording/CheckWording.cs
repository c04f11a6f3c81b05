using System.Collections.Immutable;
using Dialogs.Flows.Checks;
using Dialogs.Recognizers.Facts;
using Dialogs.Replies;
using Knowledge.Deadlines;
using Knowledge.Notices;
using Knowledge.Rules;
using Knowledge.Wording;

namespace Dialogs.Wording;

/// <summary>The sentences around the questions of a self-check. Questions and reasons are the pack's.</summary>
internal static class CheckWording
{
    /// <summary>More answers than these are not offered as buttons.</summary>
    private const int MostButtons = 10;

    public static readonly Choice DoNotKnow = new("不知道", "不知道");
    public static readonly Choice GoOn = new("继续自查", "继续自查");
    public static readonly Choice WhatIsLeft = new("还有什么没弄", "还有什么没弄");
    private static readonly Choice AskWhy = new("为什么问这个", "为什么问这个");
    private static readonly Choice AllOptions = new("列出全部选项", "列出全部选项");
    private static readonly Choice Back = new("上一题", "上一题");

    /// <summary>After the close that is said at once, not only with the outcome.</summary>
    public static string Begin(CheckSession session, bool resumed) =>
        (session.Notice.Deadline(session.Notice.MainDeadline) is { } main && main.PhaseOn(session.Today) == DeadlinePhase.After ? AskWording.Closed(session.Notice, main, session.Today) : "")
        + (resumed ? "好，我们接着查。" : session.Check.Of is { } whom ? $"好，给您的{whom}单独查一份，和您自己的分开记。" : "好，我来帮您查。能一次说多少就说多少。")
        + (session.Facts.Facts.IsEmpty || !resumed ? "" : $"已经知道：{Facts(session.Notice, session.Facts)}。");

    /// <param name="left">How many questions are left at most; 0: not said.</param>
    public static string Question(CheckSession session, Field field, int left)
    {
        var known = session.Facts[field.Id] as FactValue.Date;
        var question = known is { Value: { IsExact: false } partly } && left > 0
            ? $"您说的是{ChineseDates.Full(partly)}，日子不同结果就不同，请问是{(partly.Month is null ? "几月几号" : "几号")}？"
            : field.Question;
        var hint = field.Options.Length > MostButtons ? "直接说就行，不用选。" : "";
        return question + hint + Left(left);
    }

    public static string Left(int left) => left > 1 ? $"（最多还有{left}个问题）" : left == 1 ? "（最后一个问题）" : "";

    /// <summary>The answers to a question, and that one does not know.</summary>
    public static ImmutableArray<Choice> Answers(Field field) =>
        [.. field.Options.Length <= MostButtons ? field.Options.Select(o => new Choice(o.Text, o.Text)) : [AllOptions], DoNotKnow];

    public static ImmutableArray<Choice> Choices(CheckSession session, Field field) =>
        [
            .. Answers(field),
            AskWhy,
            .. session.Check.History.Any(f => f != field.Id) ? [Back] : (IEnumerable<Choice>)[],
        ];

    /// <summary>That it was noted; what was said differently before is named.</summary>
    public static string Told(Notice notice, Profile before, Profile told, ImmutableArray<UnclearFact> unclear)
    {
        var rest = notice.Fields.Where(f => told.Knows(f.Id) && !IsChanged(f, before, told)).ToList();
        var noted = rest.Count == 0 ? "" : $"记下了：{string.Join("，", rest.Select(f => FactWords.Of(notice, f.Id, told[f.Id])))}。";
        var notes = notice.Fields.Select(f => told[f.Id] is { } value ? f.Options.FirstOrDefault(o => o.Value == value.ToString())?.Note : null).OfType<string>();
        return Changed(notice, before, told) + noted + string.Concat(notes.Concat(unclear.Where(u => told.Facts.IsEmpty || !before.Knows(u.Field)).Select(u => u.Note).OfType<string>()).Distinct());
    }

    /// <summary>What is now different from what was said before; empty: nothing.</summary>
    public static string Changed(Notice notice, Profile before, Profile told) => string.Concat(notice.Fields.Where(f => IsChanged(f, before, told))
        .Select(f => $"改好了：{f.Label}由“{FactWords.Of(notice, f.Id, before[f.Id])}”改为“{FactWords.Of(notice, f.Id, told[f.Id])}”。"));

    /// <summary>The options that come closest to an answer that no rule takes; empty: none are known.</summary>
    public static string Nearest(Notice notice, Profile told, string text)
    {
        foreach (var field in notice.Fields.Where(f => !f.Nearest.IsEmpty && told.Knows(f.Id)))
            if (field.Nearest.FirstOrDefault(n => n.Said.Any(s => text.Contains(s, StringComparison.Ordinal))) is { } near && !near.Values.Contains(told[field.Id]!.ToString()!) && field.Options.Any(o => o.Value == told[field.Id]!.ToString() && o.Value != o.Text))
                return $"和您说的最接近的是{string.Join("、", near.Values.Select(v => field.Options.First(o => o.Value == v).Text))}，能不能按它报，以人社部门答复为准。";
        return "";
    }

    private static bool IsChanged(Field field, Profile before, Profile told) => told[field.Id] is { } now && before[field.Id] is { } old && !now.Equals(old);

    public static string Unsure(Notice notice, string field) => $"没关系，“{notice.Field(field)!.Label}”先放着，结论里会说明它影响什么。";

    public static string Refined(string said) => said.Length == 0 ? "好的。" : said + "材料清单不变。";

    public static string NothingLeft() => "都问完了，想再看一遍结果，说“看结论”。";

    public static string ToRefine() => "再问一点，材料清单能更准：";

    public static string NothingBefore() => "前面没有问题了。";

    public static string Change(CheckSession session) =>
        session.Check.Shown is { } shown && shown != session.Result.Verdict ? $"情况变了，结论也变了：原来是“{VerdictWording.Name(shown)}”，现在是“{VerdictWording.Name(session.Result.Verdict)}”。" : "";

    public static string Paused(CheckSession session) =>
        "好，先不查了。" + (session.Facts.Facts.IsEmpty ? "" : "您说过的我都记着，") + "想接着查时说“继续自查”就行；政策问题随时可以问。";

    public static string Again(CheckSession session, Field field, bool back) =>
        (back ? "好，回到上一题。" : "好，来改这一项。") + (session.Facts[field.Id] is { } value ? $"现在记的是“{FactWords.Of(session.Notice, field.Id, value)}”。" : "");

    public static string Summary(CheckSession session)
    {
        var whose = session.Check.Of is { } whom ? $"您{whom}的情况" : "您的情况";
        if (session.Facts.Facts.IsEmpty && session.Check.Unsure.IsEmpty) return $"{whose}我还什么都没记。";
        var lines = OutcomeWriter.Understood(session).Select(f => $"{f.Label}：{f.Value}")
            .Concat(session.Check.Unsure.Select(f => $"{session.Notice.Field(f)?.Label}：不清楚"));
        return $"{whose}，我记的是：\n{string.Join("\n", lines)}\n哪一项不对，说“改一下……”就行。";
    }

    public static ImmutableArray<Choice> Changes(CheckSession session) =>
        [.. OutcomeWriter.Understood(session).Select(f => new Choice($"改一下{f.Label}", $"改一下{f.Label}")), GoOn];

    public static string Listed(Field field) => $"{field.Question}\n{string.Join("\n", field.Options.Select((o, i) => $"{i + 1}. {o.Text}"))}\n说名称或编号都行。";

    public static string Several(Field field) => $"“{field.Label}”您说了不止一种，请确认一个。";

    public static string NotUnderstood() => "这句我没看懂，换个说法或点下面的选项都行。";

    public static string BackTo() => "接着刚才的自查：";

    public static string Join(string lead, string question) => lead.Length == 0 ? question : lead.EndsWith('：') ? lead + question : lead + "\n" + question;

    public static string Facts(Notice notice, Profile facts) =>
        string.Join("，", notice.Fields.Where(f => facts.Knows(f.Id)).Select(f => FactWords.Of(notice, f.Id, facts[f.Id])));
}
