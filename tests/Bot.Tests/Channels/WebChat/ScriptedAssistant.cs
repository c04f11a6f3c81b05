using Dialogs.Flows.Ask;
using Dialogs.Replies;
using Dialogs.Turns;
using Knowledge.Notices;
using Knowledge.Rules;

namespace Bot.Tests.Channels.WebChat;

/// <summary>Answers by rote, so that the channel can be tested without the conversation logic: an answer, an outcome, an erasure, an echo.</summary>
internal static class ScriptedAssistant
{
    public const string Greeting = "您好，我是通知助手。可以问通知、自查能不能申报，也可以看截止日期。";

    private static Notice Notice => WebChatHost.Notices.All[0];

    public static Turn Welcome(ConversationState state, DateTimeOffset now) =>
        new(state, [new Reply { Text = Greeting, Choices = [new("问通知", "申报截止到什么时候？"), new("自查能不能申报", "自查"), new("看截止日期", "有哪些截止日期？")] }], []);

    public static Turn Run(ConversationState state, Message message, DateTimeOffset now) => message.Text switch
    {
        "自查" => new(state, [Outcome(now, [])], []),
        "申报截止到什么时候？" => new(state, [Answer(now)], []),
        "清除我的数据" => new(state, [new Reply { Text = "已清除。" }], [new Effect.Erase()]),
        _ => new(state, [new Reply { Text = $"您说：{message.Text}{(message.Pressed ? "（按钮）" : "")}" }], []),
    };

    private static Reply Answer(DateTimeOffset now)
    {
        var deadline = Notice.Deadline(Notice.MainDeadline)!;
        var answer = new AskAnswer(AskStatus.Answered, "apply-window", $"{deadline.Closes:M月d日}截止，还有{deadline.Closes.DayNumber - DateOnly.FromDateTime(now.DateTime).DayNumber}天。\n请在 www.xjzcsq.com 办理，咨询 0996-7105096。", deadline.Citations, ["公示要多久？"], now, Notice);
        return new Reply { Text = answer.Text, Citations = answer.Citations, Notice = Notice, Ask = answer, Choices = [new("公示要多久？", "公示要多久？")] };
    }

    private static Reply Outcome(DateTimeOffset now, string[] done)
    {
        var facts = Profile.Empty
            .With("education", new FactValue.Choice("associate")).With("study_mode", new FactValue.Choice("full_time")).With("in_county", new FactValue.Flag(true))
            .With("employer_type", new FactValue.Choice("public_institution")).With("professional_post", new FactValue.Flag(true))
            .With("work_start", new FactValue.Date(new PartialDate(2023, 8, 1))).With("assessment", new FactValue.Choice("passed"))
            .With("specialty", new FactValue.Choice("中小学教师")).With("subject", new FactValue.Choice("chinese")).With("putonghua", new FactValue.Choice("二级乙等"));
        var result = SelfCheck.Evaluate(Notice, facts, DateOnly.FromDateTime(now.DateTime));
        var outcome = new Outcome(
            result,
            "还差一步：普通话要达到二级甲等，其余条件都符合。",
            [.. facts.Facts.Select(f => new UnderstoodFact(f.Key, Notice.Field(f.Key)!.Label, Notice.Field(f.Key)!.Options.FirstOrDefault(o => o.Value == f.Value.ToString())?.Text ?? f.Value.ToString()!))],
            ["diploma", .. done],
            ["单位公示最晚 10月17日 要贴出来，否则来不及。", "最后一天才提交，单位就没有时间审核了，请尽早。", "下一步：先联系单位出公示。"],
            null);
        return new Reply { Text = outcome.Headline, Notice = Notice, SelfCheck = result, Outcome = outcome, Choices = [new("为什么差普通话", "普通话要几级？"), new("重新自查", "重新开始自查")] };
    }
}
