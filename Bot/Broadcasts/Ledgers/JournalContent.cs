using System.Globalization;
using System.IO.Hashing;
using System.Text;
using Bot.State.Conversations;

namespace Bot.Broadcasts.Ledgers;

/// <summary>What a <see cref="SendJournal"/> says: a heading and a line for each step of a send.</summary>
/// <param name="Id">Which journal it is.</param>
/// <param name="Text">Its lines without the heading.</param>
internal sealed record JournalContent(string Id, string Text)
{
    private readonly Dictionary<string, string> last = Fold(Text);

    public static string Heading(string id, string boot) => $"# {id} {boot}\n";

    public static string Begun(ConversationKey person) => $"> {NameOf(person)}\n";

    public static string NotSent(ConversationKey person) => $"- {NameOf(person)}\n";

    public static string Ended(LedgerEntry result) => $"< {NameOf(result.Person)} {result.Value.ToString().ReplaceLineEndings(" ")}\n";

    /// <summary>Null: it is of another run of the system, or no journal.</summary>
    /// <param name="file">What the file holds. Behind the last note it is zeros, and in a note that a kill cut off some of its bytes may be.</param>
    public static JournalContent? Parse(string file, string boot)
    {
        var text = file.Split('\0', 2)[0];
        var end = text.IndexOf('\n', StringComparison.Ordinal);
        if (end < 0 || text[..end].Split(' ') is not ["#", var id, var written] || written != boot) return null;
        // A last line without its end was never begun: a step is noted before it is taken.
        return new(id, text[(end + 1)..(text.LastIndexOf('\n') + 1)]);
    }

    /// <summary>Whether a send to somebody was begun of which no result is noted.</summary>
    public bool WasInterrupted(ConversationKey person) => last.GetValueOrDefault(NameOf(person)) is ['>', ..];

    /// <summary>The noted result of the last send to somebody; null: there is none.</summary>
    public LedgerEntry? ResultOf(ConversationKey person) =>
        last.GetValueOrDefault(NameOf(person)) is ['<', ..] line ? LedgerEntry.Parse(LedgerEntry.FieldOf(person)!, line.Split(' ', 3)[2]) : null;

    private static Dictionary<string, string> Fold(string text)
    {
        var last = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries)) last[line.Split(' ', 3)[1]] = line;
        return last;
    }

    private static string NameOf(ConversationKey person) =>
        XxHash3.HashToUInt64(Encoding.UTF8.GetBytes(LedgerEntry.FieldOf(person)!)).ToString("x16", CultureInfo.InvariantCulture);
}
