using Dialogs.Replies;
using Dialogs.Turns;
using Dialogs.Wording;

namespace Dialogs.Flows.Talk;

/// <summary>A picture, a sticker, or more text than can be read.</summary>
internal static class UnreadableFlow
{
    public static Spoken Empty(Heard heard) => new(heard.State, new Reply { Text = TalkWording.OnlyText(), Choices = heard.State.Offered });

    public static Spoken TooLong(Heard heard) => new(heard.State, new Reply { Text = TalkWording.TooLong(), Choices = heard.State.Offered });
}
