using Dialogs.Replies;
using Dialogs.Turns;
using Dialogs.Wording;

namespace Dialogs.Flows.Talk;

/// <summary>Says by what number the office sees the person: who wants something stopped or erased by it, or tries out a broadcast, must know it.</summary>
internal static class NumberFlow
{
    public static Spoken Run(Heard heard) => new(heard.State, new Reply { Text = TalkWording.Number(Reply.NumberMark), TellsNumber = true });
}
