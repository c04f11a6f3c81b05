using System.Collections.Immutable;
using System.Text;
using Bot.Api;
using Bot.Channels.Cards;
using Dialogs.Replies;
using Knowledge.Notices;

namespace Bot.Channels.Teams.Replies;

/// <summary>A reply's plain text in the little Markdown that Teams knows: nothing in it is markup by accident, and every line break is seen.</summary>
internal static class TeamsText
{
    /// <summary>The longest text of one activity, in UTF-16 units: far under what Teams takes, together with all that travels beside it.</summary>
    public const int Longest = 8_000;

    private const int MostClauses = 10;
    private static readonly char[] SentenceEnds = ['。', '！', '？', '；', '\n'];

    /// <summary>What a reply says, with the clauses that it rests on in its last line, in parts that Teams takes.</summary>
    public static ImmutableArray<string> Of(Reply reply, Func<string, string> link)
    {
        // What an outcome says further stands on its cards.
        if (reply.Outcome is { } outcome) return [Escape($"{reply.Text.Split("\n\n", 2)[0]}\n初步自查，以审核为准；逐项的依据{(ChecklistCard.HasPapers(outcome) ? "和材料清单" : "")}见下面的卡片。")];
        var basis = reply is { Notice: { } notice, Citations: { IsEmpty: false } citations } ? Basis(notice, citations, link) : "";
        return [.. Split(Escape(reply.Text) + basis)];
    }

    /// <summary>Cut at the end of a line, else of a sentence, else anywhere but inside a character.</summary>
    public static IEnumerable<string> Split(string text)
    {
        while (text.Length > Longest)
        {
            var cut = text.LastIndexOf('\n', Longest - 1, Longest / 2) is var line and > 0 ? line + 1
                : text.LastIndexOfAny(SentenceEnds, Longest - 1, Longest / 2) is var sentence and > 0 ? sentence + 1
                : char.IsHighSurrogate(text[Longest - 1]) ? Longest - 1 : Longest;
            yield return text[..cut].TrimEnd();
            text = text[cut..].TrimStart('\n');
        }
        yield return text;
    }

    public static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length + 16);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\n') escaped.Append(escaped is [.., '\n'] ? "" : "\n\n");
            else if (IsMarkup(text, i)) escaped.Append('\\').Append(text[i]);
            else escaped.Append(text[i]);
        }
        return escaped.ToString();
    }

    private static bool IsMarkup(string text, int i) => text[i] switch
    {
        '*' or '`' or '[' or ']' or '<' or '~' or '\\' => true,
        // Inside a word, as in an address, it is none.
        '_' => !(i > 0 && char.IsAsciiLetterOrDigit(text[i - 1]) && i + 1 < text.Length && char.IsAsciiLetterOrDigit(text[i + 1])),
        '#' or '>' => i == 0 || text[i - 1] == '\n',
        _ => false,
    };

    // The number in brackets is where Teams shows the quote.
    private static string Basis(Notice notice, ImmutableArray<Citation> citations, Func<string, string> link) =>
        "\n\n依据条款：" + string.Join(" · ", citations.Take(MostClauses).Select((c, i) => (c.Clause, Number: i + 1)).GroupBy(c => c.Clause)
            .Select(g => $"[{g.Key.Label}]({link(WireFormat.Url(notice, g.Key))}) {string.Concat(g.Select(c => $"[{c.Number}]"))}"));
}
