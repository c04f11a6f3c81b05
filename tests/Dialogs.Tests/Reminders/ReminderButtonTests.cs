using Dialogs.Turns;
using Dialogs.Wording;
using Knowledge.Deadlines;
using Knowledge.Loading;
using Knowledge.Notices;

namespace Dialogs.Tests.Reminders;

/// <summary>A reminder's buttons stay on its card, and may be pressed when the talk has long gone elsewhere.</summary>
public sealed class ReminderButtonTests
{
    private static readonly NoticeLibrary Shipped = PackLibrary.Load(Path.Combine(TestFiles.Root, "Knowledge", "Packs")).Library;
    private static readonly Notice Notice = Shipped.All[0];
    private static readonly Assistant Assistant = new(Shipped);
    private static readonly DateTimeOffset Now = DateTimeOffset.Parse("2024-10-10T10:00:00+08:00");

    public static TheoryData<string> Deadlines => [.. Notice.Deadlines.Select(d => d.Id)];

    [Theory]
    [MemberData(nameof(Deadlines))]
    public void Done_PressedAfterOtherTalk_IsAboutTheDeadlineOfItsReminder(string id)
    {
        var deadline = Notice.Deadlines.Single(d => d.Id == id);
        var done = ReminderWording.After(Notice, [deadline], new DateOnly(2024, 10, 10))[0];
        Assert.Equal("办好了", done.Title);

        var state = Say(Say(Say(new(), "我是单位的经办人").State, "到时候提醒我").State, "今天天气怎么样").State;
        var answer = Say(state, done.Value);
        Assert.Contains($"“{deadline.Name}”记为办好了", answer.Replies[0].Text);
        Assert.Contains(id, answer.State.Reminders!.Done);
    }

    private static Turn Say(ConversationState state, string text) => Assistant.Run(state, new Message { Id = text, Text = text }, Now);
}
