using System.Collections.Immutable;
using Dialogs.Flows.Talk;
using Dialogs.Recognizers.Facts;
using Dialogs.Replies;
using Knowledge.Notices;
using Knowledge.Rules;

namespace Dialogs.Wording;

/// <summary>The sentences of the conversation that belong to no question and no self-check.</summary>
internal static class TalkWording
{
    public static readonly ImmutableArray<Choice> EraseChoices = [new("确定删除", "确定删除"), new("不删", "不删")];

    public static readonly ImmutableArray<Choice> AfterRole = [new("什么时候截止", "什么时候截止"), new("用人单位要做什么", "用人单位要做什么"), ReminderWording.Offer];

    public static ImmutableArray<Choice> AfterFacts(Notice notice) => [new("自查能不能报", "自查"), .. WelcomeWording.Starters.Skip(1)];

    public static string Remembered(Notice notice, Profile told, ImmutableArray<UnclearFact> unclear, string text) =>
        CheckWording.Told(notice, Profile.Empty, told, unclear) + CheckWording.Nearest(notice, told, text) + "您可以接着问，我按您的情况回答；想知道能不能报，说“自查”就行。";

    public static string RoleKnown(Notice notice, string role, DateOnly today) => $"好的，您这边是{role}，我按{role}的事回答您。和您有关的时间：\n{ReminderWording.List(notice, role, today)}";

    public static string OnlyInPersonalChat() => "群里大家都看得到，自查和个人的事请私聊我。政策问题可以在这里问。";

    /// <param name="knows">Facts were told outside a self-check.</param>
    public static string NotChecking(bool knows) => $"现在没有在自查{(knows ? "" : "，我也还没记您的情况")}。想看自己能不能报、还差什么，说“自查”就开始；政策问题直接问。";

    public static string TickedAhead(IEnumerable<string> materials) => $"记下了：{string.Join("、", materials)}已经好了。说“自查”，我看看您还差哪些。";

    public static string Idle() => "好的。您可以直接问政策，或者说“自查”看能不能报。";

    public static string SayItAnew(Notice notice) => $"是我没答对，还是您的情况不一样？请换个说法再问一次，或说说您的情况（学历、单位、岗位）。以通知原文为准，拿不准请打{AskWording.Whom(notice)}。";

    public static string OnlyText() => "收到了，不过我只看得懂文字。请把问题写下来，比如“什么时候截止”，或者说“自查”。";

    public static string TooLong() => "这段太长了，我一次看不完。请挑最要紧的一两句发给我。";

    public static string ReallyErase() => "确定要删除吗？我会清除记住的您的情况、自查和聊天记录，删了就找不回来。";

    public static string Erased() => "已经删除。我这里不再留有您的情况和自查记录。以后需要随时再来，祝您顺利！";

    public static string Acknowledged() => "好的，已记下您收到了。有不清楚的随时问我。";

    public static string ThanksUseful() => "谢谢，能帮上就好。";

    public static string ThanksUseless() => "谢谢您告诉我，已经记下了。";

    public static string PassedOn(Notice notice) => $"谢谢您告诉我。这个问题已转给工作人员看；着急的话，请打{AskWording.Whom(notice)}。";

    public static string Number(string number) => $"您在这里的编号是 {number}。\n工作人员只看得到这个编号和进度，看不到您是谁；请他们停提醒、清除数据时，报这个编号就行。";

    public static string NothingErased() => "好的，没有删除，都还在。";

    public static string InChinesePlease(Notice notice, ForeignFlow.Language language) => language switch
    {
        ForeignFlow.Language.Uyghur => $"ياخشىمۇسىز! كەچۈرۈڭ، مەن ھازىرچە پەقەت خەنزۇچە جاۋاب بېرەلەيمەن. خەنزۇچە يېزىڭ ياكى {notice.Contact.Phone} نومۇرىغا تېلېفون قىلىڭ.\n",
        _ => $"Hello! I am sorry, I can only answer in Chinese for now. Please write in Chinese, or call {notice.Contact.Phone}.\n",
    } + $"您好！我目前只能用中文回答。请用中文写下问题，或打{AskWording.Whom(notice)}。";
}
