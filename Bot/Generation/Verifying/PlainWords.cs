using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text;

namespace Bot.Generation.Verifying;

/// <summary>The words that the verifier knows, from <c>plain-words.txt</c>: which mean the same, which mean nothing, which deny.</summary>
internal static class PlainWords
{
    private static readonly FrozenDictionary<string, ImmutableArray<string>> Lists = Load();

    /// <summary>Each word of a line stands for the first.</summary>
    public static readonly ImmutableArray<(string From, string To)> Same =
        [.. Lists["same"].SelectMany(line => line.Split('=')[1..].Select(w => (w, line.Split('=')[0]))).OrderByDescending(p => p.w.Length)];

    public static readonly FrozenSet<string> Empty = Lists["empty"].ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Whole parts of a sentence that say nothing.</summary>
    public static readonly FrozenSet<string> Phrases = Lists["phrases"].ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Longest first.</summary>
    public static readonly ImmutableArray<string> Denials = [.. Lists["denials"].OrderByDescending(w => w.Length)];

    public static readonly ImmutableArray<string> Turns = [.. Lists["turns"].OrderByDescending(w => w.Length)];

    public static readonly ImmutableArray<string> Days = [.. Lists["days"].OrderByDescending(w => w.Length)];

    public static string Fold(string text)
    {
        var folded = new StringBuilder(text);
        foreach (var (from, to) in Same) folded.Replace(from, to);
        return folded.ToString();
    }

    private static FrozenDictionary<string, ImmutableArray<string>> Load()
    {
        using var stream = typeof(PlainWords).Assembly.GetManifestResourceStream("Bot.Generation.plain-words.txt")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Split('\n').Where(l => l.Length > 0 && l[0] != '#').Select(l => l.Split(": ", 2))
            .ToFrozenDictionary(l => l[0], l => l[1].Split(' ', StringSplitOptions.RemoveEmptyEntries).ToImmutableArray(), StringComparer.Ordinal);
    }
}
