using System.Collections.Immutable;
using Dialogs.Replies;
using Knowledge.Notices;

namespace Dialogs.Wording;

/// <summary>The greeting.</summary>
internal static class WelcomeWording
{
    public static readonly ImmutableArray<Choice> Starters = [new("我能不能报？自查一下", "自查"), new("要准备哪些材料", "要准备哪些材料"), new("什么时候截止", "什么时候截止")];

    public static readonly Choice GoOn = new("接着上次的自查", "继续自查");

    public static string Text(Notice notice, DateOnly today) =>
        $"您好！我是{notice.ShortName}的政策助手。您可以直接问政策，我按通知原文回答；也可以自查能不能报、要哪些材料；还可以看各个截止时间。\n{OutcomeWording.Window(notice.Deadline(notice.MainDeadline)!, today)}";
}
