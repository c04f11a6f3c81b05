using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Dialogs.Recognizers.Commands;

/// <summary>A list of <c>commands.txt</c>.</summary>
internal sealed class CommandWords
{
    private const int LongestGap = 8;

    private static readonly FrozenDictionary<string, CommandWords> Lists = Load();
    private static readonly CommandWords Nothing = new([]);

    private readonly ImmutableArray<(string First, string? Second)> anywhere;
    private readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> whole;

    private CommandWords(string[] phrases)
    {
        anywhere = [.. phrases.Where(p => p[0] != '=').Select(p => p.Split('…') is [var first, var second] ? (first, (string?)second) : (p, null))];
        whole = phrases.Where(p => p[0] == '=').Select(p => p[1..]).ToFrozenSet(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <summary>The list of that name; empty if there is none.</summary>
    public static CommandWords Named(string name) => Lists.GetValueOrDefault(name, Nothing);

    /// <summary>The phrases that may stand anywhere, the gapped ones aside.</summary>
    public IEnumerable<string> Words => anywhere.Where(p => p.Second is null).Select(p => p.First);

    /// <summary>Whether a phrase stands somewhere in the text.</summary>
    public bool In(string text) => First(text) is not null;

    /// <summary>The first phrase of the list that stands in the text; null: none.</summary>
    public string? First(string text)
    {
        foreach (var (first, second) in anywhere)
            if (Holds(text, first, second)) return first;
        return null;
    }

    /// <summary>Whether a clause is one of the phrases.</summary>
    public bool Is(ReadOnlySpan<char> clause) => whole.Contains(clause);

    /// <summary>Whether a text is made up of phrases of this list and of <paramref name="around"/> alone, at least one of this list.</summary>
    public bool Make(string text, params ReadOnlySpan<CommandWords> around)
    {
        var own = false;
        for (var at = 0; at < text.Length;)
        {
            var rest = text.AsSpan(at);
            var (longest, others) = (LongestAt(rest), 0);
            foreach (var list in around) others = Math.Max(others, list.LongestAt(rest));
            if (longest == 0 && others == 0) return false;
            own |= longest >= others;
            at += Math.Max(longest, others);
        }
        return own;
    }

    private int LongestAt(ReadOnlySpan<char> text)
    {
        var longest = 0;
        foreach (var (first, second) in anywhere)
            if (second is null && first.Length > longest && text.StartsWith(first)) longest = first.Length;
        return longest;
    }

    public bool EndsWith(string text)
    {
        foreach (var (first, _) in anywhere)
            if (text.EndsWith(first, StringComparison.Ordinal)) return true;
        return false;
    }

    private static bool Holds(string text, string first, string? second)
    {
        for (var at = text.IndexOf(first, StringComparison.Ordinal); at >= 0; at = text.IndexOf(first, at + 1, StringComparison.Ordinal))
        {
            if (second is null) return true;
            var from = at + first.Length;
            if (text.AsSpan(from, Math.Min(LongestGap + second.Length, text.Length - from)).Contains(second, StringComparison.Ordinal)) return true;
        }
        return false;
    }

    private static FrozenDictionary<string, CommandWords> Load()
    {
        using var stream = typeof(CommandWords).Assembly.GetManifestResourceStream("Dialogs.Recognizers.commands.txt")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Split('\n').Where(l => l.Length > 0 && l[0] != '#').Select(l => l.Split(": ", 2))
            .ToFrozenDictionary(l => l[0], l => new CommandWords(l[1].Split(' ', StringSplitOptions.RemoveEmptyEntries)), StringComparer.Ordinal);
    }
}
