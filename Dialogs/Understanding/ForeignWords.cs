using System.Text;
using Dialogs.Language;

namespace Dialogs.Understanding;

/// <summary>Words in Latin letters that no example knows are left out of a Chinese question: their letters would only resemble some other word's.</summary>
internal sealed class ForeignWords
{
    private const int Shortest = 4;

    private readonly HashSet<string> known = new(StringComparer.Ordinal);

    /// <summary>Learns the words of an example.</summary>
    public void Add(string example)
    {
        for (var i = 0; i < example.Length; i++)
            if (Length(example, i) is > 0 and var length)
            {
                known.Add(example.Substring(i, length));
                i += length;
            }
    }

    public MarkedText Without(MarkedText text) =>
        text.Text.Any(char.IsAsciiLetter) && text.Text.Any(c => c is >= '\u4e00' and <= '\u9fff') ? text with { Text = Without(text.Text), Kinds = Without(text.Kinds) } : text;

    private string Without(string text)
    {
        var kept = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length;)
        {
            var length = Length(text, i);
            if (length < Shortest || known.Contains(text.Substring(i, length)) || PinyinSegmenter.Segment(text.AsSpan(i, length)) is not null) kept.Append(text, i, Math.Max(length, 1));
            i += Math.Max(length, 1);
        }
        return kept.ToString();
    }

    /// <summary>How many letters begin at a place.</summary>
    private static int Length(string text, int start)
    {
        var end = start;
        while (end < text.Length && char.IsAsciiLetter(text[end])) end++;
        return end - start;
    }
}
