using Bot.Channels.Tencent.Crypt;
using Dialogs.Language;
using Dialogs.Turns;

namespace Bot.Channels.Tencent.Answers;

/// <summary>What a text channel takes somebody's message or act for.</summary>
internal enum SaidKind
{
    Words,

    /// <summary>More words than are read at once.</summary>
    TooLong,

    /// <summary>An image, a place, …: <see cref="Said.Text"/> names which.</summary>
    Unread,

    /// <summary>They came: to be greeted.</summary>
    Hello,
}

/// <summary>What somebody said or did, as it can be kept until it is answered.</summary>
/// <param name="Text">Masked.</param>
/// <param name="Pressed">They pressed a button that says this.</param>
/// <param name="Length">Of what was too long.</param>
internal sealed record Said(SaidKind Kind, string Text = "", bool Pressed = false, int Length = 0)
{
    private const int Excerpt = 100;

    public static readonly Said Hello = new(SaidKind.Hello);

    /// <summary>What is kept of it; null: nothing was said.</summary>
    public string? Heard => Kind switch
    {
        SaidKind.Words => Text,
        SaidKind.TooLong => $"{Text}…",
        SaidKind.Unread => $"[{Text}]",
        _ => null,
    };

    public static Said Unread(string kind) => new(SaidKind.Unread, kind);

    public static Said Words(string? written, bool pressed)
    {
        var text = PersonalDataMask.Apply(XmlFields.Clean(written ?? ""));
        return text.Length <= Hearing.LongestText ? new(SaidKind.Words, text, pressed) : new(SaidKind.TooLong, text[..Excerpt], Length: text.Length);
    }

    /// <summary>What answers it without the conversation logic; null: that does.</summary>
    public Func<ConversationState, Turn>? Instead(Assistant assistant, DateTimeOffset now) => Kind switch
    {
        SaidKind.TooLong => state => new(state, [ChannelReplies.TooLong(Length, Hearing.LongestText)], []),
        SaidKind.Unread => state => new(state, [TextWording.Unread(Text)], []),
        SaidKind.Hello => state => assistant.Welcome(state, now) is var turn ? turn with { State = state with { Offered = turn.Replies[^1].Choices } } : throw new InvalidOperationException(),
        _ => null,
    };
}
