using System.Text;
using Bot.State.Conversations;
using Bot.State.Time;
using Dialogs.Language;
using Dialogs.Turns;

namespace Bot.Channels;

/// <summary>What every channel does with what somebody wrote before the conversation logic sees it.</summary>
internal static class Hearing
{
    /// <summary>The longest message read, in UTF-16 units. A longer one is answered by a request to say it in parts.</summary>
    public const int LongestText = 4_000;

    /// <summary>No control characters but line breaks and tabs; no personal numbers.</summary>
    public static string? Clean(string? text)
    {
        if (text is null) return null;
        if (text.Any(IsUnwanted))
        {
            var kept = new StringBuilder(text.Length);
            foreach (var c in text.Where(c => !IsUnwanted(c))) kept.Append(c);
            text = kept.ToString();
        }
        return PersonalDataMask.Apply(text);
    }

    /// <summary>What the conversation logic is not asked, or not alone: too long a text, and files. Null: it is.</summary>
    public static Func<ConversationState, Turn>? Instead(TurnStep assistant, NoticeClock clock, Message message, bool hasFiles)
    {
        if (message.Text.Length > LongestText) return state => new(state, [ChannelReplies.TooLong(message.Text.Length, LongestText)], []);
        if (!hasFiles) return null;
        return message.Text.Length == 0
            ? state => new(state, [ChannelReplies.FileAlone], [])
            : state => assistant(state, message, clock.Now) is var turn ? turn with { Replies = [ChannelReplies.FileBeside, .. turn.Replies] } : throw new InvalidOperationException();
    }

    private static bool IsUnwanted(char c) => char.IsControl(c) && c is not ('\n' or '\r' or '\t');
}
