using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Bot.Generation.Verifying;

/// <param name="Text">Of those that mean the same the first.</param>
/// <param name="Kind">Null: it says nothing.</param>
internal sealed record PlainWord(string Text, TokenKind? Kind);

/// <summary>The words that the verifier knows, from <c>plain-words.txt</c>: which mean the same, which mean nothing, which may be added, which deny.</summary>
internal static class PlainWords
{
    private static readonly FrozenDictionary<string, ImmutableArray<string>> Lists = Load();
    private static readonly FrozenDictionary<string, PlainWord> Words = Known();
    private static readonly int Longest = Words.Keys.Max(w => w.Length);

    public static readonly FrozenSet<string> Empty = Set("empty");
    public static readonly FrozenSet<string> Free = Set("free");
    public static readonly FrozenSet<string> Opening = Set("opening");
    public static readonly FrozenSet<string> Gloss = Set("gloss");
    public static readonly FrozenSet<string> Links = Set("links");
    public static readonly FrozenSet<string> Starts = Set("starts");
    public static readonly FrozenSet<string> Ends = Set("ends");
    public static readonly FrozenSet<string> Of = Set("of");
    public static readonly FrozenSet<string> Courtesies = Set("courtesies");
    public static readonly FrozenSet<string> Roles = Set("roles");
    public static readonly FrozenSet<string> Closing = Set("closing");
    public static readonly FrozenSet<string> Measure = Set("measure");
    public static readonly FrozenSet<string> Wish = Set("wish");
    public static readonly FrozenSet<string> Verdicts = Set("verdicts");
    public static readonly FrozenSet<string> Asking = Set("asking");
    public static readonly FrozenSet<string> Unsaid = Set("unsaid");

    /// <summary>As rows of pieces, which they are compared with.</summary>
    public static ImmutableArray<string> Wishes { get; } = [.. Lists["wishes"].Select(Tokenizer.Line)];

    /// <summary>Whole parts of a sentence that say nothing.</summary>
    public static FrozenSet<string> Phrases { get; } = Lists["phrases"].Select(Tokenizer.Line).ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Whole parts that say where it is written.</summary>
    public static FrozenSet<string> Sources { get; } = Lists["sources"].Select(Tokenizer.Line).ToFrozenSet(StringComparer.Ordinal);

    /// <summary>The longest known word that begins here.</summary>
    public static (int Length, PlainWord Word)? At(string text, int at)
    {
        var lookup = Words.GetAlternateLookup<ReadOnlySpan<char>>();
        for (var length = Math.Min(Longest, text.Length - at); length > 0; length--)
            if (lookup.TryGetValue(text.AsSpan(at, length), out var word)) return (length, word);
        return null;
    }

    private static FrozenSet<string> Set(string list) => Lists[list].ToFrozenSet(StringComparer.Ordinal);

    private static FrozenDictionary<string, PlainWord> Known()
    {
        var words = new Dictionary<string, PlainWord>(StringComparer.Ordinal);
        foreach (var (list, kind) in new (string, TokenKind?)[]
                 {
                     ("denials", TokenKind.Denial), ("turns", TokenKind.Turn), ("closed", TokenKind.Fact), ("days", TokenKind.Fact), ("empty", null), ("same", TokenKind.Word), ("keep", TokenKind.Word),
                     ("free", TokenKind.Word), ("closing", TokenKind.Word), ("opening", TokenKind.Word), ("gloss", TokenKind.Word), ("measure", TokenKind.Word),
                 })
            foreach (var group in Lists[list])
                foreach (var word in group.Split('='))
                    words.TryAdd(word, new PlainWord(group.Split('=')[0], kind));
        return words.ToFrozenDictionary(StringComparer.Ordinal);
    }

    private static FrozenDictionary<string, ImmutableArray<string>> Load()
    {
        using var stream = typeof(PlainWords).Assembly.GetManifestResourceStream("Bot.Generation.plain-words.txt")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Split('\n').Where(l => l.Length > 0 && l[0] != '#').Select(l => l.Split(": ", 2)).GroupBy(l => l[0], l => l[1], StringComparer.Ordinal)
            .ToFrozenDictionary(g => g.Key, g => g.SelectMany(l => l.Split(' ', StringSplitOptions.RemoveEmptyEntries)).ToImmutableArray(), StringComparer.Ordinal);
    }
}
