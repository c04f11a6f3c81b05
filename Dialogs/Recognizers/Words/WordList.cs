namespace Dialogs.Recognizers.Words;

/// <summary>A list of <c>words.txt</c>: finds the longest of its words at a place of a text. Thread-safe.</summary>
internal sealed class WordList
{
    private static readonly Dictionary<string, WordList> Lists = Load();

    private readonly Dictionary<char, (string Word, int Value)[]> byFirst;
    private readonly Dictionary<char, string[]> byLast;
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> all;

    private WordList(IReadOnlyCollection<(string Word, int Value)> words)
    {
        byFirst = words.GroupBy(w => w.Word[0]).ToDictionary(g => g.Key, g => g.OrderByDescending(w => w.Word.Length).ToArray());
        byLast = words.GroupBy(w => w.Word[^1]).ToDictionary(g => g.Key, g => g.Select(w => w.Word).OrderByDescending(w => w.Length).ToArray());
        all = words.ToDictionary(w => w.Word, w => w.Value, StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <summary>The list of that name; an unknown name is a bug.</summary>
    public static WordList Named(string name) => Lists[name];

    /// <summary>Exactly one of the words.</summary>
    public bool Contains(ReadOnlySpan<char> word) => all.ContainsKey(word);

    /// <summary>The length of the longest word that begins at <paramref name="at"/>, or 0.</summary>
    public int At(string text, int at) => At(text, at, out _);

    public int At(string text, int at, out int value)
    {
        value = 0;
        if (at >= text.Length || !byFirst.TryGetValue(text[at], out var words)) return 0;
        foreach (var (word, number) in words)
        {
            if (string.CompareOrdinal(text, at, word, 0, word.Length) != 0) continue;
            value = number;
            return word.Length;
        }
        return 0;
    }

    /// <summary>The length of the longest word that ends just before <paramref name="end"/> and begins at or after <paramref name="from"/>, or 0.</summary>
    public int Before(string text, int end, int from = 0)
    {
        if (end <= from || !byLast.TryGetValue(text[end - 1], out var words)) return 0;
        foreach (var word in words)
            if (end - word.Length >= from && string.CompareOrdinal(text, end - word.Length, word, 0, word.Length) == 0) return word.Length;
        return 0;
    }

    /// <summary>Whether one of the words stands between two places.</summary>
    public bool In(string text, int from, int to)
    {
        for (var i = from; i < to; i++)
            if (At(text, i) is > 0 and var length && i + length <= to) return true;
        return false;
    }

    private static Dictionary<string, WordList> Load()
    {
        using var stream = typeof(WordList).Assembly.GetManifestResourceStream("Dialogs.Recognizers.words.txt")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Split('\n').Where(l => l.Length > 0 && l[0] != '#').Select(l => l.Split(": ", 2))
            .ToDictionary(l => l[0], l => new WordList([.. l[1].Split(' ', StringSplitOptions.RemoveEmptyEntries).Distinct().Select(Entry)]), StringComparer.Ordinal);
    }

    private static (string, int) Entry(string written) =>
        written.IndexOf('=', StringComparison.Ordinal) is > 0 and var at ? (written[..at], int.Parse(written.AsSpan(at + 1))) : (written, 0);
}
