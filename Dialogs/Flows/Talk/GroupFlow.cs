using Dialogs.Recognizers.Commands;
using Dialogs.Replies;
using Dialogs.Turns;
using Dialogs.Wording;

namespace Dialogs.Flows.Talk;

/// <summary>In a group everybody reads along: only policy questions are answered, nothing of anybody is remembered.</summary>
internal static class GroupFlow
{
    public static Spoken Run(Heard heard) => heard.Has(Command.Start) || heard.Has(Command.Erase) || heard.Has(Command.Restart) || CommandReader.ForWhom(heard.Text) is not null || !heard.Wishes.All.IsEmpty
        ? new Spoken(heard.State, new Reply { Text = TalkWording.OnlyInPersonalChat(), InPersonalChat = true })
        : QuestionFlow.Run(heard);
}
