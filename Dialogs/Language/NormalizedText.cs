namespace Dialogs.Language;

/// <summary>A half-open range of characters, <see cref="Start"/> inclusive, <see cref="End"/> exclusive. <c>default</c> is the empty range at the start.</summary>
public readonly record struct TextSpan(int Start, int End)
{
    public int Length => End - Start;

    public bool Contains(TextSpan other) => Start <= other.Start && other.End <= End;

    public bool Overlaps(TextSpan other) => Start < other.End && other.Start < End;
}

/// <summary>A text in the one form in which it is understood, with the way back to what was written.</summary>
public sealed class NormalizedText
{
    private readonly int[]? sources;

    /// <param name="sources">For each character of <paramref name="text"/> where it began in <paramref name="original"/>; null: the texts are the same.</param>
    internal NormalizedText(string original, string text, int[]? sources) => (Original, Text, this.sources) = (original, text, sources);

    /// <summary>As written.</summary>
    public string Original { get; }

    /// <summary>See <see cref="TextNormalizer"/> for what it may contain.</summary>
    public string Text { get; }

    public int Length => Text.Length;

    public char this[int index] => Text[index];

    /// <summary>The characters of <see cref="Original"/> that those of <paramref name="span"/> in <see cref="Text"/> were made of.</summary>
    public TextSpan ToOriginal(TextSpan span)
    {
        if (sources is null) return span;
        if (span.Length == 0)
        {
            var at = span.Start < sources.Length ? sources[span.Start] : Original.Length;
            return new TextSpan(at, at);
        }
        var last = sources[span.End - 1];
        return new TextSpan(sources[span.Start], last + (char.IsHighSurrogate(Original[last]) ? 2 : 1));
    }

    /// <summary>Whether something was written before this character that is not in <see cref="Text"/>: a blank, a picture.</summary>
    public bool HasGapBefore(int index) =>
        sources is not null && index > 0 && index < sources.Length && sources[index] - sources[index - 1] > 1;

    public override string ToString() => Text;
}
